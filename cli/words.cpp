#include "grammar/words/words.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/status.h"
#include "engine/reading.h"
#include "grammar/grammar.h"
#include "grammar/text/text.h"

namespace saksi::cli {

namespace {

using grammar::Analysis;
using grammar::Feature;

/// Every reading of a form, and where it comes from.
struct WordsCommand {
  std::vector<std::string> forms;
  std::string lang, format = "text";

  void run(int& status) const {
    Output output;
    if (!output.open("", {})) return raise(status, io);
    for (const std::string& form : forms) {
      if (form.empty() || check_utf8(form)) {
        complain("'" + form + "' is no word: a form is one or more characters in UTF-8");
        raise(status, usage);
        continue;
      }
      const std::string folded = grammar::fold(form);
      for (const std::string one : {"en", "id"}) {
        if (!lang.empty() && lang != one) continue;
        const grammar::Words& words = engine::general_words(one);
        std::set<std::string> signed_forms{folded};
        for (const Analysis& a : words.analyse(folded)) {
          output.write(format == "jsonl" ? record(folded, one, a) : line(folded, one, a));
          signed_forms.emplace(a.lemma);
        }
        for (const std::string& written : signed_forms)
          for (const grammar::Sign& s : words.signs(written))
            output.write(format == "jsonl" ? record(folded, one, written, s) : line(one, written, s));
      }
    }
    if (!output.close()) raise(status, io);
  }

 private:
  static std::string features(const Analysis& a) {
    std::string out;
    for (const auto& [name, feature] :
         {std::pair{"plural", Feature::plural}, std::pair{"comparative", Feature::comparative},
          std::pair{"superlative", Feature::superlative}, std::pair{"negative", Feature::negative},
          std::pair{"clitic", Feature::clitic}}) {
      if (a.has(feature)) out += (out.empty() ? "" : " ") + std::string(name);
    }
    return out;
  }

  static std::string line(const std::string& form, const std::string& lang, const Analysis& a) {
    std::string from(grammar::to_string(a.source));
    if (!a.rule.empty()) from += fmt::format(" {}", a.rule);
    const std::string also = features(a);
    return fmt::format("{}  {}  {:<12} {:<16} {:<14} {}{}\n", lang, form, to_string(a.tag),
                       a.lemma.empty() ? "-" : a.lemma, a.klass.empty() ? "-" : a.klass, from,
                       also.empty() ? "" : " (" + also + ")");
  }

  static std::string line(const std::string& lang, const std::string& written, const grammar::Sign& s) {
    return fmt::format("{}  {}  {:<12} {:<16} {:<14} {}\n", lang, written, s.privative ? "privative" : "veridical",
                       fmt::format("{} {}", s.pos, s.place), s.says, s.klass.empty() ? "-" : s.klass);
  }

  static std::string record(const std::string& form, const std::string& lang, const std::string& written,
                            const grammar::Sign& s) {
    const nlohmann::ordered_json row = {
        {"form", form},     {"lang", lang},    {"sign", s.privative ? "privative" : "veridical"},
        {"lemma", written}, {"pos", s.pos},    {"place", s.place},
        {"says", s.says},   {"class", s.klass}};
    return row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }

  static std::string record(const std::string& form, const std::string& lang, const Analysis& a) {
    const nlohmann::ordered_json row = {{"form", form},
                                        {"lang", lang},
                                        {"tag", to_string(a.tag)},
                                        {"lemma", a.lemma},
                                        {"class", a.klass},
                                        {"source", grammar::to_string(a.source)},
                                        {"rule", a.rule},
                                        {"features", features(a)},
                                        {"weight", a.weight}};
    return row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
};

}  // namespace

void add_words(CLI::App& command, int& status) {
  auto flags = std::make_shared<WordsCommand>();
  command.add_option("FORM", flags->forms, "word forms")->type_name("...")->required();
  add_choice<std::string>(command, "--lang", flags->lang, {{"en", "en"}, {"id", "id"}, {"all", ""}},
                          "language of the forms: en, id or all")
      ->type_name("LANG")
      ->default_str("all");
  add_choice<std::string>(command, "--format", flags->format, {{"text", "text"}, {"jsonl", "jsonl"}}, "text or jsonl")
      ->type_name("FORMAT")
      ->default_str("text");
  command.callback([flags, &status] { flags->run(status); });
}

}  // namespace saksi::cli
