#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/status.h"
#include "corpus/facts_csv.h"
#include "corpus/import/import.h"
#include "corpus/snapshot.h"
#include "engine/open_facts.h"

namespace saksi::cli {

namespace {

struct Import {
  std::string in, out, checked, base, countries, mapping, progress = "auto";
  bool no_base = false;
  TalkFlags talk;

  /// Whose ids are kept; nullptr with --no-base. False where it cannot be opened.
  bool open_base(corpus::ImportOptions& options) const {
    if (no_base) return true;
    auto facts = base.empty() ? FactBase::embedded() : FactBase::open(base);
    if (!facts) {
      complain(facts.errors());
      return false;
    }
    options.base = *facts;
    return true;
  }

  void run(int& status,
           const std::function<Result<corpus::Imported>(const Import&, const corpus::ImportOptions&)>& go) {
    talk.apply();
    corpus::ImportOptions options;
    options.checked = checked;
    if (!open_base(options)) return raise(status, usage);
    auto imported = [&] {
      Progress bar(progress, "importing " + in);
      options.progress = [&](std::size_t done, std::size_t total) { bar.at(done, total); };
      return go(*this, options);
    }();
    if (!imported) {
      complain(imported.errors());
      const std::string& code = imported.errors().front().code;
      return raise(status, code == "no-such-file" || code == "no-such-folder" || code == "unreadable" ? io : usage);
    }
    const auto& report = imported->report;
    if (!talk.quiet) complain(report.problems, "warning");
    if (const auto fault = corpus::save_import(*imported, out)) {
      complain({*fault});
      return raise(status, io);
    }
    if (talk.quiet) return;
    Output output;
    std::size_t left_out = 0;
    for (const auto& [reason, n] : report.skipped) left_out += n;
    output.write(fmt::format("read {} rows, kept {}, skipped {}\n", report.read, report.kept, left_out));
    for (const auto& [reason, n] : report.skipped) output.write(fmt::format("  skipped {}: {}\n", n, reason));
    for (const auto& note : report.notes) output.write(fmt::format("  {}\n", note));
    const auto& c = imported->content;
    output.write(fmt::format(
        "{}: {} entities, {} names, {} events, {} statements, {} completeness statements\nhash {}\n", out,
        c.entities.size(), c.names.size(), c.events.size(), c.statements.size(), c.complete.size(), report.hash));
    finish(output, status);
  }
};

/// An importer: a row here is a command.
struct Importer {
  const char* name;
  const char* what;
  const char* argument;  ///< name of the positional one, with what it is
  const char* about;
  void (*flags)(CLI::App&, Import&);
  Result<corpus::Imported> (*go)(const Import&, const corpus::ImportOptions&);
};

/// A table of one's own facts, as `--facts` reads it, made into a file of its own.
Result<corpus::Imported> import_facts(const std::string& path, const corpus::ImportOptions& options) {
  auto table = corpus::read_facts_csv(path, options.base, options.base ? nullptr : engine::vocabulary().get(),
                                      engine::fact_words());
  if (!table) return table.errors();
  auto content = corpus::content_of(*table->base);
  if (!content) return corpus::Imported{};
  corpus::Imported out{std::move(*content), {}};
  out.report.read = out.report.kept = table->report.rows;
  out.report.problems = std::move(table->report.warnings);
  out.report.notes.push_back(fmt::format("{} names were known, {} are new; {} properties are the table's own",
                                         table->report.found, table->report.entities,
                                         table->report.own_properties.size()));
  return out;
}

const std::array<Importer, 4> kImporters = {{
    {"gcat", "Jonathan McDowell's General Catalog of launches", "DIR",
     "the folder with launchlog, sites, launchpoints, lv and orgs (.tsv)", [](CLI::App&, Import&) {},
     [](const Import& i, const corpus::ImportOptions& o) { return corpus::import_gcat(i.in, o); }},
    {"geonames", "cities of GeoNames", "FILE", "a table with a header, or the gazetteer's own file, cities15000.txt",
     [](CLI::App& command, Import& i) {
       command.add_option("--countries", i.countries, "a table of countries: cca2 and name_en")->type_name("FILE");
     },
     [](const Import& i, const corpus::ImportOptions& o) { return corpus::import_geonames(i.in, i.countries, o); }},
    {"launches", "anybody's launch table", "FILE", "a CSV file",
     [](CLI::App& command, Import& i) {
       command.add_option("--map", i.mapping, "what its columns are; see docs/import.md")
           ->type_name("FILE")
           ->required();
     },
     [](const Import& i, const corpus::ImportOptions& o) { return corpus::import_launches(i.in, i.mapping, o); }},
    {"csv", "facts of one's own, one a row", "FILE", "a table of facts (docs/own-facts.md)", [](CLI::App&, Import&) {},
     [](const Import& i, const corpus::ImportOptions& o) { return import_facts(i.in, o); }},
}};

}  // namespace

void add_import(CLI::App& corpus, int& status) {
  auto* import = corpus.add_subcommand("import", "make a fact layer of somebody else's data");
  import->require_subcommand(1);
  for (const auto& importer : kImporters) {
    auto* command = import->add_subcommand(importer.name, importer.what);
    auto flags = std::make_shared<Import>();
    command->add_option("INPUT", flags->in, importer.about)->type_name(importer.argument)->required();
    command->add_option("-o,--output", flags->out, "the fact base to write")->type_name("FILE")->required();
    importer.flags(*command, *flags);
    command->add_option("--checked", flags->checked, "the day the data was fetched, where no file name says it")
        ->type_name("DATE");
    auto* base = command->add_option("--base", flags->base, "the fact base whose ids are kept (the built-in one)");
    base->type_name("FILE");
    command->add_flag("--no-base", flags->no_base, "give everything an id of its own")->excludes(base);
    command->add_option("--progress", flags->progress, "a bar on standard error: auto, never or always")
        ->check(CLI::IsMember({"auto", "never", "always"}))
        ->type_name("WHEN")
        ->capture_default_str();
    flags->talk.add(*command);
    command->callback([flags, &status, &importer] {
      flags->run(status, [&](const Import& i, const corpus::ImportOptions& o) { return importer.go(i, o); });
    });
  }
}

}  // namespace saksi::cli
