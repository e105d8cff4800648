#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "corpus/bundle.h"
#include "corpus/diff.h"
#include "corpus/layers.h"
#include "engine/report/json.h"

namespace saksi::cli {

namespace {

/// Files that cannot be read or written are one thing, what stands in them another.
void fail(const std::vector<Diagnostic>& faults, int& status) {
  complain(faults);
  const std::string& code = faults.front().code;
  raise(status, code == "no-such-file" || code == "cannot-write" ? io : usage);
}

struct Update {
  std::string file;
  bool remove = false, force = false;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    const std::string installed = installed_base();
    if (installed.empty()) {
      complain("there is no place for facts: set SAKSI_DATA_DIR, XDG_DATA_HOME or HOME");
      return raise(status, usage);
    }
    if (remove && !file.empty()) {
      complain("name a bundle or --remove, not both");
      return raise(status, usage);
    }
    if (remove) {
      if (!corpus::remove_bundle(installed)) {
        complain(fmt::format("{}: cannot be removed", installed));
        return raise(status, io);
      }
    } else if (!file.empty()) {
      const auto bundle = corpus::install_bundle(file, installed, force);
      if (!bundle) return fail(bundle.errors(), status);
    }
    if (talk.quiet) return;
    const auto now = corpus::default_base(installed);
    if (!now) return fail(now.errors(), status);
    const auto embedded = FactBase::embedded();
    const bool own = embedded && (*embedded)->hash() == (*now)->hash();
    Output output;
    output.write(fmt::format("facts in force: {}, of {}, hash {}\n", own ? "built in" : installed, (*now)->date(),
                             (*now)->hash()));
    finish(output, status);
  }
};

Result<std::shared_ptr<const FactBase>> open_named(const std::string& name) {
  return name == "default" ? corpus::default_base(installed_base()) : FactBase::open(name);
}

struct Diff {
  std::string before, after;
  bool jsonl = false;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    const auto a = open_named(before);
    const auto b = open_named(after);
    for (const auto* base : {&a, &b}) {
      if (!*base) fail(base->errors(), status);
    }
    if (!a || !b) return;
    const auto changes = corpus::diff(**a, **b);
    if (!changes) return fail(changes.errors(), status);
    std::string out;
    std::size_t counts[3] = {0, 0, 0};
    for (const auto& c : *changes) {
      ++counts[static_cast<int>(c.what)];
      jsonl ? append_json(out, c) : append_text(out, c);
    }
    if (!jsonl && !talk.quiet)
      out += fmt::format("{} added, {} removed, {} changed\n", counts[0], counts[1], counts[2]);
    Output output;
    output.write(out);
    if (!changes->empty()) raise(status, findings);
    finish(output, status);
  }

  static void append_text(std::string& out, const corpus::Change& c) {
    using What = corpus::Change::What;
    out += fmt::format("{} {} {}: ", c.what == What::added ? '+' : c.what == What::removed ? '-' : '~', c.table, c.id);
    out += c.what == What::added     ? c.after
           : c.what == What::removed ? c.before
                                     : fmt::format("{}\n    now: {}", c.before, c.after);
    out += "\n";
    for (const auto& s : c.sources) out += fmt::format("    [{}]\n", s);
  }

  static void append_json(std::string& out, const corpus::Change& c) {
    using What = corpus::Change::What;
    engine::JsonWriter json(out);
    json.begin_object().member("change", c.what == What::added     ? "added"
                                         : c.what == What::removed ? "removed"
                                                                   : "changed");
    json.member("table", c.table).member("id", c.id);
    if (c.what != What::added) json.member("before", c.before);
    if (c.what != What::removed) json.member("after", c.after);
    json.key("sources").begin_list();
    for (const auto& s : c.sources) json.string(s);
    json.end_list().end_object();
    out += '\n';
  }
};

struct Layers {
  std::vector<std::string> files;
  bool no_default = false;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    std::vector<std::shared_ptr<const FactBase>> layers;
    const auto take = [&](const std::string& name) {
      auto base = open_named(name);
      if (!base) return fail(base.errors(), status);
      layers.push_back(std::move(base).value());
    };
    if (!no_default) take("default");
    for (const auto& file : files) take(file);
    if (status != ok) return;
    LayerReport report;
    const auto merged = corpus::merge_layers(layers, &report);
    if (!merged) return fail(merged.errors(), status);
    Output output;
    output.write(report.text());
    finish(output, status);
  }
};

}  // namespace

void add_facts_update(CLI::App& facts, int& status) {
  auto* update = facts.add_subcommand("update", "install a newer bundle of facts, or say which facts are in force");
  auto flags = std::make_shared<Update>();
  update->add_option("FILE", flags->file, "a bundle; none = say which facts are in force")->type_name("");
  update->add_flag("--remove", flags->remove, "go back to the built-in facts");
  update->add_flag("--force", flags->force, "install a bundle older than the installed one");
  flags->talk.add(*update);
  update->callback([flags, &status] { flags->run(status); });

  auto* diff = facts.add_subcommand("diff", "what is different in another fact base");
  auto sides = std::make_shared<Diff>();
  diff->add_option("BEFORE", sides->before, "a fact base, or 'default' for the one in force")
      ->type_name("")
      ->required();
  diff->add_option("AFTER", sides->after, "the same")->type_name("")->required();
  add_choice<bool>(*diff, "--format", sides->jsonl, {{"text", false}, {"jsonl", true}}, "text or jsonl")
      ->type_name("FORMAT")
      ->default_str("text");
  sides->talk.add(*diff);
  diff->callback([sides, &status] { sides->run(status); });

  auto* layers = facts.add_subcommand("layers", "what becomes of fact bases laid over one another");
  auto over = std::make_shared<Layers>();
  layers->add_option("FILE", over->files, "fact bases, lowest first")->type_name("")->required();
  layers->add_flag("--no-default-facts", over->no_default, "leave the built-in fact base out");
  over->talk.add(*layers);
  layers->callback([over, &status] { over->run(status); });
}

}  // namespace saksi::cli
