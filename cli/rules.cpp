#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "core/limits.h"
#include "corpus/fact_base.h"
#include "engine/batch/source.h"
#include "engine/rule_examples.h"
#include "rules/parse.h"
#include "rules/rule_files.h"

namespace saksi::cli {

namespace {

struct RuleText {
  std::string path, text;
};

/// The *.rule files below folders, and files by name, in order of their paths; the built-in ones where none is named.
std::vector<RuleText> rule_texts(const std::vector<std::string>& named, int& status) {
  std::vector<RuleText> out;
  if (named.empty()) {
    for (const EmbeddedFile& f : rules::rule_files()) out.push_back({std::string(f.path), std::string(f.content)});
    return out;
  }
  std::vector<std::string> paths;
  for (const std::string& name : named) {
    std::error_code error;
    if (!std::filesystem::is_directory(name, error)) {
      paths.push_back(name);
      continue;
    }
    std::filesystem::recursive_directory_iterator it(name, error), end;
    for (; !error && it != end; it.increment(error)) {
      if (it->path().extension() == ".rule") paths.push_back(it->path().string());
    }
    if (error) {
      complain(fmt::format("cannot read {}: {}", name, error.message()));
      raise(status, io);
    }
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    auto source = engine::open_source(path);
    if (!source) {
      complain(source.errors());
      raise(status, io);
      continue;
    }
    engine::Window window(**source);
    while (window.rest().size() <= limits::rule_file_bytes && window.more()) {
    }
    out.push_back({path, std::string(window.rest())});
  }
  return out;
}

struct CheckRules {
  std::vector<std::string> named;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    const auto facts = FactBase::embedded();
    if (!facts) {
      complain(facts.errors());
      return raise(status, usage);
    }
    Output output;
    std::size_t good = 0, bad = 0;
    for (const RuleText& file : rule_texts(named, status)) {
      const auto rule = rules::parse_rule(file.path, file.text);
      const std::vector<Diagnostic> wrong = rule ? rules::check_rule(*rule, (*facts)->schema()) : rule.errors();
      for (const Diagnostic& d : wrong) output.write(d.text() + "\n");
      ++(wrong.empty() ? good : bad);
    }
    if (bad > 0) raise(status, usage);
    if (!talk.quiet) output.write(fmt::format("{} rules are good, {} are not\n", good, bad));
    finish(output, status);
  }
};

struct TestRules {
  BaseFlags base;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    const auto checker = base.make();
    if (!checker) return raise(status, usage);
    const auto all = rules::RuleSet::load(base.checker.rules, checker->facts().schema());
    if (!all) {
      complain(all.errors());
      return raise(status, usage);
    }
    const auto wanted = (*all)->select(base.checker.enable, base.checker.disable);
    if (!wanted) {
      complain(wanted.errors());
      return raise(status, usage);
    }
    Output output;
    std::size_t passed = 0, failed = 0, known = 0;
    for (const rules::Rule& rule : (*wanted)->rules()) {
      for (const rules::Example& example : rule.examples) {
        const std::string why = engine::example_failure(*checker, rule, example);
        if (example.known_wrong) {
          ++known;
          if (why.empty())
            output.write(
                fmt::format("{}:{}: note: this known-wrong example is right now\n", rule.path, example.at.line));
        } else if (why.empty()) {
          ++passed;
        } else {
          ++failed;
          output.write(fmt::format("{}:{}:{}: failed: {}\n    \"{}\"\n", rule.path, example.at.line, example.at.column,
                                   why, example.text));
        }
      }
    }
    if (failed > 0) raise(status, findings);
    if (!talk.quiet)
      output.write(fmt::format("{} examples passed, {} failed, {} known to be wrong\n", passed, failed, known));
    finish(output, status);
  }
};

}  // namespace

void add_rules(CLI::App& rules, int& status) {
  rules.require_subcommand(1);
  auto* check = rules.add_subcommand("check", "say what is wrong with rule files");
  auto check_flags = std::make_shared<CheckRules>();
  check->add_option("PATH", check_flags->named, "rule files, and folders of them; default: the built-in rules");
  check_flags->talk.add(*check);
  check->callback([check_flags, &status] { check_flags->run(status); });
  auto* test = rules.add_subcommand("test", "run the examples in the rule files");
  auto test_flags = std::make_shared<TestRules>();
  test_flags->base.add(*test);
  test_flags->talk.add(*test);
  test->callback([test_flags, &status] { test_flags->run(status); });
}

}  // namespace saksi::cli
