#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/tags/tagger.h"
#include "grammar/text/text.h"
#include "grammar/tree/attach_table.h"
#include "grammar/tree/chunk_patterns.h"

/// A dependency tree for every sentence, whatever its words. docs/trees.md.
namespace saksi::grammar {

/// What a word is to its head: Universal Dependencies' names.
enum class Function : std::uint8_t {
  root,
  nsubj,
  csubj,
  obj,
  obl,
  nmod,
  appos,
  acl,
  relcl,
  advcl,
  ccomp,
  xcomp,
  parataxis,
  conj,
  cc,
  cop,
  aux,
  det,
  poss,
  amod,
  compound,
  nummod,
  advmod,
  case_,
  mark,
  flat,
  expl,
  dislocated,
  punct,
  dep  ///< hangs there, unknown how
};
std::string_view to_string(Function f);

/// Word i hangs on `head[i]`; the one root has itself as head.
struct Tree {
  std::vector<std::uint32_t> head;
  std::vector<Function> function;
  std::vector<bool> sure;
  std::vector<std::uint16_t>
      row;  ///< of a group's head: which row of the attachment table placed it, from 1; 0 is none
  std::vector<Chunk> chunks;
};

/// Builds the tree of a tagged sentence. The first `dateline` words are place, day and agency. Words get other tags that they may have where
/// that makes a better tree. Linear; every word has a head, there is one root.
Tree build_tree(std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
                const AttachTable& table);

/// A tagged sentence with its tree.
struct Parse {
  NormalText text;
  std::vector<Token> tokens;
  std::vector<TaggedWord> words;
  Tree tree;
};

/// The words of one sentence with their tags, without a tree; of one longer than limits::sentence_tokens the beginning.
/// `changes`: which rules fired; may be nullptr.
Parse tag_sentence(std::string_view sentence, const std::string& lang, const Words& words, const Tagger& tagger,
                   std::vector<TagChange>* changes);
/// Reads one sentence; of one longer than limits::sentence_tokens the beginning.
Parse parse_sentence(std::string_view sentence, const std::string& lang, const Words& words, const Tagger& tagger,
                     const ChunkPatterns& patterns, const AttachTable& table);

/// The tree as CoNLL-U without comments: ten columns, a line a word, with the word as the user wrote it in `original`.
std::string conllu(std::string_view original, const Parse& parse);
/// A line a group, indented below what it hangs on: its function, its words; "?" where it is a guess. With `why` the id of
/// the row that placed it.
std::string indented(std::string_view original, const Parse& parse, const AttachTable* why = nullptr);
/// A digraph of Graphviz, a node a group.
std::string graphviz(std::string_view original, const Parse& parse);

}  // namespace saksi::grammar
