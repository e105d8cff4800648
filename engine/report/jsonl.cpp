#include "engine/report/jsonl.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "engine/report/args.h"
#include "engine/report/fingerprint.h"
#include "engine/report/json.h"

namespace saksi::engine {

namespace {

class RecordWriter {
 public:
  RecordWriter(std::string& out, const CheckedRecord& r, const JsonlOptions& options)
      : out_(out), json_(out), r_(r), options_(options) {}

  void head() {
    json_.begin_object().key("schema").integer(1).key("n").integer(r_.n).member("id", r_.id());
    json_.member("fingerprint", fingerprint(r_.hash(), r_.repeat));
    source();
    json_.member("text", r_.text());
    or_null("lang", r_.lang);
    or_null("as_of", r_.record->as_of);
  }

  void error() {
    json_.key("error").begin_object().member("code", r_.record->error->code);
    json_.member("message", r_.record->error->message).end_object();
  }

  void assertions() {
    json_.key("assertions").begin_list();
    for (const ClaimResult& s : r_.sentences) {
      for (const Finding& f : s.findings) assertion(f, s.parsed.meaning);
    }
    json_.end_list();
  }

  void unread() {
    json_.key("unread").begin_list();
    for (const ClaimResult& s : r_.sentences) unread_of(s.parsed);
    json_.end_list();
  }

  void missing() {
    std::vector<std::string> all;
    for (const ClaimResult& s : r_.sentences) {
      for (const std::string& m : s.missing) {
        if (std::find(all.begin(), all.end(), m) == all.end()) all.push_back(m);
      }
    }
    strings("missing", all);
  }

  void meaning() {
    std::vector<std::string> all;
    for (const ClaimResult& s : r_.sentences) {
      for (const Reading& reading : s.parsed.readings) {
        for (const Atom& a : reading.atoms) {
          std::string text = to_string(a, s.parsed.meaning);
          if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
        }
      }
    }
    strings("meaning", all);
  }

  void mentions() {
    json_.key("mentions").begin_list();
    for (const ClaimResult& s : r_.sentences) {
      for (const Mention& m : s.parsed.mentions) {
        json_.begin_object().member("kind", m.kind).member("text", r_.quote(m.span));
        span(m.span);
        json_.key("value");
        write_value(json_, m.value, s.parsed.meaning);
        json_.end_object();
      }
    }
    json_.end_list();
  }

  /// Each sentence with its readings, for `parse`.
  void sentences() {
    json_.key("sentences").begin_list();
    for (const ClaimResult& s : r_.sentences) {
      json_.begin_object().member("text", r_.quote(s.parsed.span));
      span(s.parsed.span);
      json_.member("stance", to_string(s.parsed.stance)).key("checkable").boolean(s.parsed.checkable);
      json_.key("needs_as_of").boolean(s.parsed.needs_as_of).key("readings").begin_list();
      for (const Reading& reading : s.parsed.readings) {
        json_.begin_object();
        or_null("question", reading.question);
        json_.key("atoms").begin_list();
        for (const Atom& a : reading.atoms) atom(a, s.parsed.meaning);
        json_.end_list().end_object();
      }
      json_.end_list().key("unread").begin_list();
      unread_of(s.parsed);
      json_.end_list();
      strings("why", s.parsed.why);
      json_.end_object();
    }
    json_.end_list();
  }

  void tail() {
    json_.key("extra").raw("{" + r_.record->extra + "}").key("run").begin_object();
    json_.member("saksi", options_.run.saksi).member("facts", options_.run.facts);
    json_.member("rules", options_.run.rules).member("tz", options_.run.tz).end_object().end_object();
  }

  JsonWriter& json() { return json_; }
  /// Where fingerprints of assertions are left out.
  std::vector<JsonlBody::Gap> gaps() { return std::move(gaps_); }

 private:
  void or_null(std::string_view key, std::string_view value) {
    if (value.empty()) {
      json_.key(key).null();
    } else {
      json_.member(key, value);
    }
  }

  void strings(std::string_view key, const std::vector<std::string>& list) {
    json_.key(key).begin_list();
    for (const std::string& s : list) json_.string(s);
    json_.end_list();
  }

  void source() {
    const bool sentence = r_.record->article && !r_.record->error;
    const Place place = sentence ? r_.place(r_.span) : Place{r_.record->line, r_.record->column};
    const Offset begin = sentence ? r_.index->offset(r_.span.begin) : r_.record->begin;
    const Offset end = sentence ? r_.index->offset(r_.span.end) : r_.record->end;
    json_.key("source").begin_object().member("path", r_.record->path).key("line").integer(place.line);
    json_.key("column").integer(place.column).key("begin").integer(in_unit(begin, options_.offsets));
    json_.key("end").integer(in_unit(end, options_.offsets)).end_object();
  }

  void span(Span s) {
    json_.key("begin").integer(in_unit(r_.index->offset(s.begin), options_.offsets));
    json_.key("end").integer(in_unit(r_.index->offset(s.end), options_.offsets));
  }

  void atom(const Atom& a, const Meaning& m) {
    json_.begin_object().member("kind", to_string(a.label)).member("meaning", to_string(a, m));
    json_.member("link", to_string(a.link));
    json_.member("quote", r_.quote(a.span));
    span(a.span);
    json_.key("args");
    write_args(json_, a, m);
    or_null("attributed_to", a.attributed_to);
    json_.end_object();
  }

  void assertion(const Finding& f, const Meaning& m) {
    const std::string_view quote = r_.quote(f.atom.span);
    json_.begin_object()
        .member("kind", to_string(f.atom.label))
        .member("verdict", to_string(f.verdict))
        .member("quote", quote);
    span(f.atom.span);
    json_.member("fingerprint", "");
    gaps_.push_back(
        {out_.size() - 1, std::string(quote), to_string(f.atom.label), ++repeats_[{std::string(quote), f.atom.label}]});
    json_.key("args");
    write_args(json_, f.atom, m);
    or_null("attributed_to", f.atom.attributed_to);
    or_null("rule", f.rule);
    json_.member("severity", to_string(f.severity));
    if (f.pilot) json_.key("pilot").boolean(true);
    if (const Suppression why = r_.suppression(&f); why != Suppression::none)
      json_.member("suppressed", to_string(why));
    json_.member("explanation", f.explanation);
    if (!f.since.empty()) json_.member("since", f.since);
    json_.key("proof");
    proof(f.proof);
    json_.key("suggestions").begin_list();
    for (const Suggestion& s : f.suggestions) suggestion(s);
    json_.end_list();
    strings("missing", f.missing);
    json_.end_object();
  }

  void proof(const Proof& p) {
    if (p.name.empty() && p.value.empty() && p.from.empty()) {
      json_.null();
      return;
    }
    json_.begin_object();
    switch (p.kind) {
      case Proof::Kind::rule: json_.member("rule", p.name); break;
      case Proof::Kind::fact: json_.member("fact", p.name); break;
      case Proof::Kind::builtin: json_.member("builtin", p.name); break;
      case Proof::Kind::missing: json_.member("missing", p.name); break;
    }
    if (!p.value.empty() || p.kind == Proof::Kind::fact) json_.member("value", p.value);
    if (p.kind == Proof::Kind::fact) {
      json_.member("source", p.source).member("evidence", p.evidence);
      if (!p.checked.empty()) json_.member("checked", p.checked);
    }
    if (!p.from.empty() || p.kind == Proof::Kind::rule) {
      json_.key("from").begin_list();
      for (const Proof& inner : p.from) proof(inner);
      json_.end_list();
    }
    json_.end_object();
  }

  void suggestion(const Suggestion& s) {
    json_.begin_object().member("safety", s.safety == Suggestion::Safety::safe ? "safe" : "review");
    json_.key("edits").begin_list();
    for (const Edit& e : s.edits) {
      json_.begin_object();
      span(e.span);
      json_.member("with", e.with).end_object();
    }
    json_.end_list().end_object();
  }

  void unread_of(const Parsed& p) {
    for (const Unread& u : p.unread) {
      json_.begin_object().member("quote", r_.quote(u.span)).member("kind", to_string(u.kind));
      json_.member("reason", to_string(u.reason));
      span(u.span);
      json_.end_object();
    }
  }

  std::string& out_;
  JsonWriter json_;
  const CheckedRecord& r_;
  const JsonlOptions& options_;
  std::vector<JsonlBody::Gap> gaps_;
  std::map<std::pair<std::string, Label>, std::uint32_t> repeats_;
};

}  // namespace

JsonlBody jsonl_body(const CheckedRecord& r, const JsonlOptions& options) {
  JsonlBody out;
  RecordWriter w(out.text, r, options);
  w.json().member("verdict", to_string(r.verdict));
  if (r.record->error) w.error();
  w.assertions();
  w.unread();
  w.missing();
  w.meaning();
  if (options.mentions) w.mentions();
  out.gaps = w.gaps();
  return out;
}

void append_jsonl(std::string& out, const CheckedRecord& r, const JsonlBody& body, const JsonlOptions& options) {
  RecordWriter w(out, r, options);
  w.head();
  out += ',';
  const std::uint64_t seed = r.hash() + r.repeat;
  std::size_t done = 0;
  for (const JsonlBody::Gap& gap : body.gaps) {
    out.append(body.text, done, gap.at - done);
    done = gap.at;
    out += fingerprint(fingerprint_hash(gap.quote, fingerprint_hash(gap.kind, seed)), gap.repeat);
  }
  out.append(body.text, done);
  w.tail();
  out += '\n';
}

void append_jsonl(std::string& out, const CheckedRecord& r, const JsonlOptions& options) {
  append_jsonl(out, r, jsonl_body(r, options), options);
}

void append_parse_jsonl(std::string& out, const CheckedRecord& r, const JsonlOptions& options) {
  RecordWriter w(out, r, options);
  w.head();
  if (r.record->error) w.error();
  w.sentences();
  w.mentions();
  w.tail();
  out += '\n';
}

}  // namespace saksi::engine
