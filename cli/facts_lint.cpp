#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <unordered_set>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "core/tsv.h"
#include "corpus/build/csv.h"
#include "corpus/import/import.h"
#include "corpus/lint/lint.h"
#include "corpus/schema_reader.h"
#include "corpus/snapshot.h"
#include "corpus/stats.h"
#include "engine/batch/record.h"
#include "grammar/grammar.h"

namespace saksi::cli {

namespace {

/// Nouns, verbs and the words of grammar, written small: what a name should not be by itself.
std::unordered_set<std::string> ordinary_words() {
  std::unordered_set<std::string> out;
  for (const auto& file : Grammar::embedded_lexicon()) {
    const auto table = Tsv::read(file.path, file.content);
    if (!table || !table->has("form")) continue;
    for (const auto& row : table->rows()) out.emplace(table->get(row, "form"));
  }
  return out;
}

struct Lint {
  std::string against, explained, as_of;
  bool jsonl = false;
  BaseFlags base;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    const auto checker = base.make();
    if (!checker) return raise(status, usage);
    against.empty() ? look(checker->facts(), status) : compare(checker->facts(), status);
  }

  static void write(const std::string& text, int& status) {
    Output output;
    output.write(text);
    finish(output, status);
  }

  void look(const FactBase& facts, int& status) const {
    corpus::LintOptions options;
    if (!as_of.empty()) options.as_of = engine::parse_iso_day(as_of);
    const auto words = ordinary_words();
    options.ordinary = [&](std::string_view w) { return words.contains(std::string(w)); };
    auto all = corpus::lint(facts, options);
    if (!base.checker.facts.empty()) {
      drop_known(all, options);
      add_supporting(facts, all);
    }
    std::string out;
    std::size_t errors = 0;
    for (const auto& f : all) {
      errors += f.error ? 1 : 0;
      if (jsonl) {
        out +=
            nlohmann::ordered_json{
                {"severity", f.error ? "error" : "warning"}, {"code", f.code}, {"of", f.of}, {"message", f.message}}
                .dump() +
            "\n";
      } else {
        out += fmt::format("{}: {}: {} [{}]\n", f.error ? "error" : "warning", f.of, f.message, f.code);
      }
    }
    const auto stats = corpus::stats_of(facts);
    if (!jsonl && !talk.quiet)
      out += fmt::format("{} errors, {} warnings; {} drafts decide nothing\n", errors, all.size() - errors,
                         stats ? stats->drafts : 0);
    if (errors > 0) raise(status, findings);
    write(out, status);
  }

  /// Of facts that lie over others only what is wrong because of them is of interest.
  void drop_known(std::vector<corpus::LintFinding>& all, const corpus::LintOptions& options) const {
    CheckerOptions below = base.checker;
    below.facts.clear();
    if (!below.default_facts) return;
    const auto alone = Checker::make(below);
    if (!alone) return;
    std::set<std::tuple<std::string, std::string, std::string>> known;
    for (const auto& f : corpus::lint((*alone)->facts(), options)) known.emplace(f.code, f.of, f.message);
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const auto& f) {
                               return known.count({f.code, f.of, f.message}) > 0;
                             }),
              all.end());
  }

  /// Properties of a table's own that refute nothing.
  static void add_supporting(const FactBase& facts, std::vector<corpus::LintFinding>& all) {
    const auto schema = corpus::read_schema(corpus::embedded_schema_tables());
    if (!schema) return;
    for (const PropertyDef& p : facts.schema().properties) {
      if (p.functional || schema->property(p.id) != nullptr) continue;
      corpus::LintFinding f;
      f.code = "only-supports";
      f.of = p.label_en;
      f.message =
          "rows of it can only support a claim; where it has one value at a time, say so in properties.csv, or give "
          "every row its from";
      all.push_back(std::move(f));
    }
  }

  /// A fact base, or a folder of the General Catalog, imported on the way.
  Result<std::shared_ptr<const FactBase>> other(const FactBase& facts) const {
    std::error_code error;
    if (!std::filesystem::is_directory(against, error)) return FactBase::open(against);
    corpus::ImportOptions options;
    options.base = std::shared_ptr<const FactBase>(std::shared_ptr<const FactBase>(), &facts);
    auto imported = corpus::import_gcat(against, options);
    if (!imported) return imported.errors();
    return corpus::make_base(imported->content);
  }

  std::optional<std::vector<corpus::Explained>> reasons() const {
    std::vector<corpus::Explained> out;
    if (explained.empty()) return out;
    std::ifstream in(explained, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    if (!in.is_open()) {
      complain(fmt::format("{}: cannot be read", explained));
      return std::nullopt;
    }
    std::vector<Diagnostic> faults;
    const auto table = corpus::read_csv(explained, bytes.str(), faults);
    for (const std::string_view column : {"event", "role", "why"}) {
      if (table.column(column) < 0)
        faults.push_back(table.fault(nullptr, 1, "missing-column", fmt::format("there is no column '{}'", column)));
    }
    if (!faults.empty()) {
      complain(faults);
      return std::nullopt;
    }
    const auto cell = [&](const corpus::CsvRow& row, std::string_view column) {
      return std::string(row.cells[static_cast<std::size_t>(table.column(column))].text);
    };
    for (const auto& row : table.rows) out.push_back({cell(row, "event"), cell(row, "role"), cell(row, "why")});
    return out;
  }

  void compare(const FactBase& facts, int& status) const {
    const auto told = reasons();
    if (!told) return raise(status, usage);
    const auto there = other(facts);
    if (!there) {
      complain(there.errors());
      const auto& code = there.errors().front().code;
      return raise(status, code == "no-such-file" || code == "no-such-folder" || code == "unreadable" ? io : usage);
    }
    std::string out;
    std::size_t open = 0, known = 0;
    for (const auto& d : corpus::compare_launches(facts, **there, *told)) {
      (d.why.empty() ? open : known) += 1;
      if (jsonl) {
        out += nlohmann::ordered_json{{"event", d.event},
                                      {"role", d.role},
                                      {"here", d.here},
                                      {"there", d.there},
                                      {"here_source", d.here_source},
                                      {"there_source", d.there_source},
                                      {"why", d.why}}
                   .dump() +
               "\n";
      } else if (d.why.empty() || talk.verbose > 0) {
        out += fmt::format("{}: {}: {} [{}]; there {} [{}]{}\n", d.event, d.role.empty() ? "launch" : d.role, d.here,
                           d.here_source, d.there.empty() ? "none" : d.there, d.there_source,
                           d.why.empty() ? "" : " — " + d.why);
      }
    }
    if (!jsonl && !talk.quiet) out += fmt::format("{} differences, {} more are explained\n", open, known);
    if (open > 0) raise(status, findings);
    write(out, status);
  }
};

}  // namespace

void add_facts_lint(CLI::App& facts, int& status) {
  auto* lint =
      facts.add_subcommand("lint", "faults and oddities of the facts; with --against, where a catalogue differs");
  auto flags = std::make_shared<Lint>();
  lint->add_option("--against", flags->against,
                   "hold the launches against this fact base, or this folder of the General Catalog")
      ->type_name("PATH");
  lint->add_option("--explained", flags->explained, "a CSV of differences that are known: event, role, why")
      ->type_name("FILE");
  lint->add_option("--as-of", flags->as_of, "the day on which facts may be stale; default: the newest day of a check")
      ->type_name("DATE")
      ->check([](const std::string& s) {
        return engine::parse_iso_day(s) ? "" : fmt::format("'{}' is no day; write it as 2024-06-30", s);
      });
  add_choice<bool>(*lint, "--format", flags->jsonl, {{"text", false}, {"jsonl", true}}, "text or jsonl")
      ->type_name("FORMAT")
      ->default_str("text");
  flags->base.add_facts(*lint);
  flags->talk.add(*lint);
  lint->callback([flags, &status] { flags->run(status); });
}

}  // namespace saksi::cli
