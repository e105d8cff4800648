#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "engine/report/json.h"
#include "grammar/grammar.h"

namespace saksi::cli {

namespace {

/// A finding that another verdict rests on.
struct Because {
  std::string quote, explanation;
  std::vector<const Proof*> facts;
  std::vector<std::string> missing;
};

struct Rechecked {
  std::string id;
  std::string was;
  Verdict now = Verdict::unchecked;
  bool read_otherwise = false;
  std::string facts_then;
  std::vector<ClaimResult> results;
  std::vector<Because> because;
};

void facts_of(const Proof& p, std::vector<const Proof*>& out) {
  constexpr std::size_t kMost = 4;
  if (out.size() >= kMost) return;
  if (p.kind == Proof::Kind::fact) {
    out.push_back(&p);
    return;
  }
  for (const Proof& inner : p.from) facts_of(inner, out);
}

/// The member of that name where it is a string, else nothing.
std::string text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::set<std::string> strings_of(const nlohmann::json& list) {
  std::set<std::string> out;
  if (!list.is_array()) return out;
  for (const auto& s : list) {
    if (s.is_string()) out.insert(s.get<std::string>());
  }
  return out;
}

class Recheck {
 public:
  std::string file;
  BaseFlags base;
  ClaimFlags claim;
  TalkFlags talk;
  std::string to;
  bool all = false, jsonl = false;

  void run(int& status) {
    talk.apply();
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    auto source = engine::open_source(file.empty() ? "-" : file);
    if (!source) {
      complain(source.errors());
      return raise(status, io);
    }
    Output output;
    if (!output.open(to, {file})) {
      return complain_of(output, status);
    }
    engine::ReaderOptions options;
    options.kind = engine::InputKind::jsonl;
    options.claim_column = "text";
    options.lang = claim.lang_or_empty();
    options.as_of = claim.as_of;
    const auto reader = engine::make_reader(std::move(*source), file.empty() ? "-" : file, options);
    engine::Record record;
    std::size_t records = 0;
    std::size_t flipped = 0;
    std::size_t errors = 0;
    std::set<std::string> facts_then;
    std::string article;
    std::string before;
    constexpr std::size_t kMostBefore = 8 * 1024;
    while (reader->next_whole(record)) {
      ++records;
      std::string line;
      const auto extra = nlohmann::json::parse("{" + record.extra + "}", nullptr, false);
      if (auto error = wrong(record, extra)) {
        ++errors;
        append_error(line, record, *error);
      } else {
        const std::string path = path_of(extra);
        if (path != article) {
          article = path;
          before.clear();
        }
        const Rechecked r = weigh(*checker, record, extra, before);
        // The last few sentences are enough for what a word refers to.
        before += record.text + " ";
        while (before.size() > kMostBefore) before.erase(0, before.find(' ') + 1);
        facts_then.insert(r.facts_then);
        const bool other = r.was != to_string(r.now);
        flipped += other ? 1 : 0;
        if (other || all) jsonl ? append_json(line, record, r) : append_text(line, record, r);
      }
      if (!output.write(line)) break;
    }
    if (const auto& why = reader->failure()) {
      complain({*why});
      raise(status, io);
    }
    if (!jsonl && !talk.quiet) {
      std::string then;
      for (const auto& hash : facts_then) then += (then.empty() ? "" : ", ") + hash.substr(0, 12);
      output.write(fmt::format("{} of {} verdicts flipped, {} bad records; facts {} then, {} now\n", flipped, records,
                               errors, then.empty() ? "unknown" : then, checker->facts_hash().substr(0, 12)));
    }
    if (flipped + errors > 0) raise(status, findings);
    finish(output, status);
  }

 private:
  static std::string path_of(const nlohmann::json& extra) {
    const auto source = extra.find("source");
    return source != extra.end() ? text_of(*source, "path") : std::string();
  }

  static std::optional<engine::RecordError> wrong(const engine::Record& record, const nlohmann::json& extra) {
    if (record.error) return record.error;
    const auto schema = extra.find("schema");
    if (schema != extra.end() && *schema != 1)
      return engine::RecordError{"other-schema", "this record is of another version of saksi; schema 1 is read here"};
    const std::string verdict = text_of(extra, "verdict");
    if (!parse_verdict(verdict)) {
      return engine::RecordError{"no-verdict", "this is no record of a run: it has no verdict"};
    }
    if (verdict == "error") return engine::RecordError{"no-verdict", "the record could not be read then either"};
    return std::nullopt;
  }

  /// `before`: the sentences of its article before it, as far as the run tells them.
  Rechecked weigh(const Checker& checker, const engine::Record& record, const nlohmann::json& extra,
                  const std::string& before) const {
    Rechecked out;
    out.id = record.id.empty() ? fmt::format("{}:{}", record.path, record.line) : record.id;
    out.was = extra.at("verdict").get<std::string>();
    if (const auto run = extra.find("run"); run != extra.end()) out.facts_then = text_of(*run, "facts");
    ClaimOptions options;
    options.lang = record.lang;
    options.zone = claim.zone;
    options.messages = claim.messages_or_empty();
    if (!record.as_of.empty()) options.as_of = engine::parse_iso_day(record.as_of);
    const auto then_meant = extra.find("meaning");
    const auto read_as_then = [&](const std::vector<ClaimResult>& results) {
      std::set<std::string> meaning;
      for (const ClaimResult& s : results) {
        for (const Reading& reading : s.parsed.readings) {
          for (const Atom& a : reading.atoms) meaning.insert(to_string(a, s.parsed.meaning));
        }
      }
      return then_meant == extra.end() || strings_of(*then_meant) == meaning;
    };
    std::size_t at = 0;
    out.results = checker.check(record.text, options);
    out.read_otherwise = !read_as_then(out.results);
    if (out.read_otherwise && !before.empty()) {
      // "It" stands for what the sentences before speak of.
      options.article = true;
      std::vector<ClaimResult> in_context = checker.check(before + record.text, options);
      std::erase_if(in_context, [&](const ClaimResult& r) { return r.parsed.span.begin < before.size(); });
      if (read_as_then(in_context)) {
        at = before.size();
        out.results = std::move(in_context);
        out.read_otherwise = false;
      }
    }
    out.now = Checker::overall(out.results);
    // What each part was found to be then, by its words.
    std::set<std::pair<std::string, std::string>> then;
    if (const auto list = extra.find("assertions"); list != extra.end() && list->is_array()) {
      for (const auto& a : *list) {
        if (a.is_object()) then.emplace(text_of(a, "quote"), text_of(a, "verdict"));
      }
    }
    for (const ClaimResult& s : out.results) {
      for (const Finding& f : s.findings) {
        const Span span = f.atom.span;
        const std::string quote = span.begin >= at && span.end - at <= record.text.size()
                                      ? record.text.substr(span.begin - at, span.size())
                                      : std::string();
        if (then.contains({quote, std::string(to_string(f.verdict))})) continue;
        Because b{quote, f.explanation, {}, f.missing};
        facts_of(f.proof, b.facts);
        out.because.push_back(std::move(b));
      }
    }
    return out;
  }

  void append_error(std::string& out, const engine::Record& record, const engine::RecordError& error) const {
    if (!jsonl) {
      out += fmt::format("{}:{}: error: {}\n", record.path, record.line, error.message);
      return;
    }
    engine::JsonWriter json(out);
    json.begin_object().member("id", record.id.empty() ? fmt::format("{}:{}", record.path, record.line) : record.id);
    json.key("error").begin_object().member("code", error.code).member("message", error.message).end_object();
    json.end_object();
    out += '\n';
  }

  static void append_text(std::string& out, const engine::Record& record, const Rechecked& r) {
    const bool same = r.was == to_string(r.now);
    out +=
        fmt::format("{}: {}: {}\n", r.id, same ? r.was : fmt::format("{} → {}", r.was, to_string(r.now)), record.text);
    if (same) return;
    if (r.read_otherwise) out += "    it is read otherwise now than then: the facts alone do not account for it\n";
    for (const Because& b : r.because) {
      out += fmt::format("    \"{}\": {}\n", b.quote, b.explanation);
      for (const Proof* f : b.facts)
        out += fmt::format("      {} = {}  [{}{}{}]\n", f->name, f->value, f->source, f->evidence.empty() ? "" : ": ",
                           f->evidence);
    }
  }

  void append_json(std::string& out, const engine::Record& record, const Rechecked& r) const {
    engine::JsonWriter json(out);
    json.begin_object().member("id", r.id).key("flipped").boolean(r.was != to_string(r.now));
    json.member("was", r.was).member("now", to_string(r.now)).member("text", record.text);
    json.key("read_otherwise").boolean(r.read_otherwise).key("because").begin_list();
    for (const Because& b : r.because) {
      json.begin_object().member("quote", b.quote).member("explanation", b.explanation).key("facts").begin_list();
      for (const Proof* f : b.facts) {
        json.begin_object().member("fact", f->name).member("value", f->value).member("source", f->source);
        json.member("evidence", f->evidence).end_object();
      }
      json.end_list().key("missing").begin_list();
      for (const auto& m : b.missing) json.string(m);
      json.end_list().end_object();
    }
    json.end_list().end_object();
    out += '\n';
  }
};

}  // namespace

void add_recheck(CLI::App& command, int& status) {
  auto flags = std::make_shared<Recheck>();
  command.add_option("RUN", flags->file, "the records of 'saksi check --format jsonl'; - or none = standard input")
      ->type_name("");
  flags->claim.add(command);
  flags->base.add(command);
  command.add_flag("--all", flags->all, "tell of all claims, not only of those that flip")->group("Reporting");
  add_choice<bool>(command, "--format", flags->jsonl, {{"text", false}, {"jsonl", true}}, "text or jsonl")
      ->type_name("FORMAT")
      ->default_str("text")
      ->group("Reporting");
  command.add_option("-o,--output", flags->to, "write the report here instead of standard output")
      ->type_name("FILE")
      ->group("Reporting");
  flags->talk.add(command);
  command.callback([flags, &status] { flags->run(status); });
}

}  // namespace saksi::cli
