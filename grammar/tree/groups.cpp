#include "grammar/tree/groups.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/tsv.h"

namespace saksi::grammar::tree {

namespace {

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 19> kKindNames{{{"start", kStart},
                                                                                 {"np", kNp},
                                                                                 {"pp", kPp},
                                                                                 {"vg", kVg},
                                                                                 {"adjp", kAdjp},
                                                                                 {"advp", kAdvp},
                                                                                 {"prep", kPrep},
                                                                                 {"mark", kMark},
                                                                                 {"rel", kRel},
                                                                                 {"conj", kConj},
                                                                                 {"comma", kComma},
                                                                                 {"dash", kDash},
                                                                                 {"colon", kColon},
                                                                                 {"semi", kSemi},
                                                                                 {"stop", kStop},
                                                                                 {"lp", kLp},
                                                                                 {"rp", kRp},
                                                                                 {"quote", kQuote},
                                                                                 {"other", kOther}}};
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 17> kFormNames{{{"date", kDate},
                                                                                 {"dur", kDuration},
                                                                                 {"name", kName},
                                                                                 {"pron", kPron},
                                                                                 {"time", kTime},
                                                                                 {"fin", kFinite},
                                                                                 {"amb", kAmbiguous},
                                                                                 {"part", kParticiple},
                                                                                 {"ing", kIng},
                                                                                 {"inf", kInfinitive},
                                                                                 {"base", kBase},
                                                                                 {"mid", kMiddle},
                                                                                 {"figure", kFigure},
                                                                                 {"pass", kPassive},
                                                                                 {"clitic", kClitic},
                                                                                 {"either", kEither},
                                                                                 {"det", kDeterminer}}};

template <class Table>
std::optional<std::uint32_t> bits_called(const Table& table, std::string_view names) {
  std::uint32_t out = 0;
  for (const std::string_view name : split(names, '|')) {
    const auto it = std::find_if(table.begin(), table.end(), [&](const auto& e) { return e.first == name; });
    if (it == table.end()) return std::nullopt;
    out |= it->second;
  }
  return out;
}

constexpr std::string_view kTimeClass = "time", kQuantityClass = "quantity", kPersonClass = "person";
constexpr std::string_view kDefinite = "def", kIndefinite = "indef";
/// The auxiliary of the passive, in English.
constexpr std::string_view kBe = "be";

std::uint32_t punctuation(std::string_view s) {
  if (s == ",") return kComma;
  if (s == "-" || s == "--") return kDash;
  if (s == ":") return kColon;
  if (s == ";") return kSemi;
  if (s == "." || s == "!" || s == "?" || s == "...") return kStop;
  if (s == "(" || s == "[") return kLp;
  if (s == ")" || s == "]") return kRp;
  if (s == "\"" || s == "'") return kQuote;
  return kOther;
}

/// How a verb group is, by its first verbal word.
std::uint32_t verb_form(const std::vector<TaggedWord>& sentence, const Chunk& c) {
  const Tags finite = Tags(Tag::modal) | Tag::verb_pres | Tag::verb_pres3 | Tag::verb_past | Tag::aux_copula |
                      Tag::aux_aspect | Tag::aux_exist;
  const Tags voiced = Tags(Tag::verb_active) | Tag::verb_passive | Tag::verb_middle | Tag::verb_stative |
                      Tag::verb_bare | Tag::verb_say;
  std::uint32_t form = 0;
  const TaggedWord& head = sentence[c.head];
  for (std::uint32_t i = c.first; i < c.last && form == 0; ++i) {
    const Tags t = sentence[i].tags;
    if (t.has(Tag::to))
      form = kInfinitive;
    else if (t.meets(voiced))
      form = kFinite;
    else if (t.has(Tag::verb_past) && t.has(Tag::verb_part) && !t.has(Tag::aux))
      form = kAmbiguous;
    else if (t.meets(finite))
      form = kFinite;
    else if (t.has(Tag::verb_part))
      form = kParticiple;
    else if (t.has(Tag::verb_ing))
      form = kIng;
    else if (t.has(Tag::verb_base))
      form = kBase;
  }
  if (form == 0) form = kFinite;
  const bool alone = head.tags.has(Tag::aux) || head.tags.has(Tag::aux_copula);
  if (alone) form |= kCopula;
  if (head.tags.has(Tag::verb_middle)) form |= kMiddle;
  if (head.tags.has(Tag::verb_base)) form |= kBare;
  if (c.last - c.first == 1 && head.tags.has(Tag::verb_base) && head.tags.has(Tag::verb_pres)) form |= kEither;
  bool be = false;
  for (std::uint32_t i = c.first; i < c.head; ++i)
    for (const Analysis& a : sentence[i].analyses) be = be || (a.tag == Tag::aux && a.lemma == kBe);
  if (head.tags.has(Tag::verb_passive) || (be && head.tags.has(Tag::verb_part))) form |= kPassive;
  return form;
}

std::uint32_t noun_form(const std::vector<TaggedWord>& sentence, const Chunk& c) {
  std::uint32_t form = 0;
  const TaggedWord& head = sentence[c.head];
  if (head.tags.has(Tag::date)) form |= kDate;
  if (head.tags.has(Tag::duration)) form |= kDuration;
  if (head.tags.has(Tag::pron)) form |= kPron;
  if (head.tags.meets(Tags(Tag::unit) | Tag::num | Tag::duration)) form |= kFigure;
  if (head.tags.has(Tag::exist)) form |= kThere;
  if (head.tags.within(Tag::det)) form |= kDeterminer;
  if (head.tags.has(Tag::pron) || sentence[c.last - 1].tags.within(Tag::det)) form |= kClosed;
  if (sentence[c.first].upper) form |= kUpper;
  for (std::uint32_t i = c.first; i < c.last; ++i) {
    if (sentence[i].tags.has(Tag::name)) form |= kName;
    if (sentence[i].tags.meets(Tags(Tag::ord) | Tag::adj_superlative)) form |= kOrdinal;
  }
  if (!head.analyses.empty() && head.analyses.front().has(Feature::clitic)) form |= kClitic;
  const Analysis* det = head.tags.has(Tag::det) ? head.reading(Tag::det) : nullptr;
  if (det != nullptr && (det->klass == kDefinite || det->klass == kIndefinite)) form |= kArticle;
  const Analysis* noun = head.tags.has(Tag::noun) ? head.reading(Tag::noun) : nullptr;
  if (noun != nullptr && noun->klass == kTimeClass) form |= kTime;
  if (noun != nullptr && noun->klass == kQuantityClass && sentence[c.first].tags.has(Tag::num)) form |= kFigure;
  return form;
}

/// A noun group, a mark of possession, a noun group.
bool owner(const std::vector<TaggedWord>& sentence, const std::vector<Chunk>& chunks, std::size_t i) {
  return i + 2 < chunks.size() && chunks[i].kind == ChunkKind::np && chunks[i + 1].kind == ChunkKind::punct &&
         sentence[chunks[i + 1].head].tags.has(Tag::pos) && chunks[i + 2].kind == ChunkKind::np;
}

}  // namespace

std::optional<std::uint32_t> kinds_called(std::string_view names) { return bits_called(kKindNames, names); }
std::optional<std::uint32_t> forms_called(std::string_view names) { return bits_called(kFormNames, names); }

WordLists lists_of(const std::vector<TaggedWord>& sentence, const AttachTable& table) {
  WordLists out;
  out.word.reserve(sentence.size());
  out.first.reserve(sentence.size());
  for (const TaggedWord& w : sentence) {
    out.word.push_back(table.word_lists(w.folded));
    out.first.push_back(static_cast<std::uint32_t>(out.analysis.size()));
    for (const Analysis& a : w.analyses) out.analysis.push_back(a.lemma.empty() ? 0 : table.lemma_lists(a.lemma));
  }
  return out;
}

std::optional<std::uint32_t> noun_before(std::span<const Group> groups, std::size_t i) {
  while (i > 0) {
    --i;
    if (is(groups, i, kNp | kPp)) return static_cast<std::uint32_t>(i);
    if (!is(groups, i, kDividers | kPrep | kAdvp | kAdjp | kRp)) return std::nullopt;
  }
  return std::nullopt;
}

void groups_of(const std::vector<TaggedWord>& sentence, const std::vector<Chunk>& chunks, const WordLists& lists,
               std::vector<Group>& out) {
  out.clear();
  const auto lemmas = [&](std::uint32_t word, Tags of) {
    std::uint64_t in = 0;
    const auto& all = sentence[word].analyses;
    for (std::size_t k = 0; k < all.size(); ++k)
      if (of.has(all[k].tag)) in |= lists.analysis[lists.first[word] + k];
    return in;
  };
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const Chunk* c = &chunks[i];
    Group g;
    g.first = c->first;
    g.word_lists = lists.word[c->first];
    if (c->kind == ChunkKind::prep && i + 1 < chunks.size() && chunks[i + 1].kind == ChunkKind::np) {
      g.prep = c->head;
      c = &chunks[++i];
    }
    // "NASA's Cassini spacecraft" is one group, of the spacecraft.
    while (owner(sentence, chunks, i)) {
      g.owners.emplace_back(c->head, chunks[i + 1].head);
      i += 2;
      c = &chunks[i];
    }
    g.last = c->last;
    g.head = c->head;
    switch (c->kind) {
      case ChunkKind::np:
        g.kind = g.prep ? kPp : kNp;
        g.form = noun_form(sentence, *c);
        g.lemma_lists = lemmas(c->head, Tag::noun);
        break;
      case ChunkKind::vg:
        g.kind = kVg;
        g.form = verb_form(sentence, *c);
        g.lemma_lists = lemmas(c->head, sentence[c->head].tags);
        break;
      case ChunkKind::adjp:
        g.kind = kAdjp;
        g.lemma_lists = lemmas(c->head, sentence[c->head].tags);
        break;
      case ChunkKind::advp: g.kind = kAdvp; break;
      case ChunkKind::prep: g.kind = kPrep; break;
      case ChunkKind::mark: g.kind = kMark; break;
      case ChunkKind::rel: g.kind = kRel; break;
      case ChunkKind::conj: g.kind = kConj; break;
      case ChunkKind::punct: g.kind = punctuation(sentence[c->head].folded); break;
      case ChunkKind::other: g.kind = kOther; break;
    }
    out.push_back(std::move(g));
  }
}

namespace {

Function inside(const TaggedWord& w, const TaggedWord& head, bool before) {
  const Tags t = w.tags;
  if (t.has(Tag::punct)) return Function::punct;
  if (t.has(Tag::det)) return Function::det;
  if (t.has(Tag::poss)) return Function::poss;
  if (t.has(Tag::to)) return Function::mark;
  if (t.meets(Tags(Tag::aux) | Tag::modal | Tag::aux_aspect | Tag::aux_copula)) return Function::aux;
  if (t.has(Tag::neg) || t.meets(kAdverbs)) return Function::advmod;
  if (t.meets(Tags(Tag::num) | Tag::unit | Tag::duration)) return Function::nummod;
  if (t.meets(kAdjectives | Tag::ord | Tag::verb_part | Tag::verb_ing | Tag::verb_past)) return Function::amod;
  if (t.has(Tag::name) && head.tags.meets(Tags(Tag::name) | Tag::noun | Tag::title) && !before) return Function::flat;
  if (t.meets(kVerbs)) return Function::compound;
  return before ? Function::compound : Function::nmod;
}

}  // namespace

namespace {

/// Words behind the head: names go to a person's title or to the noun right before, other words to the noun before, so that
/// "laju pertumbuhan ekonomi" is a chain; names that follow names are one.
class Behind {
 public:
  Behind(const std::vector<TaggedWord>& sentence, const Chunk& chunk, std::vector<std::uint32_t>& head,
         std::vector<Function>& function)
      : sentence_(sentence), chunk_(chunk), head_(head), function_(function) {
    const TaggedWord& h = sentence[chunk.head];
    const Analysis* noun = h.tags.has(Tag::noun) ? h.reading(Tag::noun) : nullptr;
    person_ = noun != nullptr && noun->klass == kPersonClass;
  }

  void attach(std::uint32_t i) {
    const Function f = inside(sentence_[i], sentence_[chunk_.head], false);
    if (!sentence_[i].tags.has(Tag::name)) {
      hang(i, f == Function::det ? chunk_.head : noun_before(i), f);
    } else if (i - 1 > chunk_.head && sentence_[i - 1].tags.has(Tag::name)) {
      hang(i, head_[i - 1] == chunk_.head || function_[i - 1] == Function::flat ? head_[i - 1] : i - 1, Function::flat);
    } else {
      const std::uint32_t to = person_ ? chunk_.head : noun_before(i);
      hang(i, to, to == chunk_.head ? Function::flat : Function::nmod);
    }
  }

 private:
  void hang(std::uint32_t word, std::uint32_t head, Function f) {
    head_[word] = head;
    function_[word] = f;
  }
  [[nodiscard]] std::uint32_t noun_before(std::uint32_t i) const {
    while (--i > chunk_.head && !sentence_[i].tags.meets(Tags(Tag::noun) | Tag::title | Tag::unit)) {
    }
    return i;
  }

  const std::vector<TaggedWord>& sentence_;
  const Chunk& chunk_;
  std::vector<std::uint32_t>& head_;
  std::vector<Function>& function_;
  bool person_ = false;
};

}  // namespace

void attach_inside(const std::vector<TaggedWord>& sentence, const std::vector<Chunk>& chunks,
                   std::vector<std::uint32_t>& head, std::vector<Function>& function) {
  for (const Chunk& c : chunks) {
    Behind behind(sentence, c, head, function);
    for (std::uint32_t i = c.first; i < c.last; ++i) {
      if (i > c.head && c.kind == ChunkKind::np) {
        behind.attach(i);
      } else if (i != c.head) {
        head[i] = c.head;
        function[i] = inside(sentence[i], sentence[c.head], i < c.head);
      }
    }
  }
}

}  // namespace saksi::grammar::tree
