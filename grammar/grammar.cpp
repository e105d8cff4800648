#include "grammar/grammar.h"

#include <algorithm>
#include <array>

#include "core/limits.h"
#include "grammar/meaning/binder.h"
#include "grammar/meaning/to_ids.h"
#include "grammar/names/lexicon_files.h"

namespace saksi {

using namespace grammar;

std::span<const EmbeddedFile> Grammar::embedded_lexicon() { return grammar::lexicon_files(); }

std::span<const std::string_view> assertion_kinds() {
  static const auto all = [] {
    std::array<std::string_view, static_cast<std::size_t>(Label::weekday) + 1> a{};
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = to_string(static_cast<Label>(i));
    return a;
  }();
  return all;
}

namespace grammar {
namespace {

std::string_view mention_kind(ValueMention::Kind k) {
  switch (k) {
    case ValueMention::Kind::date: return "date";
    case ValueMention::Kind::time: return "time";
    case ValueMention::Kind::duration: return "duration";
    case ValueMention::Kind::number: return "number";
    case ValueMention::Kind::ordinal: return "ordinal";
    case ValueMention::Kind::quantity: return "quantity";
    case ValueMention::Kind::weekday: return "weekday";
    case ValueMention::Kind::coordinate: return "coordinate";
  }
  return "number";
}

/// A reading as the binder makes it.
struct Draft {
  std::vector<Atom> atoms;
  std::vector<Choice> choices;
};

class Reader final : public Grammar {
 public:
  Reader(const Schema& schema, const Symbols& symbols, std::shared_ptr<const Lexicon> en,
         std::shared_ptr<const Lexicon> id)
      : schema_(schema), symbols_(symbols), en_(std::move(en)), id_(std::move(id)) {}

  std::vector<Parsed> parse(std::string_view text, const ParseOptions& options) const override {
    const auto normal = normalise(text);
    const auto tokens = tokenise(normal);
    auto lang = options.lang;
    if (lang.empty() || lang == "auto") lang = language(normal, tokens);
    return parse(normal, tokens, lang, options);
  }

  std::string detect_language(std::string_view text) const override {
    const auto normal = normalise(text);
    return language(normal, tokenise(normal));
  }

 private:
  std::vector<Parsed> parse(const NormalText& normal, const std::vector<Token>& tokens, const std::string& lang,
                            const ParseOptions& options) const {
    const auto& lexicon = lang == "id" ? *id_ : *en_;
    std::vector<Parsed> out;
    Discourse talk(schema_);
    for (const auto& s : split_sentences(normal, tokens, options.article)) {
      auto o = options;
      o.lang = lang;
      out.push_back(read(normal, tokens, s, lexicon, o, talk));
      talk.next_sentence();
    }
    return out;
  }

  /// The language that knows more of the words; of a short text whose words are both languages' the one that reads more.
  std::string language(const NormalText& normal, const std::vector<Token>& tokens) const {
    const int id = id_->score(tokens), en = en_->score(tokens);
    if (id != en || tokens.size() > limits::both_languages_tokens) return id > en ? "id" : "en";
    const auto unread = [&](const char* lang) {
      std::size_t n = 0;
      for (const Parsed& p : parse(normal, tokens, lang, {}))
        for (const Unread& u : p.unread) n += u.span.size();
      return n;
    };
    const std::size_t as_id = unread("id"), as_en = unread("en");
    if (as_id != as_en) return as_id < as_en ? "id" : "en";
    return thousands_behind_a_dot(tokens) ? "id" : "en";
  }

  /// "Diameter Mars 6.779 km": three figures behind a mark are thousands far more often than a fraction, and which mark
  /// it is tells the language.
  static bool thousands_behind_a_dot(const std::vector<Token>& tokens) {
    const auto figures = [&](std::size_t i) {
      return !tokens[i].folded.empty() && tokens[i].folded.find_first_not_of("0123456789") == std::string::npos;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string& t = tokens[i].folded;
      const auto dot = t.find('.');
      if (dot != std::string::npos && dot > 0 && t.size() == dot + 4 &&
          t.find_first_not_of("0123456789", dot + 1) == std::string::npos)
        return true;
      if (t == "." && i > 0 && i + 1 < tokens.size() && figures(i - 1) && figures(i + 1) &&
          tokens[i + 1].folded.size() == 3 && tokens[i - 1].span.end == tokens[i].span.begin &&
          tokens[i].span.end == tokens[i + 1].span.begin)
        return true;
    }
    return false;
  }

  Parsed read(const NormalText& normal, const std::vector<Token>& tokens, const Sentence& s, const Lexicon& lexicon,
              const ParseOptions& options, Discourse& talk) const {
    Parsed p(symbols_);
    auto first = s.first, last = s.last;
    for (auto i = first; i < last; ++i) p.span = join(p.span, tokens[i].span);
    bool cut = false;
    if (last - first > limits::sentence_tokens) {
      last = first + static_cast<std::uint32_t>(limits::sentence_tokens);
      cut = true;
    }
    if (s.block == Sentence::Block::link || s.block == Sentence::Block::byline || s.block == Sentence::Block::caption)
      p.stance = Stance::furniture;
    if (s.dateline_end > first) first = s.dateline_end;

    std::vector<std::unique_ptr<ValueMention>> store;
    const MentionOptions mention_options{options.lang, options.as_of};
    const auto segmentations = segment(normal, tokens, first, last, lexicon, mention_options, store);

    // The segmentation that leaves least unread.
    std::optional<Binding> best;
    const Segmentation* of = nullptr;
    ReadingBudget budget;
    const Assignment plain;
    const auto unread = [](const Binding& b) { return std::count(b.read.begin(), b.read.end(), 0); };
    for (const auto& seg : segmentations) {
      Binder binder(seg.items, lexicon, schema_, talk, options, plain, budget);
      auto b = binder.run();
      if (!best || unread(b) < unread(*best)) {
        best = std::move(b);
        of = &seg;
      }
    }
    if (!best) return p;
    std::vector<Draft> readings;
    if (!best->atoms.empty()) {
      readings.push_back({best->atoms, best->choices});
      const auto again = [&](const Assignment& assignment) {
        return Binder(of->items, lexicon, schema_, talk, options, assignment, budget).run();
      };
      if (!alternatives(again, *best, {}, readings)) budget.steps = 0;
    }
    if (budget.exhausted()) {
      best->atoms.clear();
      readings.clear();
      best->after = talk;
    }
    mentions(p, *of);
    if (budget.exhausted())
      unread_whole(p, tokens, first, s.last);
    else
      unread_list(p, *of, *best, tokens, cut, last, s.last);
    if (p.stance == Stance::assertion) p.stance = best->stance;
    for (const auto& it : of->items)
      if (it.value != nullptr && it.value->kind == ValueMention::Kind::date &&
          std::holds_alternative<std::monostate>(it.value->value))
        p.needs_as_of = true;
    if (p.stance == Stance::furniture || p.stance == Stance::question || p.stance == Stance::hypothetical)
      readings.clear();
    if (best->atoms.empty()) readings.clear();
    if (cut)
      for (auto& r : readings)
        for (auto& a : r.atoms) a.link = Link::none;
    for (const Draft& r : readings) {
      p.readings.push_back({{}, question(r.choices), by_name(r.choices)});
      for (const Atom& a : r.atoms) p.readings.back().atoms.push_back(in_ids(a, p.meaning));
    }
    p.checkable = p.stance == Stance::assertion && checkable(*of);
    why(p, *of, *best);
    talk = best->after;
    return p;
  }

  /// Every joint way to take the choices that a reading rests on and that are not settled yet, each found once. False
  /// where there are more than limits::readings.
  template <class Again>
  static bool alternatives(const Again& again, const Binding& read, const Assignment& settled,
                           std::vector<Draft>& readings) {
    const auto open = std::find_if(read.choices.begin(), read.choices.end(), [&](const Choice& c) {
      return std::none_of(settled.begin(), settled.end(),
                          [&](const Chosen& s) { return s.choice.of == c.of && s.choice.item == c.item; });
    });
    if (open == read.choices.end()) return true;
    for (std::uint32_t option = 0; option < open->options; ++option) {
      auto assignment = settled;
      assignment.push_back({*open, option});
      if (option == 0) {
        if (!alternatives(again, read, assignment, readings)) return false;
        continue;
      }
      const Binding other = again(assignment);
      if (other.atoms.empty()) continue;
      const bool known =
          std::any_of(readings.begin(), readings.end(), [&](const Draft& r) { return same(r.atoms, other.atoms); });
      if (!known) {
        if (readings.size() >= limits::readings) return false;
        readings.push_back({other.atoms, other.choices});
      }
      if (!alternatives(again, other, assignment, readings)) return false;
    }
    return true;
  }

  /// The words that can be taken in several ways.
  static std::string question(const std::vector<Choice>& choices) {
    std::string out;
    for (const Choice& c : choices)
      if (!c.question.empty() && out.find(c.question) == std::string::npos)
        out += (out.empty() ? "" : ", ") + c.question;
    return out;
  }

  static bool by_name(const std::vector<Choice>& choices) {
    return std::all_of(choices.begin(), choices.end(), [](const Choice& c) { return c.of == Choice::Of::name; });
  }

  static bool same(const std::vector<Atom>& a, const std::vector<Atom>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Atom& x, const Atom& y) { return to_string(x) == to_string(y); });
  }

  static void unread_whole(Parsed& p, const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t end) {
    Unread u;
    u.reason = UnreadReason::limit;
    for (auto i = first; i < end; ++i) u.span = join(u.span, tokens[i].span);
    p.unread.push_back(u);
  }

  static void mentions(Parsed& p, const Segmentation& seg) {
    for (const auto& it : seg.items) {
      if (it.value != nullptr) {
        p.mentions.push_back({mention_kind(it.value->kind), it.span, in_ids(it.value->value, p.meaning)});
      } else if (!it.names.empty()) {
        p.mentions.push_back({"entity", it.span, in_ids(Entity{std::string(it.names.front().entity)}, p.meaning)});
      }
    }
  }

  static void unread_list(Parsed& p, const Segmentation& seg, const Binding& b, const std::vector<Token>& tokens,
                          bool cut, std::uint32_t last, std::uint32_t end) {
    for (std::size_t i = 0; i < seg.items.size(); ++i) {
      if (b.read[i] != 0 && b.read[i] != 3) continue;  // 3: vague, read but not checkable
      const auto& it = seg.items[i];
      Unread u;
      u.span = it.span;
      if (it.value != nullptr) {
        u.kind = it.value->kind == ValueMention::Kind::date || it.value->kind == ValueMention::Kind::time ||
                         it.value->kind == ValueMention::Kind::weekday
                     ? UnreadKind::date
                     : UnreadKind::quantity;
        u.reason = UnreadReason::shape;
      } else if (!it.names.empty()) {
        u.kind = UnreadKind::entity;
        u.reason = b.reference_failed ? UnreadReason::reference : UnreadReason::shape;
      } else {
        u.kind = UnreadKind::words;
        u.reason = it.unknown ? UnreadReason::unknown_word : UnreadReason::shape;
      }
      // Neighbours of one sort are one entry.
      if (!p.unread.empty() && u.kind == UnreadKind::words && p.unread.back().kind == UnreadKind::words &&
          p.unread.back().reason == u.reason && i > 0 && b.read[i - 1] == 0) {
        p.unread.back().span = join(p.unread.back().span, u.span);
      } else {
        p.unread.push_back(u);
      }
    }
    if (cut) {
      Unread u;
      u.reason = UnreadReason::limit;
      for (auto i = last; i < end; ++i) u.span = join(u.span, tokens[i].span);
      p.unread.push_back(u);
    }
  }

  /// A name, date or figure, and more words than one.
  static bool checkable(const Segmentation& seg) {
    return seg.items.size() > 2 && std::any_of(seg.items.begin(), seg.items.end(), [](const Item& it) {
             return it.value != nullptr || !it.names.empty() || it.is(Cat::verb) || it.is(Cat::event);
           });
  }

  /// For each thing read: the words, what they mean, and what the unread words beside it forbid.
  static void why(Parsed& p, const Segmentation& seg, const Binding& b) {
    std::string unread;
    for (std::size_t i = 0; i < seg.items.size(); ++i)
      if (b.read[i] == 0) unread += (unread.empty() ? "" : " ") + seg.items[i].text;
    for (const auto& a : b.atoms) {
      const auto text = to_string(a);
      p.why.push_back("read: " + text + " (" + std::string(to_string(a.link)) + ")");
      const auto it = b.forbidden.find(text);
      if (a.link == Link::none && it != b.forbidden.end())
        p.why.push_back("  decides nothing: " + it->second);
      else if (a.link == Link::weaker)
        p.why.push_back("  the text says more than that: it can be refuted, not supported");
    }
    if (!unread.empty()) p.why.push_back("not read: " + unread + "; so nothing here can be supported");
    if (b.reference_failed) p.why.push_back("not known: which thing a name, a pronoun or \"the …\" stands for");
    if (b.stance != Stance::assertion)
      p.why.push_back("stance: " + std::string(to_string(b.stance)) + "; what is not asserted is not checked");
  }

  const Schema& schema_;
  const Symbols& symbols_;
  std::shared_ptr<const Lexicon> en_, id_;
};

}  // namespace
}  // namespace grammar

Result<std::shared_ptr<const Grammar>> Grammar::make(const Schema& schema, const Symbols& symbols,
                                                     const NameList& names, std::span<const EmbeddedFile> lexicon) {
  auto en = Lexicon::make("en", lexicon, schema, names);
  auto id = Lexicon::make("id", lexicon, schema, names);
  std::vector<Diagnostic> faults;
  for (const auto* r : {&en, &id})
    if (!*r) faults.insert(faults.end(), r->errors().begin(), r->errors().end());
  if (!faults.empty()) return faults;
  return std::shared_ptr<const Grammar>(std::make_shared<grammar::Reader>(schema, symbols, en.value(), id.value()));
}

std::shared_ptr<const Grammar> Grammar::over(const Schema& schema, const Symbols& symbols, std::string_view en,
                                             std::string_view id) {
  return std::make_shared<grammar::Reader>(schema, symbols, Lexicon::over(en, nullptr), Lexicon::over(id, nullptr));
}

}  // namespace saksi
