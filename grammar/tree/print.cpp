#include <algorithm>
#include <string>
#include <vector>

#include "core/limits.h"
#include "grammar/tags/sentence_words.h"
#include "grammar/tree/tree.h"
#include "grammar/values/mentions.h"

namespace saksi::grammar {

namespace {

std::string_view as_written(std::string_view original, const Parse& p, std::size_t first, std::size_t last) {
  const Span span = p.text.user(p.words[first].begin, p.words[last].end);
  return original.substr(span.begin, span.size());
}

/// Universal Dependencies' part of speech.
std::string_view upos(Tags t) {
  if (t.has(Tag::punct)) return "PUNCT";
  if (t.has(Tag::sym)) return "SYM";
  if (t.has(Tag::name)) return "PROPN";
  if (t.meets(kAuxiliaries) || t.has(Tag::modal)) return "AUX";
  if (t.meets(kVerbs)) return "VERB";
  if (t.meets(Tags(Tag::noun) | Tag::title | Tag::unit | Tag::date | Tag::duration | Tag::classifier)) return "NOUN";
  if (t.has(Tag::num)) return "NUM";
  if (t.meets(kAdjectives | Tag::ord)) return "ADJ";
  if (t.meets(kAdverbs)) return "ADV";
  if (t.meets(Tags(Tag::det) | Tag::poss)) return "DET";
  if (t.meets(Tags(Tag::pron) | Tag::refl | Tag::exist | Tag::rel | Tag::q)) return "PRON";
  if (t.has(Tag::mark)) return "SCONJ";
  if (t.has(Tag::conj)) return "CCONJ";
  if (t.has(Tag::prep)) return "ADP";
  if (t.meets(Tags(Tag::neg) | Tag::to | Tag::pos | Tag::part)) return "PART";
  return t.has(Tag::intj) ? "INTJ" : "X";
}

/// A CoNLL-U cell: no tab, no line end, never empty.
std::string cell(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return out.empty() ? "_" : out;
}

std::string quoted(std::string_view s) {
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + "\"";
}

/// Of each word the group that it is in.
std::vector<std::size_t> groups_of_words(const Tree& tree) {
  std::vector<std::size_t> out(tree.head.size());
  for (std::size_t i = 0; i < tree.chunks.size(); ++i)
    std::fill(out.begin() + tree.chunks[i].first, out.begin() + tree.chunks[i].last, i);
  return out;
}

void below(std::string_view original, const Parse& p, const std::vector<std::size_t>& group_of, std::size_t group,
           std::size_t depth, const AttachTable* why, std::string& out) {
  const Chunk& c = p.tree.chunks[group];
  out.append(2 * depth, ' ');
  out += std::string(to_string(p.tree.function[c.head])) + (p.tree.sure[c.head] ? " " : "? ");
  out += cell(as_written(original, p, c.first, c.last - 1));
  if (const std::uint16_t row = p.tree.row[c.head]; why != nullptr && row != 0)
    out += "  [" + why->rows()[row - 1U].id + "]";
  out += "\n";
  for (std::size_t i = 0; i < p.tree.chunks.size(); ++i) {
    const std::uint32_t head = p.tree.chunks[i].head;
    const std::uint32_t up = p.tree.head[head];
    if (i != group && up != head && group_of[up] == group) below(original, p, group_of, i, depth + 1, why, out);
  }
}

}  // namespace

Parse tag_sentence(std::string_view sentence, const std::string& lang, const Words& words, const Tagger& tagger,
                   std::vector<TagChange>* changes) {
  Parse p;
  p.text = normalise(sentence);
  p.tokens = tokenise(p.text);
  const auto last = static_cast<std::uint32_t>(std::min<std::size_t>(p.tokens.size(), limits::sentence_tokens));
  const auto values = find_values(p.text, p.tokens, 0, last, {lang, {}});
  p.words = sentence_words(p.tokens, 0, last, values, words);
  tagger.run(p.words, title_case(p.tokens, 0, last), changes);
  return p;
}

Parse parse_sentence(std::string_view sentence, const std::string& lang, const Words& words, const Tagger& tagger,
                     const ChunkPatterns& patterns, const AttachTable& table) {
  Parse p = tag_sentence(sentence, lang, words, tagger, nullptr);
  std::size_t dateline = 0;
  if (const auto sentences = split_sentences(p.text, p.tokens, false); !sentences.empty())
    dateline = static_cast<std::size_t>(std::count_if(
        p.words.begin(), p.words.end(), [&](const TaggedWord& w) { return w.first < sentences.front().dateline_end; }));
  p.tree = build_tree(p.words, dateline, patterns, table);
  return p;
}

std::string conllu(std::string_view original, const Parse& p) {
  std::string out;
  for (std::size_t i = 0; i < p.words.size(); ++i) {
    const TaggedWord& w = p.words[i];
    const Analysis* a = w.reading(w.tags);
    const bool root = p.tree.head[i] == i;
    out += std::to_string(i + 1) + "\t" + cell(as_written(original, p, i, i)) + "\t" +
           cell(a != nullptr && !a->lemma.empty() ? a->lemma : std::string_view(w.folded)) + "\t" +
           std::string(upos(w.tags)) + "\t" + to_string(w.tags) + "\t_\t" +
           std::to_string(root ? 0 : p.tree.head[i] + 1) + "\t" + std::string(to_string(p.tree.function[i])) + "\t_\t" +
           (p.tree.sure[i] ? "_" : "Sure=no") + "\n";
  }
  return out;
}

std::string indented(std::string_view original, const Parse& p, const AttachTable* why) {
  std::string out;
  const auto group_of = groups_of_words(p.tree);
  for (std::size_t i = 0; i < p.tree.chunks.size(); ++i) {
    const std::uint32_t head = p.tree.chunks[i].head;
    if (p.tree.head[head] == head) below(original, p, group_of, i, 0, why, out);
  }
  return out;
}

std::string graphviz(std::string_view original, const Parse& p) {
  const auto group_of = groups_of_words(p.tree);
  std::string out = "digraph {\n  node [shape=plaintext];\n";
  for (std::size_t i = 0; i < p.tree.chunks.size(); ++i) {
    const Chunk& c = p.tree.chunks[i];
    out += "  g" + std::to_string(i) + " [label=" + quoted(as_written(original, p, c.first, c.last - 1)) + "];\n";
    if (p.tree.head[c.head] == c.head) continue;
    out += "  g" + std::to_string(group_of[p.tree.head[c.head]]) + " -> g" + std::to_string(i) +
           " [label=" + quoted(to_string(p.tree.function[c.head])) + (p.tree.sure[c.head] ? "" : ", style=dashed") +
           "];\n";
  }
  return out + "}\n";
}

}  // namespace saksi::grammar
