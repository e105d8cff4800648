#include "tests/grammar/tree/bank_score.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <set>
#include <stdexcept>

#include "grammar/text/unicode.h"

namespace saksi::test {
namespace {

using Words = std::vector<int>;  // indices of words of one tree

// Verbs of saying, by lemma and by form.
constexpr std::string_view kSaying[] = {
    "say",     "tell",  "report", "add",    "announce", "state", "claim", "note",   "warn",       "declare", "explain",
    "confirm", "mock",  "write",  "reveal", "suggest",  "ask",   "reply", "insist", "quip",       "think",   "believe",
    "kata",    "tanya", "ucap",   "ujar",   "tutur",    "jelas", "sebut", "tegas",  "ungkap",     "tulis",   "lapor",
    "tandas",  "imbuh", "tambah", "papar",  "nyata",    "aku",   "klaim", "kabar",  "dilaporkan", "ejek",    "terang"};
constexpr std::string_view kSaid[] = {
    "said",      "says",      "say",    "told",    "tells",     "reported",  "reports",    "added",
    "adds",      "announced", "stated", "states",  "claimed",   "noted",     "warned",     "declared",
    "explained", "confirmed", "mocked", "wrote",   "asked",     "replied",   "insisted",   "kata",
    "tanya",     "ujar",      "ucap",   "ucapnya", "ujarnya",   "katanya",   "tuturnya",   "jelasnya",
    "tegasnya",  "tulis",     "lapor",  "ungkap",  "ungkapnya", "tandasnya", "imbuh",      "imbuhnya",
    "tambahnya", "paparnya",  "ejek",   "terang",  "terangnya", "pungkas",   "pungkasnya", "cetusnya"};
constexpr std::string_view kRelative[] = {"who", "which", "that", "whom", "whose", "yang", "where", "when"};

// What makes a predicate of a word, whatever it hangs on.
constexpr std::string_view kPredicate[] = {"root", "ccomp", "xcomp", "csubj", "advcl", "acl", "parataxis"};
// What stays in the group of its head, but where it has an argument or a clause of its own.
constexpr std::string_view kInGroup[] = {"det",  "case",   "aux",      "cop",  "mark",  "cc",
                                         "amod", "nummod", "compound", "flat", "fixed", "goeswith"};
constexpr std::string_view kOutOfGroup[] = {"nsubj", "obj", "acl", "advcl", "ccomp"};

template <std::size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// A form without its blanks, no-break ones too: "1 000" is "1000".
std::string letters(std::string_view form) {
  std::string out;
  for (std::size_t at = 0; at < form.size();) {
    const auto [code, size] = grammar::unicode::decode(form, at);
    if (!grammar::unicode::is_space(code)) out += form.substr(at, size);
    at += size;
  }
  return out;
}

std::string letters(const BankTree& tree) {
  std::string out;
  for (const std::string& form : tree.forms) out += letters(form);
  return out;
}

/// A label without subtype, in the names of Universal Dependencies.
std::string_view function_of(std::string_view label) {
  const std::string_view base = label.substr(0, label.find(':'));
  if (base == "neg") return "advmod";
  if (base == "modal") return "aux";
  if (base == "poss") return "nmod";
  if (base == "name") return "flat";
  if (base == "relcl") return "acl";
  return base;
}

/// A tree made comparable, and what is asked of it.
struct Tree : BankTree {
  explicit Tree(const BankTree& bank);

  [[nodiscard]] int size() const { return static_cast<int>(forms.size()); }
  [[nodiscard]] std::string_view function(int word) const { return function_of(labels[word]); }
  [[nodiscard]] bool punctuation(int word) const { return labels[word] == "punct" || upos[word] == "PUNCT"; }
  [[nodiscard]] Words children(int word) const;
  [[nodiscard]] bool predicate(int word) const;
  /// The nearest predicate above; -1 where there is none.
  [[nodiscard]] int clause_above(int word) const;
  /// How many words from it to the root, both counted.
  [[nodiscard]] int depth(int word) const;

 private:
  void check() const;
  void cut_loops();
  void turn_speech();
};

Tree::Tree(const BankTree& bank) : BankTree(bank) {
  check();
  cut_loops();
  turn_speech();
}

/// Throws where the tree is none, which a tree that read_bank made never is.
void Tree::check() const {
  const std::size_t n = forms.size();
  if (lemmas.size() != n || upos.size() != n || heads.size() != n || labels.size() != n)
    throw std::invalid_argument(id + ": columns of different lengths");
  for (int word = 0; word < size(); ++word) {
    if (heads[word] < -1 || heads[word] >= size()) throw std::invalid_argument(id + ": a head that is no word");
    if (letters(forms[word]).empty()) throw std::invalid_argument(id + ": a blank form");
  }
}

/// Makes a root of one word of each loop: of the first that the words, from the left, lead up to.
void Tree::cut_loops() {
  for (int word = 0; word < size(); ++word) {
    std::vector<bool> seen(forms.size());
    int up = word;
    for (; up != -1 && !seen[up]; up = heads[up]) seen[up] = true;
    if (up != -1) heads[up] = -1;
  }
}

/// Turns a verb of saying that has what is said before it: "It works, she said" becomes a tree of "works", with "said"
/// as its parataxis. Where the verb's subject comes first, as in "she, it works, said", nothing is turned.
void Tree::turn_speech() {
  for (int verb = 0; verb < size(); ++verb) {
    if (!among(kSaying, lower(lemmas[verb])) && !among(kSaid, lower(forms[verb]))) continue;
    const Words below = children(verb);
    const auto subject =
        std::find_if(below.begin(), below.end(), [&](int child) { return function(child) == "nsubj"; });
    const auto said = std::find_if(below.begin(), below.end(), [&](int child) {
      return child < verb && function(child) == "ccomp" && (subject == below.end() || *subject > child);
    });
    if (said == below.end()) continue;
    heads[*said] = heads[verb];
    labels[*said] = labels[verb];
    heads[verb] = *said;
    labels[verb] = "parataxis";
  }
}

Words Tree::children(int word) const {
  Words out;
  for (int child = 0; child < size(); ++child)
    if (heads[child] == word) out.push_back(child);
  return out;
}

bool Tree::predicate(int word) const {
  while (heads[word] != -1 && function(word) == "conj") word = heads[word];
  return (heads[word] == -1 || among(kPredicate, function(word))) && !punctuation(word);
}

int Tree::clause_above(int word) const {
  do word = heads[word];
  while (word != -1 && !predicate(word));
  return word;
}

int Tree::depth(int word) const {
  int out = 0;
  for (; word != -1; word = heads[word]) ++out;
  return out;
}

/// The head of each word's group.
Words group_heads(const Tree& tree) {
  const auto inside = [&](int word) {
    if (tree.heads[word] == -1 || tree.punctuation(word)) return false;
    const std::string_view function = tree.function(word);
    if (among(kInGroup, function) || tree.labels[word] == "nmod:poss") {
      const Words below = tree.children(word);
      return std::none_of(below.begin(), below.end(),
                          [&](int child) { return among(kOutOfGroup, tree.function(child)); });
    }
    const std::string_view above = tree.function(tree.heads[word]);
    return function == "advmod" && (above == "amod" || above == "nummod" || above == "advmod");
  };
  Words out;
  for (int word = 0; word < tree.size(); ++word) {
    int up = word;
    while (inside(up)) up = tree.heads[up];
    out.push_back(up);
  }
  return out;
}

/// Words of two trees that cover the same letters, as few as can be.
struct Block {
  Words gold, read;
};

/// Cuts both trees wherever a word ends in both. They have the same letters.
std::vector<Block> overlaps(const Tree& gold, const Tree& read) {
  std::vector<Block> out;
  std::size_t gold_end = 0, read_end = 0;
  int next_gold = 0, next_read = 0;
  while (next_gold < gold.size()) {
    Block block;
    do {
      if (gold_end <= read_end) {
        gold_end += letters(gold.forms[next_gold]).size();
        block.gold.push_back(next_gold++);
      } else {
        read_end += letters(read.forms[next_read]).size();
        block.read.push_back(next_read++);
      }
    } while (gold_end != read_end);
    out.push_back(std::move(block));
  }
  return out;
}

/// The word by which the words of a block hang on the rest: the first that does and is no punctuation, else the first.
int outermost(const Tree& tree, const Words& words) {
  const auto found = std::find_if(words.begin(), words.end(), [&](int word) {
    return std::find(words.begin(), words.end(), tree.heads[word]) == words.end() && !tree.punctuation(word);
  });
  return found == words.end() ? words.front() : *found;
}

/// One side of a sentence: its tree, and where each word belongs.
struct Side {
  explicit Side(const Tree& of) : tree(of), block(of.forms.size()), group(of.forms.size()) {}

  const Tree& tree;
  Words block;      ///< by word: its block
  Words group;      ///< by word: the group of its block
  Words outermost;  ///< by block: the word that stands for it

  /// The block or group, by word, of a word's head; -1 for the root.
  [[nodiscard]] int above(const Words& of, int word) const {
    return tree.heads[word] == -1 ? -1 : of[tree.heads[word]];
  }
};

/// A sentence as the bank and the reader have it. A group has the number of the block that its head in the bank is of.
struct Sentence {
  Sentence(const Tree& gold_tree, const Tree& read_tree);

  Side gold, read;
  std::vector<Block> blocks;
  std::vector<Words> members;  ///< by group: its blocks; none where there is no such group
  Words hanging;               ///< by group: the reader's word by which it hangs on others; -1 where it has none

 private:
  [[nodiscard]] int hanging_word(int group) const;
};

Sentence::Sentence(const Tree& gold_tree, const Tree& read_tree)
    : gold(gold_tree), read(read_tree), blocks(overlaps(gold_tree, read_tree)), members(blocks.size()) {
  for (int b = 0; b < static_cast<int>(blocks.size()); ++b) {
    for (const int word : blocks[b].gold) gold.block[word] = b;
    for (const int word : blocks[b].read) read.block[word] = b;
    gold.outermost.push_back(outermost(gold_tree, blocks[b].gold));
    read.outermost.push_back(outermost(read_tree, blocks[b].read));
  }
  const Words heads = group_heads(gold_tree);
  for (int b = 0; b < static_cast<int>(blocks.size()); ++b) {
    const int group = gold.block[heads[gold.outermost[b]]];
    members[group].push_back(b);
    for (const int word : blocks[b].gold) gold.group[word] = group;
    for (const int word : blocks[b].read) read.group[word] = group;
  }
  for (int group = 0; group < static_cast<int>(blocks.size()); ++group) hanging.push_back(hanging_word(group));
}

/// The one nearest the root; of those as near, the last of the head's block, else the first.
int Sentence::hanging_word(int group) const {
  int best = -1, best_depth = 0;
  for (const int b : members[group]) {
    for (const int word : blocks[b].read) {
      if (read.tree.punctuation(word) || read.above(read.group, word) == group) continue;
      const int depth = read.tree.depth(word);
      if (best == -1 || depth < best_depth || (depth == best_depth && b == group)) {
        best = word;
        best_depth = depth;
      }
    }
  }
  return best;
}

void score_words(const Sentence& s, BankScore& score) {
  for (std::size_t b = 0; b < s.blocks.size(); ++b) {
    const int word = s.gold.outermost[b], read = s.read.outermost[b];
    if (s.gold.tree.punctuation(word)) continue;
    ++score.words;
    const std::string_view gold_function = s.gold.tree.function(word), read_function = s.read.tree.function(read);
    const bool head = s.gold.above(s.gold.block, word) == s.read.above(s.read.block, read);
    score.heads += head ? 1 : 0;
    if (head && gold_function == read_function)
      ++score.labels;
    else
      ++score.confusions[{std::string(gold_function), head ? std::string(read_function) : "elsewhere"}];
  }
}

void score_groups(const Sentence& s, BankScore& score) {
  for (std::size_t group = 0; group < s.members.size(); ++group) {
    const int word = s.gold.outermost[group], read = s.hanging[group];
    if (s.members[group].empty() || s.gold.tree.punctuation(word)) continue;
    ++score.groups;
    if (read == -1 || s.gold.above(s.gold.group, word) != s.read.above(s.read.group, read)) continue;
    ++score.group_heads;
    score.group_labels += s.gold.tree.function(word) == s.read.tree.function(read) ? 1 : 0;
  }
}

/// How a predicate belongs to the one above it.
enum class Step : std::uint8_t { root, conjunct, complement, adverbial, relative, loose };

Step step_of(const Tree& tree, int word) {
  const std::string_view function = tree.function(word);
  if (tree.heads[word] == -1) return Step::root;
  if (function == "conj") return Step::conjunct;
  if (function == "ccomp" || function == "xcomp" || function == "csubj") return Step::complement;
  if (function == "advcl") return Step::adverbial;
  if (function == "acl") return Step::relative;
  if (function == "parataxis") return Step::loose;
  return Step::root;
}

/// What is compared of a predicate; all are groups, in their order.
struct Clause {
  Words subjects, conjuncts;
  std::vector<std::pair<Step, int>> path;  ///< up to the root, which hangs on -1
};

using Clauses = std::map<int, Clause>;  // by the predicate's group

Clause clause_of(const Side& side, int word) {
  Clause out;
  for (const int child : side.tree.children(word)) {
    const std::string_view function = side.tree.function(child);
    if (function == "nsubj" || function == "csubj") out.subjects.push_back(side.group[child]);
    if (function == "conj" && side.tree.predicate(child)) out.conjuncts.push_back(side.group[child]);
  }
  std::sort(out.subjects.begin(), out.subjects.end());
  std::sort(out.conjuncts.begin(), out.conjuncts.end());
  while (word != -1) {
    int above = side.tree.clause_above(word);
    // Two predicates of one group, as a copula above its noun, are one step.
    while (above != -1 && side.group[above] == side.group[word]) {
      word = above;
      above = side.tree.clause_above(word);
    }
    out.path.emplace_back(step_of(side.tree, word), above == -1 ? -1 : side.group[above]);
    word = above;
  }
  return out;
}

/// The bank's clauses: of two predicates in one group the first.
Clauses gold_clauses(const Side& gold) {
  Clauses out;
  for (int word = 0; word < gold.tree.size(); ++word)
    if (gold.tree.predicate(word)) out.try_emplace(gold.group[word], clause_of(gold, word));
  return out;
}

/// Adds the groups of `more` to `to`, each once, in their order.
void pool(Words& to, const Words& more) {
  std::set<int> all(to.begin(), to.end());
  all.insert(more.begin(), more.end());
  to.assign(all.begin(), all.end());
}

/// The reader's clauses. Predicates in one group are one, with the subjects and conjuncts of all and the way up of the
/// one by which the group hangs on others.
Clauses read_clauses(const Sentence& s) {
  Words words;
  for (int word = 0; word < s.read.tree.size(); ++word)
    if (s.read.tree.predicate(word)) words.push_back(word);
  std::stable_partition(words.begin(), words.end(), [&](int word) { return s.hanging[s.read.group[word]] == word; });
  Clauses out;
  for (const int word : words) {
    Clause clause = clause_of(s.read, word);
    const auto [known, first] = out.try_emplace(s.read.group[word], clause);
    if (first) continue;
    pool(known->second.subjects, clause.subjects);
    pool(known->second.conjuncts, clause.conjuncts);
  }
  for (auto& [group, clause] : out) {
    std::erase(clause.subjects, group);
    std::erase(clause.conjuncts, group);
    std::erase_if(clause.path, [own = group](const auto& step) { return step.second == own; });
  }
  return out;
}

/// A relative pronoun as the bank's subject need not be read, but no other subject may be.
bool same_subjects(const Sentence& s, const Words& gold, const Words& read) {
  if (gold.size() != 1 || !among(kRelative, lower(s.gold.tree.forms[s.gold.outermost[gold[0]]]))) return gold == read;
  return std::all_of(read.begin(), read.end(), [&](int subject) { return subject == gold[0]; });
}

void score_clauses(const Sentence& s, BankScore& score) {
  const Clauses gold = gold_clauses(s.gold), read = read_clauses(s);
  bool all = true;
  for (const auto& [group, clause] : gold) {
    ++score.clauses;
    const auto found = read.find(group);
    const bool right = found != read.end() && same_subjects(s, clause.subjects, found->second.subjects) &&
                       clause.conjuncts == found->second.conjuncts && clause.path == found->second.path;
    score.clauses_right += right ? 1 : 0;
    all = all && right;
  }
  for (const auto& [group, clause] : read) {
    if (gold.contains(group)) continue;
    ++score.predicates_too_many;
    all = false;
  }
  score.sentences_right += all ? 1 : 0;
}

/// Counts a sentence that was not read.
void score_missing(const Tree& gold, BankScore& score) {
  const Words heads = group_heads(gold);
  for (int word = 0; word < gold.size(); ++word) {
    score.clauses += gold.predicate(word) ? 1 : 0;
    if (gold.punctuation(word)) continue;
    ++score.words;
    score.groups += heads[word] == word ? 1 : 0;
    ++score.confusions[{std::string(gold.function(word)), "elsewhere"}];
  }
}

[[noreturn]] void fail(int line, const std::string& what) {
  throw std::runtime_error("line " + std::to_string(line) + ": " + what);
}

/// Reads CoNLL-U line by line.
class BankReader {
 public:
  void add(std::string_view line);
  /// Ends the sentence; comments without words are of the next one.
  void end_sentence();
  std::vector<BankTree> trees;

 private:
  void comment(std::string_view line);
  void word(std::string_view line);
  /// The number of a column; fails where it is none.
  [[nodiscard]] int number(std::string_view column, const char* what) const;

  BankTree tree_;
  std::vector<int> lines_;  // by word: where it stands
  int line_ = 0;            // from 1
};

void BankReader::add(std::string_view line) {
  ++line_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty())
    end_sentence();
  else if (line[0] == '#')
    comment(line);
  else
    word(line);
}

void BankReader::end_sentence() {
  const int words = static_cast<int>(tree_.forms.size());
  if (words == 0) return;
  for (int w = 0; w < words; ++w)
    if (tree_.heads[w] < -1 || tree_.heads[w] >= words)
      fail(lines_[w], "head " + std::to_string(tree_.heads[w] + 1) + " is no word of the sentence, which has " +
                          std::to_string(words));
  trees.push_back(std::move(tree_));
  tree_ = {};
  lines_.clear();
}

void BankReader::comment(std::string_view line) {
  const auto trimmed = [](std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t"), end = text.find_last_not_of(" \t");
    return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin, end - begin + 1));
  };
  const std::size_t sign = line.find('=');
  if (sign == std::string_view::npos) return;
  const std::string name = trimmed(line.substr(1, sign - 1));
  if (name == "sent_id") tree_.id = trimmed(line.substr(sign + 1));
  if (name == "genre") tree_.genre = trimmed(line.substr(sign + 1));
  if (name == "text") tree_.text = trimmed(line.substr(sign + 1));
}

int BankReader::number(std::string_view column, const char* what) const {
  int out = 0;
  const auto [end, error] = std::from_chars(column.data(), column.data() + column.size(), out);
  if (error != std::errc() || end != column.data() + column.size())
    fail(line_, std::string(what) + " \"" + std::string(column) + "\" is no number");
  return out;
}

void BankReader::word(std::string_view line) {
  std::vector<std::string_view> columns;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', at), line.size());
    columns.push_back(line.substr(at, tab - at));
    at = tab + 1;
  }
  if (columns.size() != 10) fail(line_, std::to_string(columns.size()) + " columns, not 10");
  if (columns[0].find_first_of("-.") != std::string_view::npos) return;
  const std::size_t next = tree_.forms.size() + 1;
  if (number(columns[0], "word") != static_cast<int>(next))
    fail(line_, "word " + std::string(columns[0]) + " where " + std::to_string(next) + " is due");
  if (letters(columns[1]).empty()) fail(line_, "a blank form");
  if (columns[7].empty()) fail(line_, "no function");
  tree_.forms.emplace_back(columns[1]);
  tree_.lemmas.emplace_back(columns[2]);
  tree_.upos.emplace_back(columns[3]);
  tree_.heads.push_back(number(columns[6], "head") - 1);
  tree_.labels.emplace_back(columns[7]);
  lines_.push_back(line_);
}

}  // namespace

std::vector<BankTree> read_bank(std::string_view conllu) {
  BankReader reader;
  while (!conllu.empty()) {
    const std::size_t end = std::min(conllu.find('\n'), conllu.size());
    reader.add(conllu.substr(0, end));
    conllu.remove_prefix(std::min(end + 1, conllu.size()));
  }
  reader.end_sentence();
  return std::move(reader.trees);
}

BankScore score_bank(const std::vector<BankTree>& gold, const std::vector<BankTree>& read) {
  std::map<std::string, const BankTree*> by_id, by_letters;
  for (const BankTree& tree : read) {
    if (!tree.id.empty()) by_id[tree.id] = &tree;
    by_letters[letters(tree)] = &tree;
  }
  BankScore score;
  for (const BankTree& bank : gold) {
    const Tree tree(bank);
    const std::string text = letters(bank);
    const auto named = by_id.find(bank.id), same = by_letters.find(text);
    ++score.sentences;
    if (same == by_letters.end()) {
      score_missing(tree, score);
      continue;
    }
    const bool by_name = named != by_id.end() && letters(*named->second) == text;
    const Tree twin(by_name ? *named->second : *same->second);
    const Sentence sentence(tree, twin);
    score_words(sentence, score);
    score_groups(sentence, score);
    score_clauses(sentence, score);
  }
  return score;
}

}  // namespace saksi::test
