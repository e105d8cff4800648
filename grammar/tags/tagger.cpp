#include "grammar/tags/tagger.h"

#include <algorithm>
#include <array>
#include <bit>

namespace saksi::grammar {

namespace {

constexpr int kReach = 16;  ///< words that a scan looks at
/// What a closed reading weighs against open ones when nothing else chooses.
constexpr int kClosedWeight = 15;
/// What a verb reading weighs more than that of a noun which is hardly ever meant: six doublings.
constexpr int kHardlyEver = 90;

const Tags kAux = Tag::aux;
const Tags kNouns = Tags(Tag::noun);

std::uint16_t bit(FormFeature f) { return static_cast<std::uint16_t>(f); }

/// The weight of the best open reading with one of `tags`; -1 where there is none.
int weight_of(const TaggedWord& w, Tags tags) {
  int best = -1;
  for (const Analysis& a : w.analyses)
    if (tags.has(a.tag) && a.source != words_image::Source::closed) best = std::max(best, int{a.weight});
  return best;
}

}  // namespace

const Analysis* TaggedWord::reading(Tags of) const {
  for (const Analysis& a : analyses)
    if (of.has(a.tag)) return &a;
  return nullptr;
}

struct Tagger::View {
  Tags tags;
  std::uint16_t features = 0;
  std::uint32_t word = 0;
  std::array<std::uint32_t, 4> lemmas{};  ///< of verbs that rules ask for
  std::array<Tag, 4> of{};                ///< the tag that the lemma comes with
};

namespace {

/// The words that a rule asks its word to be one of, where a condition asks for nothing else.
std::uint32_t own_words(const TagRule& rule) {
  for (const TagCondition& c : rule.conditions) {
    if (c.denied || c.scan || c.offset != 0 || c.tests.size() != 1) continue;
    const TagTest& t = c.tests.front();
    if (!t.denied && t.tags.empty() && t.features == 0 && t.lemmas == 0) return t.words;
  }
  return 0;
}

}  // namespace

Tagger::Tagger(TagRules rules) : rules_(std::move(rules)) {
  for (std::size_t i = 0; i < rules_.vocabulary.size(); ++i)
    vocabulary_.emplace(rules_.vocabulary[i], static_cast<std::uint32_t>(i + 1));
  std::vector<std::size_t> text, all;
  for (const bool headline : {true, false}) {
    for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
      if (rules_.rules[i].headline != headline) continue;
      if (!headline) text.push_back(i);
      all.push_back(i);
    }
  }
  text_order_ = order_of(std::move(text));
  headline_order_ = order_of(std::move(all));
}

Tagger::Order Tagger::order_of(std::vector<std::size_t> rules) const {
  Order out;
  out.rules = std::move(rules);
  out.by_tag.assign(kTags, std::vector<std::uint64_t>(out.blocks()));
  out.by_word.assign(rules_.vocabulary.size() + 1, std::vector<std::uint64_t>(out.blocks()));
  for (std::size_t k = 0; k < out.rules.size(); ++k) {
    const TagRule& rule = rules_.rules[out.rules[k]];
    const std::uint64_t bit = std::uint64_t{1} << (k % 64);
    out.words.push_back(own_words(rule));
    for (int tag = 0; tag < kTags; ++tag)
      if (rule.tags.has(static_cast<Tag>(tag))) out.by_tag[static_cast<std::size_t>(tag)][k / 64] |= bit;
    for (std::uint32_t word = 0; word < out.by_word.size(); ++word)
      if (out.words.back() == 0 ? word == 0 : rules_.in_set(out.words.back(), word)) out.by_word[word][k / 64] |= bit;
  }
  return out;
}

std::uint32_t Tagger::word(std::string_view form) const {
  const auto it = vocabulary_.find(form);
  return it == vocabulary_.end() ? 0 : it->second;
}

Tagger::View Tagger::view(const TaggedWord& w) const {
  View v;
  v.tags = w.tags;
  v.word = word(w.folded);
  std::size_t lemmas = 0;
  bool plural = false;
  for (const Analysis& a : w.analyses) {
    plural = plural || a.has(Feature::plural);
    if (!kVerbs.has(a.tag) || lemmas == v.lemmas.size()) continue;
    const std::uint32_t id = word(a.lemma);
    if (id == 0) continue;
    v.of[lemmas] = a.tag;
    v.lemmas[lemmas++] = id;
  }
  const int noun = weight_of(w, kNouns), verb = weight_of(w, kVerbs), adj = weight_of(w, kAdjectives);
  v.features = static_cast<std::uint16_t>(
      (plural ? bit(FormFeature::plural) : bit(FormFeature::singular)) | (w.capital ? bit(FormFeature::capital) : 0) |
      (w.upper ? bit(FormFeature::upper) : 0) | (w.folded.ends_with("ly") ? bit(FormFeature::ly) : 0) |
      (w.known ? bit(FormFeature::known) : 0) | (verb >= std::max(noun, 0) ? bit(FormFeature::verbish) : 0) |
      (noun > verb ? bit(FormFeature::nounish) : 0) |
      (verb >= std::max(noun, 0) + kHardlyEver ? bit(FormFeature::mostverb) : 0) |
      (noun > adj ? bit(FormFeature::thingish) : 0) | (adj >= std::max(noun, 0) ? bit(FormFeature::adjish) : 0));
  return v;
}

bool Tagger::holds(const TagTest& t, const View* w) const {
  bool yes = false;
  if (w == nullptr) {
    yes = t.sure && t.tags.has(Tag::punct);  // beyond the ends of the sentence
  } else {
    yes = t.sure ? w->tags.within(t.tags) : w->tags.meets(t.tags);
    yes = yes || (w->features & t.features) != 0 || rules_.in_set(t.words, w->word);
    if ((t.features & bit(FormFeature::many)) != 0) yes = yes || w->tags.several();
    for (std::size_t i = 0; !yes && t.lemmas != 0 && i < w->lemmas.size(); ++i)
      yes = w->tags.has(w->of[i]) && rules_.in_set(t.lemmas, w->lemmas[i]);
  }
  return yes != t.denied;
}

bool Tagger::holds(const TagCondition& c, const std::vector<View>& all, std::size_t at) const {
  const auto all_of = [&](const View* w) {
    return std::all_of(c.tests.begin(), c.tests.end(), [&](const TagTest& t) { return holds(t, w); });
  };
  const auto word = [&](std::ptrdiff_t i) {
    return i >= 0 && i < static_cast<std::ptrdiff_t>(all.size()) ? &all[static_cast<std::size_t>(i)] : nullptr;
  };
  const auto here = static_cast<std::ptrdiff_t>(at);
  if (!c.scan) return all_of(word(here + c.offset)) != c.denied;
  std::ptrdiff_t i = here + c.offset;
  for (int n = 0; n < kReach && word(i) != nullptr; ++n, i += c.offset) {
    if (all_of(word(i))) return !c.denied;
    if (!c.until.empty() && holds(c.until.front(), word(i))) break;
  }
  return c.denied;
}

/// The most usual of what is left.
static Tags most_usual(const TaggedWord& w) {
  const Tags open = w.tags - kAux - Tags(Tag::unit);
  const Tags past = Tags(Tag::verb_past) | Tag::verb_part, present = Tags(Tag::verb_base) | Tag::verb_pres;
  if (!open.several() || open.within(past)) return w.tags;
  const Analysis* best = nullptr;
  int most = -1;
  for (const Analysis& a : w.analyses) {
    if (!open.has(a.tag)) continue;
    const int weight = a.source == words_image::Source::closed ? kClosedWeight : a.weight;
    if (weight > most) {
      most = weight;
      best = &a;
    }
  }
  if (best == nullptr) return w.tags;
  Tags keep = best->tag;
  for (const Tags pair : {past, present})
    if (pair.has(best->tag)) keep |= pair & open;
  return keep | (w.tags & kAux);
}

/// Applies the rule of that place in the order to the words that have a choice.
void Tagger::apply(const Order& order, std::size_t place, const std::vector<std::size_t>& open,
                   std::vector<View>& views, std::vector<TagChange>* changes) const {
  const TagRule& rule = rules_.rules[order.rules[place]];
  const std::uint32_t words = order.words[place];
  for (const std::size_t i : open) {
    const Tags tags = views[i].tags;
    if (!tags.several() || !tags.meets(rule.tags)) continue;
    if (words != 0 && !rules_.in_set(words, views[i].word)) continue;
    Tags left = rule.select ? tags & rule.tags : tags - rule.tags;
    if (rule.select && left.meets(kVerbs)) left |= tags & kAux;
    if (left.empty() || left == tags || left.within(kAux)) continue;
    if (!std::all_of(rule.conditions.begin(), rule.conditions.end(),
                     [&](const TagCondition& c) { return holds(c, views, i); }))
      continue;
    if (changes != nullptr) changes->push_back({order.rules[place], i, tags, left});
    views[i].tags = left;
  }
}

void Tagger::run(std::vector<TaggedWord>& sentence, bool headline, std::vector<TagChange>* changes) const {
  // Rules look over quotation marks, as if they were not there.
  std::vector<View> views;
  std::vector<std::size_t> at;
  views.reserve(sentence.size());
  at.reserve(sentence.size());
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i].folded == "\"") continue;
    views.push_back(view(sentence[i]));
    at.push_back(i);
  }
  const Order& order = headline ? headline_order_ : text_order_;
  std::vector<std::size_t> open;  // words that have a choice yet
  std::vector<std::uint64_t> by_tag(order.blocks()), by_word = order.by_word[0];
  Tags any;
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (!views[i].tags.several()) continue;
    open.push_back(i);
    any |= views[i].tags;
    for (std::size_t k = 0; k < by_word.size(); ++k) by_word[k] |= order.by_word[views[i].word][k];
  }
  for (std::uint64_t bits = any.bits(); bits != 0; bits &= bits - 1)
    for (std::size_t k = 0; k < by_tag.size(); ++k)
      by_tag[k] |= order.by_tag[static_cast<std::size_t>(std::countr_zero(bits))][k];
  for (std::size_t block = 0; block < by_tag.size(); ++block)
    for (std::uint64_t bits = by_tag[block] & by_word[block]; bits != 0; bits &= bits - 1)
      apply(order, block * 64 + static_cast<std::size_t>(std::countr_zero(bits)), open, views, changes);
  for (std::size_t k = 0; k < views.size(); ++k) {
    TaggedWord& w = sentence[at[k]];
    w.tags = views[k].tags;
    w.tags = most_usual(w);
  }
  if (changes != nullptr)
    for (TagChange& c : *changes) c.word = at[c.word];
}

}  // namespace saksi::grammar
