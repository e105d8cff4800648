#include "grammar/meaning/items.h"

#include <algorithm>
#include <set>

#include "core/limits.h"

namespace saksi::grammar {

const Sense* Item::sense(Cat c) const {
  for (const auto& s : senses)
    if (s.cat == c) return &s;
  return nullptr;
}

bool Item::is(Cat c, std::string_view id) const {
  return std::any_of(senses.begin(), senses.end(), [&](const Sense& s) { return s.cat == c && s.id == id; });
}

namespace {

struct Candidate {
  std::uint32_t first = 0, last = 0;
  std::span<const Sense> senses;
  std::span<const NameSense> names;
  const ValueMention* value = nullptr;
};

/// A name must be written as one: with a capital or a figure. Lower-case words that name a body (bulan, moon) are
/// words of the lexicon.
bool written_as_name(const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t last) {
  // "The moon": the article at the start of a sentence says nothing of the name.
  if (last > first + 1 && tokens[first].folded == "the") ++first;
  for (auto i = first; i < last; ++i)
    if (tokens[i].capital) return true;
  return false;
}

class Segmenter {
 public:
  Segmenter(const NormalText& text, const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t last,
            const Lexicon& lexicon, const MentionOptions& options, std::vector<std::unique_ptr<ValueMention>>& store)
      : text_(text), tokens_(tokens), first_(first), last_(last), lexicon_(lexicon), options_(options), store_(store) {}

  std::vector<Segmentation> run() {
    read_values(first_);
    std::vector<Segmentation> out;
    auto longest = walk({});
    out.push_back(std::move(longest));
    // Each conflict gives one more segmentation: the name shorter, so that the value behind it is whole.
    const auto conflicts = conflicts_;
    for (const auto at : conflicts) {
      if (out.size() >= limits::segmentations) break;
      values_.clear();
      read_values(first_);
      out.push_back(walk({at}));
    }
    return out;
  }

 private:
  void read_values(std::uint32_t from) {
    for (auto& v : find_values(text_, tokens_, from, last_, options_)) {
      store_.push_back(std::make_unique<ValueMention>(std::move(v)));
      values_.push_back(store_.back().get());
    }
  }

  const ValueMention* value_at(std::uint32_t i) const {
    for (const auto* v : values_)
      if (v->first == i) return v;
    return nullptr;
  }
  const ValueMention* value_across(std::uint32_t i) const {
    for (const auto* v : values_)
      if (v->first < i && i < v->last) return v;
    return nullptr;
  }

  Segmentation walk(const std::set<std::uint32_t>& prefer_value) {
    Segmentation s;
    auto i = first_;
    while (i < last_) {
      Candidate best;
      best.first = i;
      best.last = i;
      for (const auto& m : lexicon_.at(tokens_, i, last_)) {
        const auto end = i + m.tokens;
        const bool names = !m.names.empty() && written_as_name(tokens_, i, end);
        if (m.senses.empty() && !names) continue;
        if (names && prefer_value.contains(i) && value_across(end)) continue;
        best.last = end;
        best.senses = m.senses;
        best.names = names ? m.names : std::span<const NameSense>{};
      }
      if (const auto* v = value_at(i); v != nullptr && v->last - v->first >= best.last - best.first) {
        const bool ordinal_word =
            std::any_of(best.senses.begin(), best.senses.end(), [](const Sense& x) { return x.cat == Cat::ord; });
        // "Ibu kota Peru adalah Lima": a number word written as a name within a sentence is the name.
        const bool named_number = v->kind == ValueMention::Kind::number && !best.names.empty() && i != first_ &&
                                  tokens_[i].capital && best.last == v->last;
        const bool word_wins = named_number || (best.last == v->last && v->kind == ValueMention::Kind::ordinal &&
                                                (!best.names.empty() || ordinal_word));
        if (!word_wins) {
          const bool same = best.last == v->last;
          best.last = v->last;
          best.value = v;
          if (!same) best.senses = {};
          best.names = {};
        }
      }
      // "Satelit Merah Putih 2" is Satelit | Merah Putih 2, where Satelit Merah Putih is a name too.
      if (best.value == nullptr && !best.names.empty() && best.last < last_) {
        for (auto k = i + 1; k < best.last; ++k) {
          const auto inner = lexicon_.at(tokens_, k, last_);
          const bool longer = std::any_of(inner.begin(), inner.end(), [&](const auto& m) {
            return !m.names.empty() && k + m.tokens > best.last && written_as_name(tokens_, k, k + m.tokens);
          });
          if (!longer) continue;
          Candidate shorter;
          shorter.first = i;
          shorter.last = i;
          for (const auto& m : lexicon_.at(tokens_, i, k)) {
            if (m.senses.empty()) continue;
            shorter.last = i + m.tokens;
            shorter.senses = m.senses;
          }
          if (shorter.last == k) best = shorter;
          break;
        }
      }
      if (best.value == nullptr && best.last > i) {
        if (const auto* v = value_across(best.last)) {
          if (!best.names.empty()) conflicts_.insert(i);
          drop_from(v->first);
          read_values(best.last);
        } else if (value_inside(i, best.last)) {
          drop_range(i, best.last);
        }
      }
      s.items.push_back(make(best));
      year_behind_preposition(s.items);
      i = s.items.back().last;
    }
    return s;
  }

  /// "Sejak 2014 perdana menteri India …": a bare figure of four digits behind such a word is a year.
  void year_behind_preposition(std::vector<Item>& items) {
    if (items.size() < 2) return;
    auto& it = items.back();
    const auto& before = items[items.size() - 2];
    if (!it.value_is(ValueMention::Kind::number) || it.last != it.first + 1 || tokens_[it.first].text.size() != 4)
      return;
    const auto* q = std::get_if<Quantity>(&it.value->value);
    if (q == nullptr || q->value < 1000 || q->value > 2199) return;
    bool temporal = false;
    for (const auto& s : before.senses)
      temporal = temporal || ((s.cat == Cat::sub || s.cat == Cat::prep) &&
                              (s.id == "since" || s.id == "until" || s.id == "before" || s.id == "after"));
    if (!temporal) return;
    store_.push_back(std::make_unique<ValueMention>(*it.value));
    store_.back()->kind = ValueMention::Kind::date;
    store_.back()->value = Date::year(static_cast<int>(q->value));
    it.value = store_.back().get();
  }

  bool value_inside(std::uint32_t a, std::uint32_t b) const {
    return std::any_of(values_.begin(), values_.end(), [&](const auto* v) { return v->first >= a && v->last <= b; });
  }
  void drop_from(std::uint32_t a) {
    std::erase_if(values_, [&](const auto* v) { return v->first >= a; });
  }
  void drop_range(std::uint32_t a, std::uint32_t b) {
    std::erase_if(values_, [&](const auto* v) { return v->first >= a && v->last <= b; });
  }

  Item make(const Candidate& c) const {
    Item it;
    it.first = c.first;
    it.last = c.last > c.first ? c.last : c.first + 1;
    it.senses.assign(c.senses.begin(), c.senses.end());
    it.names.assign(c.names.begin(), c.names.end());
    it.value = c.value;
    it.span = join(tokens_[it.first].span, tokens_[it.last - 1].span);
    it.capital = tokens_[it.first].capital;
    for (auto i = it.first; i < it.last; ++i) {
      if (!it.text.empty()) it.text += ' ';
      it.text += tokens_[i].folded;
      if (!it.raw.empty() && tokens_[i].space_before) it.raw += ' ';
      it.raw += tokens_[i].text;
    }
    const auto& t = tokens_[it.first];
    if (it.value == nullptr && it.senses.empty() && it.names.empty()) {
      if (t.kind == Token::Kind::punct) {
        it.mark = t.text.empty() ? '?' : (t.text == "--" ? '-' : t.text[0]);
      } else {
        it.unknown = true;
      }
    }
    return it;
  }

  const NormalText& text_;
  const std::vector<Token>& tokens_;
  std::uint32_t first_, last_;
  const Lexicon& lexicon_;
  const MentionOptions& options_;
  std::vector<std::unique_ptr<ValueMention>>& store_;
  std::vector<const ValueMention*> values_;
  std::set<std::uint32_t> conflicts_;
};

}  // namespace

std::vector<Segmentation> segment(const NormalText& text, const std::vector<Token>& tokens, std::uint32_t first,
                                  std::uint32_t last, const Lexicon& lexicon, const MentionOptions& options,
                                  std::vector<std::unique_ptr<ValueMention>>& store) {
  return Segmenter(text, tokens, first, last, lexicon, options, store).run();
}

}  // namespace saksi::grammar
