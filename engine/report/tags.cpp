#include "engine/report/tags.h"

#include <fmt/format.h>

#include <iterator>
#include <vector>

#include "engine/reading.h"

namespace saksi::engine {

void append_tags(std::string& out, const CheckedRecord& r, bool why) {
  if (r.record->error) return;
  for (const ClaimResult& s : r.sentences) {
    const Place place = r.place(s.parsed.span);
    fmt::format_to(std::back_inserter(out), "{}:{}:{}:", r.record->path, place.line, place.column);
    std::vector<grammar::TagChange> changes;
    const auto words = grammar::tag_sentence(r.quote(s.parsed.span), r.lang, general_words(r.lang), tagger(r.lang),
                                             why ? &changes : nullptr)
                           .words;
    for (const grammar::TaggedWord& w : words)
      fmt::format_to(std::back_inserter(out), " {}/{}{}", w.text, to_string(w.tags), w.known ? "" : "*");
    out += '\n';
    const auto& rules = tagger(r.lang).rules().rules;
    for (const grammar::TagChange& c : changes)
      fmt::format_to(std::back_inserter(out), "    {} {}: {} -> {}\n", rules[c.rule].id, words[c.word].text,
                     to_string(c.before), to_string(c.after));
  }
}

void append_trees(std::string& out, const CheckedRecord& r, TreeFormat format, bool why) {
  if (r.record->error) return;
  for (const ClaimResult& s : r.sentences) {
    const std::string_view text = r.quote(s.parsed.span);
    const Place place = r.place(s.parsed.span);
    const auto parse = grammar::parse_sentence(text, r.lang, general_words(r.lang), tagger(r.lang),
                                               chunk_patterns(r.lang), attach_table(r.lang));
    const std::string at = fmt::format("{}:{}:{}", r.record->path, place.line, place.column);
    std::string line(text);
    for (char& c : line)
      if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    if (format == TreeFormat::conllu)
      out += fmt::format("# sent_id = {}\n# text = {}\n{}\n", at, line, grammar::conllu(text, parse));
    else if (format == TreeFormat::dot)
      out += grammar::graphviz(text, parse);
    else
      out += fmt::format("{}: {}\n{}", at, line, grammar::indented(text, parse, why ? &attach_table(r.lang) : nullptr));
  }
}

}  // namespace saksi::engine
