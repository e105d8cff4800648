#include "grammar/grammar.h"

#include <algorithm>
#include <array>

#include "core/limits.h"
#include "grammar/binder.h"
#include "grammar/lexicon_files.h"

namespace saksi {

using namespace grammar;

std::span<const EmbeddedFile> Grammar::embedded_lexicon() { return grammar::lexicon_files(); }

std::span<const std::string_view> assertion_kinds() {
  static constexpr std::array<std::string_view, 21> kinds{
      "acronym", "class",   "conversion", "count",        "distance", "docking", "elapsed",
      "event",   "first",   "flyby",      "holds-office", "impact",   "landing", "latest",
      "launch",  "located", "order",      "property",     "rank",     "status",  "sum"};
  static constexpr auto all = [] {
    std::array<std::string_view, 22> a{};
    for (std::size_t i = 0; i < kinds.size(); ++i) a[i] = kinds[i];
    a[21] = "weekday";
    return a;
  }();
  return all;
}

namespace {

std::string mention_kind(ValueMention::Kind k) {
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

class Reader final : public Grammar {
 public:
  Reader(const Schema& schema, std::shared_ptr<const Lexicon> en, std::shared_ptr<const Lexicon> id)
      : schema_(schema), en_(std::move(en)), id_(std::move(id)) {}

  std::vector<Parsed> parse(std::string_view text, const ParseOptions& options) const override {
    const auto normal = normalise(text);
    const auto tokens = tokenise(normal);
    auto lang = options.lang;
    if (lang.empty() || lang == "auto") lang = language(tokens);
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

  std::string detect_language(std::string_view text) const override { return language(tokenise(normalise(text))); }

 private:
  std::string language(const std::vector<Token>& tokens) const {
    return id_->score(tokens) > en_->score(tokens) ? "id" : "en";
  }

  Parsed read(const NormalText& normal, const std::vector<Token>& tokens, const Sentence& s, const Lexicon& lexicon,
              const ParseOptions& options, Discourse& talk) const {
    Parsed p;
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

    // The reading that leaves least unread; others as good but different stand beside it.
    std::optional<Binding> best;
    const Segmentation* of = nullptr;
    std::vector<Binding> rivals;
    const auto unread = [](const Binding& b) { return std::count(b.read.begin(), b.read.end(), 0); };
    for (const auto& seg : segmentations) {
      Binder binder(seg.items, lexicon, schema_, talk, options, 0);
      auto b = binder.run();
      if (!best || unread(b) < unread(*best)) {
        best = std::move(b);
        of = &seg;
      }
    }
    if (!best) return p;
    mentions(p, *of);
    unread_list(p, *of, *best, tokens, cut, last, s.last);
    if (p.stance == Stance::assertion) p.stance = best->stance;
    for (const auto& it : of->items)
      if (it.value != nullptr && it.value->kind == ValueMention::Kind::date &&
          std::holds_alternative<std::monostate>(it.value->value))
        p.needs_as_of = true;
    if (p.stance == Stance::furniture || p.stance == Stance::question || p.stance == Stance::hypothetical)
      best->atoms.clear();
    if (!best->atoms.empty()) {
      Reading r;
      r.atoms = best->atoms;
      if (cut)
        for (auto& a : r.atoms) a.link = Link::none;
      r.question = best->question;
      p.readings.push_back(std::move(r));
      for (std::size_t v = 1; v <= best->rivals && p.readings.size() < limits::readings; ++v) {
        Binder binder(of->items, lexicon, schema_, talk, options, static_cast<int>(v));
        auto other = binder.run();
        if (other.atoms.empty() || same(other.atoms, p.readings.front().atoms)) continue;
        p.readings.push_back({std::move(other.atoms), best->question});
      }
    }
    p.checkable = p.stance == Stance::assertion && checkable(*of);
    why(p, *of, *best);
    talk = best->after;
    return p;
  }

  static bool same(const std::vector<Atom>& a, const std::vector<Atom>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Atom& x, const Atom& y) { return to_string(x) == to_string(y); });
  }

  static void mentions(Parsed& p, const Segmentation& seg) {
    for (const auto& it : seg.items) {
      if (it.value != nullptr) {
        p.mentions.push_back({mention_kind(it.value->kind), it.span, it.value->value});
      } else if (!it.names.empty()) {
        p.mentions.push_back({"entity", it.span, Value{Entity{it.names.front().entity}}});
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
  std::shared_ptr<const Lexicon> en_, id_;
};

}  // namespace

Result<std::shared_ptr<const Grammar>> Grammar::make(const Schema& schema, const NameList& names,
                                                     std::span<const EmbeddedFile> lexicon) {
  auto en = Lexicon::make("en", lexicon, schema, names);
  auto id = Lexicon::make("id", lexicon, schema, names);
  std::vector<Diagnostic> faults;
  for (const auto* r : {&en, &id})
    if (!*r) faults.insert(faults.end(), r->errors().begin(), r->errors().end());
  if (!faults.empty()) return faults;
  return std::shared_ptr<const Grammar>(std::make_shared<Reader>(schema, en.value(), id.value()));
}

}  // namespace saksi
