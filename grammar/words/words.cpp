#include "grammar/words/words.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/limits.h"

namespace saksi::grammar {

namespace {

using words_image::Affix;
using words_image::Entry;
using words_image::Form;
using words_image::Header;
using words_image::Source;

/// An affix may go to a form with one, that to another: "re-un-launched", "-nya" behind a doubled word.
constexpr int kDeepest = 3;
constexpr std::size_t kShortestStem = 3;
/// What a reading through an affix loses against one of the tables.
constexpr int kAffixCosts = 20;

template <class T>
std::span<const T> section(std::string_view image, const Header& header, words_image::Section which) {
  return {reinterpret_cast<const T*>(image.data() + header.at[which].begin), header.at[which].count};
}

const Form* find(std::span<const Form> table, std::string_view text) {
  const std::uint64_t h = words_image::hash_of(text);
  const auto check = static_cast<std::uint32_t>(h >> 32);
  for (std::size_t at = h & (table.size() - 1); table[at].count != 0; at = (at + 1) & (table.size() - 1))
    if (table[at].check == check) return &table[at];
  return nullptr;
}

void best_first(std::vector<Analysis>& all) {
  std::stable_sort(all.begin(), all.end(), [](const Analysis& a, const Analysis& b) {
    return std::pair(a.source == Source::closed ? 0 : 1, -int{a.weight}) <
           std::pair(b.source == Source::closed ? 0 : 1, -int{b.weight});
  });
}

/// Adds readings unless there is one of that tag.
void merge(std::vector<Analysis>& out, const Analysis& a) {
  if (std::none_of(out.begin(), out.end(), [&](const Analysis& o) { return o.tag == a.tag; })) out.push_back(a);
}

}  // namespace

std::string_view to_string(Source source) {
  constexpr std::array<std::string_view, 8> names{"closed", "general", "affix",    "fixed",
                                                  "peeled", "doubled", "compound", "guessed"};
  return names.at(static_cast<std::size_t>(source));
}

Words::Words(std::string_view image) {
  Header header;
  std::memcpy(&header, image.data(), sizeof header);
  table_ = section<Form>(image, header, words_image::forms);
  openers_ = section<Form>(image, header, words_image::openers);
  entries_ = section<Entry>(image, header, words_image::entries);
  lemmas_ = section<words_image::Str>(image, header, words_image::lemmas);
  classes_ = section<words_image::Str>(image, header, words_image::classes);
  rules_ = section<words_image::Str>(image, header, words_image::rules);
  clitics_ = section<Affix>(image, header, words_image::clitics);
  proclitics_ = section<Affix>(image, header, words_image::proclitics);
  peels_ = section<Affix>(image, header, words_image::peels);
  compounds_ = section<Affix>(image, header, words_image::compounds);
  guesses_ = section<Affix>(image, header, words_image::guesses);
  signed_forms_ = section<Form>(image, header, words_image::signed_forms);
  signs_ = section<words_image::Sign>(image, header, words_image::signs);
  pool_ = image.substr(header.pool_begin, header.pool_size);
  if (header.doubled != 0) doubled_rule_ = text(rules_[header.doubled]);
  forms_ =
      static_cast<std::size_t>(std::count_if(table_.begin(), table_.end(), [](const Form& f) { return f.count != 0; }));
}

std::span<const Entry> Words::entries_of(std::string_view form) const {
  const Form* f = find(table_, form);
  if (f == nullptr) return {};
  return entries_.subspan(f->begin, f->count);
}

Analysis Words::analysis(const Entry& e) const {
  Analysis a;
  a.tag = static_cast<Tag>(e.tag);
  a.weight = static_cast<std::uint8_t>(e.weight);
  a.features = static_cast<std::uint8_t>(e.features);
  a.source = static_cast<Source>(e.source);
  a.lemma = text(lemmas_[e.lemma]);
  a.klass = text(classes_[e.klass]);
  a.rule = text(rules_[e.rule]);
  return a;
}

std::vector<Sign> Words::signs(std::string_view form) const {
  std::vector<Sign> out;
  const Form* f = find(signed_forms_, form);
  if (f == nullptr) return out;
  for (const words_image::Sign& s : signs_.subspan(f->begin, f->count))
    out.push_back({s.privative != 0, text(s.pos), text(s.place), text(s.says), text(s.klass)});
  return out;
}

std::uint32_t Words::longest_from(std::string_view first) const {
  const Form* f = find(openers_, first);
  return f == nullptr ? 1 : f->begin;
}

/// "rumahnya", "kulihat": a known word with a pronoun or a particle written to it.
bool Words::with_clitic(std::string_view form, int depth, std::vector<Analysis>& out) const {
  const std::size_t before = out.size();
  const auto take = [&](const Affix& c, std::string_view stem) {
    std::vector<Analysis> inner;
    if (stem.size() < kShortestStem || !known(stem, depth + 1, inner)) return;
    for (Analysis a : inner) {
      if (c.base != 0 && !Tags::of_bits(c.base).has(a.tag)) continue;
      if (c.base != 0 && c.tags != 0) a.tag = static_cast<Tag>(std::countr_zero(c.tags));
      a.features |= static_cast<std::uint8_t>(Feature::clitic);
      a.weight = static_cast<std::uint8_t>(std::max(0, a.weight - kAffixCosts));
      if (a.source == Source::closed) a.source = Source::affix;
      a.rule = text(c.id);
      merge(out, a);
    }
  };
  for (const Affix& c : clitics_)
    if (const auto suffix = text(c.suffix); form.ends_with(suffix))
      take(c, form.substr(0, form.size() - suffix.size()));
  for (const Affix& c : proclitics_)
    if (const auto prefix = text(c.prefix); form.starts_with(prefix)) take(c, form.substr(prefix.size()));
  return out.size() > before;
}

/// "anak-anak", "berjalan-jalan", "sebaik-baiknya": the word that is doubled, or that with what stands before or behind both.
bool Words::doubled(std::string_view form, int depth, std::vector<Analysis>& out) const {
  const std::size_t hyphen = form.find('-');
  if (doubled_rule_.empty() || hyphen == std::string_view::npos || hyphen == 0) return false;
  const std::string_view left = form.substr(0, hyphen), right = form.substr(hyphen + 1);
  if (left.size() < 2 || right.size() < 2 || right.find('-') != std::string_view::npos) return false;
  std::string whole;
  if (left.ends_with(right)) {
    whole = left;
  } else if (right.ends_with(left)) {
    whole = right;
  } else {
    // The longest end of the left part that opens the right one is what is doubled.
    for (std::size_t size = std::min(left.size(), right.size()); size >= 2 && whole.empty(); --size)
      if (left.ends_with(right.substr(0, size))) whole = std::string(left) + std::string(right.substr(size));
  }
  std::vector<Analysis> inner;
  if (whole.empty() || !known(whole, depth + 1, inner)) {
    // "mobil-mobilan", "tembak-menembak": not a form of its own but doubled.
    inner.clear();
    if (right.starts_with(left)) {
      if (!known(left, depth + 1, inner)) return false;
    } else if (!known(right, depth + 1, inner) ||
               std::none_of(inner.begin(), inner.end(), [&](const Analysis& a) { return a.lemma == left; })) {
      return false;
    }
  }
  for (Analysis a : inner) {
    if (a.tag == Tag::noun) a.features |= static_cast<std::uint8_t>(Feature::plural);
    a.source = Source::doubled;
    a.rule = doubled_rule_;
    merge(out, a);
  }
  return true;
}

/// "nonflammable": a prefix before a known word.
bool Words::peeled(std::string_view form, int depth, std::vector<Analysis>& out) const {
  const std::size_t before = out.size();
  for (const Affix& p : peels_) {
    const auto prefix = text(p.prefix);
    if (!form.starts_with(prefix)) continue;
    std::string_view rest = form.substr(prefix.size());
    if (rest.starts_with('-')) rest.remove_prefix(1);
    std::vector<Analysis> inner;
    if (rest.size() < kShortestStem || !known(rest, depth + 1, inner)) continue;
    for (Analysis a : inner) {
      if (!Tags::of_bits(p.base).has(a.tag)) continue;
      a.features |= p.features;
      a.weight = static_cast<std::uint8_t>(std::max(0, a.weight - kAffixCosts));
      a.source = Source::peeled;
      a.rule = text(p.id);
      merge(out, a);
    }
  }
  return out.size() > before;
}

/// "solid-fuelled": what the last of the parts is, where all are known.
bool Words::compound(std::string_view form, int depth, std::vector<Analysis>& out) const {
  const std::size_t hyphen = form.rfind('-');
  if (compounds_.empty() || hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 >= form.size()) return false;
  std::vector<Analysis> first, last;
  if (!known(form.substr(0, hyphen), depth + 1, first) || !known(form.substr(hyphen + 1), depth + 1, last))
    return false;
  const std::size_t before = out.size();
  for (const Affix& c : compounds_) {
    for (Analysis a : last) {
      if (!Tags::of_bits(c.base).has(a.tag)) continue;
      for (int i = 0; i < kTags; ++i) {
        if (!Tags::of_bits(c.tags).has(static_cast<Tag>(i))) continue;
        a.tag = static_cast<Tag>(i);
        a.source = Source::compound;
        a.rule = text(c.id);
        merge(out, a);
      }
    }
  }
  return out.size() > before;
}

bool Words::known(std::string_view form, int depth, std::vector<Analysis>& out) const {
  if (form.size() > limits::word_bytes) return false;
  for (const Entry& e : entries_of(form)) out.push_back(analysis(e));
  if (!out.empty()) return true;
  if (depth >= kDeepest) return false;
  const bool found = doubled(form, depth, out) || with_clitic(form, depth, out) || peeled(form, depth, out) ||
                     compound(form, depth, out);
  if (found) best_first(out);
  return found;
}

void Words::guess(std::string_view form, std::vector<Analysis>& out) const {
  for (const Affix& g : guesses_) {
    const auto prefix = text(g.prefix), suffix = text(g.suffix);
    if (form.size() < prefix.size() + suffix.size() + 2 && prefix.size() + suffix.size() > 0) continue;
    if (!form.starts_with(prefix) || !form.ends_with(suffix)) continue;
    for (int i = 0; i < kTags; ++i) {
      if (!Tags::of_bits(g.tags).has(static_cast<Tag>(i))) continue;
      Analysis a;
      a.tag = static_cast<Tag>(i);
      a.features = g.features;
      a.rule = text(g.id);
      out.push_back(a);
    }
    return;
  }
  out.emplace_back();
}

std::vector<Analysis> Words::analyse(std::string_view form) const {
  std::vector<Analysis> out;
  if (!known(form, 0, out)) guess(form, out);
  return out;
}

Words::Looked Words::look(std::string_view form) const {
  Looked out;
  const auto table = entries_of(form);
  for (const Entry& e : table) out.tags |= static_cast<Tag>(e.tag);
  out.known = !table.empty();
  if (out.known) return out;
  for (const Analysis& a : analyse(form)) {
    out.tags |= a.tag;
    out.known = a.source != Source::guessed;
  }
  return out;
}

}  // namespace saksi::grammar
