#include "engine/report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "engine/report/format.h"
#include "engine/words/words.h"

namespace saksi::engine {

namespace {

constexpr std::string_view bold = "\x1b[1m", red = "\x1b[1;31m", yellow = "\x1b[1;33m", green = "\x1b[32m",
                           cyan = "\x1b[36m", dim = "\x1b[2m", plain = "\x1b[0m";

std::string_view color_of(Verdict v) {
  switch (v) {
    case Verdict::refuted:
    case Verdict::error: return red;
    case Verdict::outdated:
    case Verdict::disputed: return yellow;
    case Verdict::supported: return green;
    case Verdict::unverified:
    case Verdict::unread: return cyan;
    case Verdict::unchecked: return dim;
  }
  return plain;
}

std::string shortened(std::string_view s) {
  constexpr std::size_t most = 100;
  std::string out = one_line(s);
  if (out.size() <= most) return out;
  std::size_t cut = most;
  while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
  return out.substr(0, cut) + "\xE2\x80\xA6";
}

/// What was not read of the sentences of a block.
struct UnreadLine {
  static constexpr std::size_t kQuoted = 3;
  const CheckedRecord* first = nullptr;
  Span at;                          ///< the first of it
  std::vector<std::string> quotes;  ///< at most kQuoted
  std::size_t more = 0;             ///< beyond them
};

class TextWriter {
 public:
  TextWriter(std::string& out, const CheckedRecord& r, const TextOptions& options)
      : out_(out), r_(r), options_(options), words_(words(options.messages.empty() ? r.lang : options.messages)) {}

  void record() {
    if (r_.record->error) {
      const RecordError& e = *r_.record->error;
      place({r_.record->line, r_.record->column});
      verdict(Verdict::error, e.code);
      line(": {}\n", e.message);
      return;
    }
    for (const ClaimResult& s : r_.sentences) sentence(s);
  }

  /// Adds what of the record was not read: the whole of a sentence that says nothing else, else the words.
  void leave(UnreadLine& to) const {
    const auto add = [&](Span span) {
      if (to.first == nullptr) to.first = &r_, to.at = span;
      if (to.quotes.size() < UnreadLine::kQuoted)
        to.quotes.push_back(shortened(r_.quote(span)));
      else
        ++to.more;
    };
    if (r_.record->error) return;
    for (const ClaimResult& s : r_.sentences) {
      if (r_.suppression(&s) != Suppression::none) continue;
      if (s.verdict == Verdict::unread && s.findings.empty())
        add(s.parsed.span);
      else if (something_unread(s.parsed))
        for (const Span span : stretches(s.parsed.unread)) add(span);
    }
  }

  void tell(const UnreadLine& unread) {
    place(r_.place(unread.at));
    verdict(Verdict::unread, {});
    line(": \"{}\"", fmt::join(unread.quotes, "\", \""));
    if (unread.more > 0) line(" (+{})", unread.more);
    out_ += '\n';
  }

  void meanings() {
    if (r_.record->error) return record();
    for (const ClaimResult& s : r_.sentences) {
      place(r_.place(s.parsed.span));
      line(": {}{}{}\n", on(bold), one_line(r_.quote(s.parsed.span)), off());
      if (s.parsed.stance != Stance::assertion)
        line("  {}: {}\n", words_[Say::report_stance], to_string(s.parsed.stance));
      if (s.parsed.needs_as_of && r_.record->as_of.empty()) line("  {}\n", words_[Say::report_needs_as_of]);
      const bool several = s.parsed.readings.size() > 1;
      for (std::size_t i = 0; i < s.parsed.readings.size(); ++i) {
        const Reading& reading = s.parsed.readings[i];
        if (several)
          line("  {} {}{}{}\n", words_[Say::report_reading], i + 1, reading.question.empty() ? "" : ": ",
               reading.question);
        for (const Atom& a : reading.atoms) {
          line("  {}[{}] {}  {}{}\"{}\"{}\n", several ? "  " : "", to_string(a.link), to_string(a, s.parsed.meaning),
               on(dim), std::string(to_string(a.label)) + " ", one_line(r_.quote(a.span)), off());
        }
      }
      if (s.parsed.readings.empty() && s.parsed.checkable) line("  {}\n", words_[Say::report_nothing_read]);
      for (const Unread& u : s.parsed.unread) {
        line("  {}: \"{}\" ({}, {})\n", words_[Say::report_not_read], one_line(r_.quote(u.span)), to_string(u.kind),
             to_string(u.reason));
      }
      if (options_.why) {
        for (const std::string& w : s.parsed.why) line("  {}{}{}\n", on(dim), w, off());
      }
    }
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }
  [[nodiscard]] std::string_view on(std::string_view code) const { return options_.color ? code : ""; }
  [[nodiscard]] std::string_view off() const { return options_.color ? plain : ""; }

  void place(Place p) { line("{}{}:{}:{}{}", on(bold), one_line(r_.record->path), p.line, p.column, off()); }
  void verdict(Verdict v, std::string_view rule) {
    line(": {}{}{}", on(color_of(v)), to_string(v), off());
    if (!rule.empty()) line(" [{}]", rule);
  }

  void sentence(const ClaimResult& s) {
    for (const Finding& f : s.findings) {
      if (r_.suppression(&f) != Suppression::none) continue;
      if (f.verdict <= Verdict::disputed) {
        finding(f);
      } else if (options_.all) {
        note(f);
      }
    }
    if (!options_.all || r_.suppression(&s) != Suppression::none) return;
    if (something_unread(s.parsed)) unread(s.parsed);
    if (!s.findings.empty() || something_unread(s.parsed) || s.verdict == Verdict::unchecked) return;
    place(r_.place(s.parsed.span));
    verdict(s.verdict, {});
    line(": \"{}\"", shortened(r_.quote(s.parsed.span)));
    missing(s.missing);
    out_ += '\n';
  }

  /// What was left unread, with what stands next to each other as one.
  [[nodiscard]] std::vector<Span> stretches(const std::vector<Unread>& all) const {
    std::vector<Span> out;
    for (const Unread& u : all) {
      const bool next = !out.empty() && out.back().end <= u.span.begin &&
                        r_.quote({out.back().end, u.span.begin}).find_first_not_of(' ') == std::string_view::npos;
      if (next)
        out.back().end = u.span.end;
      else
        out.push_back(u.span);
    }
    return out;
  }

  /// All that a sentence leaves unread, on one line.
  void unread(const Parsed& p) {
    place(r_.place(p.unread.front().span));
    std::string reasons, quotes;
    for (const Unread& u : p.unread) {
      const std::string_view reason = to_string(u.reason);
      if (reasons.find(reason) == std::string::npos) reasons.append(reasons.empty() ? "" : ", ").append(reason);
      quotes += fmt::format("{}\"{}\"", quotes.empty() ? "" : ", ", shortened(r_.quote(u.span)));
    }
    verdict(Verdict::unread, reasons);
    line(": {}\n", quotes);
  }

  void note(const Finding& f) {
    place(r_.place(f.atom.span));
    verdict(f.verdict, f.rule);
    line(": \"{}\"", shortened(r_.quote(f.atom.span)));
    if (!f.explanation.empty()) line(" \xE2\x80\x94 {}", one_line(f.explanation));
    missing(f.missing);
    out_ += '\n';
  }

  void missing(const std::vector<std::string>& list) {
    if (!list.empty()) line(" ({}: {})", words_[Say::report_missing], fmt::join(list, "; "));
  }

  void finding(const Finding& f) {
    place(r_.place(f.atom.span));
    verdict(f.verdict, f.rule);
    line(": {}", f.explanation.empty() ? std::string(words_[Say::report_contradicted]) : one_line(f.explanation));
    if (!f.since.empty()) line(" ({} {})", words_[Say::report_since], f.since);
    out_ += '\n';
    const Excerpt e = excerpt(*r_.index, f.atom.span);
    line("    {}| {}{}\n", on(dim), off(), e.text);
    line("    {}| {}{:>{}}{}^{:~>{}}{}\n", on(dim), off(), "", e.indent, on(color_of(f.verdict)), "", e.width - 1,
         off());
    std::vector<std::string> said;
    sources(f.proof, said);
    for (const Suggestion& s : f.suggestions) suggestion(s);
  }

  void sources(const Proof& p, std::vector<std::string>& said) {
    constexpr std::size_t most = 4;
    if (p.kind == Proof::Kind::fact && !p.source.empty() && said.size() < most) {
      std::string text = p.source;
      if (!p.evidence.empty()) text += " \xE2\x80\x94 " + p.evidence;
      if (!p.value.empty()) text += fmt::format(" ({}: {})", p.name, p.value);
      if (std::find(said.begin(), said.end(), text) == said.end()) {
        line("    {}: {}\n", words_[Say::report_source], one_line(text));
        said.push_back(std::move(text));
      }
    }
    for (const Proof& inner : p.from) sources(inner, said);
  }

  void suggestion(const Suggestion& s) {
    line("    {}:", words_[Say::report_suggest]);
    std::string_view comma = "";
    for (const Edit& e : s.edits) {
      const std::string_view old = r_.quote(e.span);
      line("{} \"{}\" -> \"{}\"", comma, one_line(old), one_line(e.with));
      comma = ",";
    }
    out_ += '\n';
  }

  std::string& out_;
  const CheckedRecord& r_;
  const TextOptions& options_;
  const Words& words_;
};

}  // namespace

void append_text(std::string& out, std::span<const CheckedRecord> records, const TextOptions& options) {
  for (std::size_t i = 0; i < records.size();) {
    std::size_t end = i;
    UnreadLine unread;
    do {
      TextWriter writer(out, records[end], options);
      writer.record();
      if (options.unread && !options.all) writer.leave(unread);
      ++end;
    } while (end < records.size() && in_one_block(records[end - 1], records[end]));
    if (unread.first != nullptr) TextWriter(out, *unread.first, options).tell(unread);
    i = end;
  }
}

void append_parse_text(std::string& out, const CheckedRecord& r, const TextOptions& options) {
  TextWriter(out, r, options).meanings();
}

namespace {

/// "2 refuted, 1 supported of 3 assertions"; empty where there are none.
std::string counted(const std::array<std::uint64_t, 8>& verdicts, const Words& w, const TextOptions& options, Say one,
                    Say many) {
  static constexpr Verdict order[] = {Verdict::refuted,    Verdict::outdated, Verdict::disputed,  Verdict::supported,
                                      Verdict::unverified, Verdict::unread,   Verdict::unchecked, Verdict::error};
  std::string list;
  std::uint64_t total = 0;
  for (const Verdict v : order) {
    const std::uint64_t n = verdicts[static_cast<std::size_t>(v)];
    if (n == 0) continue;
    total += n;
    fmt::format_to(std::back_inserter(list), "{}{} {}{}{}", list.empty() ? "" : ", ", n,
                   options.color ? color_of(v) : "", to_string(v), options.color ? plain : "");
  }
  return total == 0 ? list : w(total == 1 ? one : many, {list, std::to_string(total)});
}

void add_part(std::string& out, const std::string& part) {
  if (!out.empty() && !part.empty()) out += "; ";
  out += part;
}

}  // namespace

std::string day_before(Seconds instant) {
  Date day;
  day.civil = {instant - 86400, instant};
  day.precision = Precision::day;
  return to_edtf(day);
}

std::string summary(const Tally& tally, std::optional<Seconds> horizon, const TextOptions& options, bool by_rule) {
  std::string lang = options.messages;
  if (lang.empty()) lang = tally.indonesian > tally.english ? "id" : "en";
  const Words& w = words(lang);
  std::string out;
  if (tally.records == 0) return fmt::format("{}\n", w[Say::report_nothing]);
  std::array<std::uint64_t, 8> assertions{};
  for (std::size_t i = 0; i < assertions.size(); ++i) assertions[i] = tally.verdicts[i] - tally.silent[i];
  assertions[static_cast<std::size_t>(Verdict::error)] = 0;
  add_part(out, counted(assertions, w, options, Say::report_assertion, Say::report_assertions));
  const Say one = out.empty() ? Say::report_sentence : Say::report_other_sentence;
  add_part(out,
           counted(tally.silent, w, options, one, out.empty() ? Say::report_sentences : Say::report_other_sentences));
  std::array<std::uint64_t, 8> errors{};
  errors[static_cast<std::size_t>(Verdict::error)] = tally.errors;
  add_part(out, counted(errors, w, options, Say::report_record, Say::report_records));
  static constexpr std::pair<Suppression, Say> passed_by[] = {{Suppression::baseline, Say::report_in_baseline},
                                                              {Suppression::ignored, Say::report_ignored},
                                                              {Suppression::unchanged, Say::report_unchanged},
                                                              {Suppression::minor, Say::report_minor}};
  for (const auto& [why, say] : passed_by) {
    const std::uint64_t n = tally.suppressed[static_cast<std::size_t>(why)];
    if (n > 0) add_part(out, w(say, {std::to_string(n)}));
  }
  if (!out.empty()) out += '\n';
  if (by_rule && !tally.rules.empty()) {
    fmt::format_to(std::back_inserter(out), "{}:\n", w[Say::report_by_rule]);
    for (const auto& [rule, n] : tally.rules) fmt::format_to(std::back_inserter(out), "  {:>6}  {}\n", n, rule);
  }
  out += w(Say::report_read, {std::to_string(tally.read), std::to_string(tally.checkable)});
  if (horizon) {
    out += "; " + w(Say::report_complete, {day_before(*horizon)});
    if (tally.late > 0)
      out += "; " + w(tally.late == 1 ? Say::report_late_one : Say::report_late, {std::to_string(tally.late)});
  }
  out += '\n';
  return out;
}

}  // namespace saksi::engine
