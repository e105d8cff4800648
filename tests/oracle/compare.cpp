#include <algorithm>
#include <cctype>
#include <set>

#include "engine/words/words.h"
#include "grammar/text/text.h"
#include "tests/oracle/evaluator.h"

/// One value of the facts against one that is said.
namespace saksi::oracle {
namespace {

/// The words of a text in order, less those that come and go with style and tell nothing.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : grammar::fold(text) + " ") {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) != 0 || u >= 0x80) {
      word += c;
      continue;
    }
    const auto small = engine::small_words();
    if (!word.empty() && std::find(small.begin(), small.end(), word) == small.end()) out.push_back(word);
    word.clear();
  }
  return out;
}

std::string initials(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& w : words) out += w.front();
  return out;
}

Truth compare_text(std::string_view fact, std::string_view said) {
  const auto x = words_of(fact), y = words_of(said);
  const std::set<std::string> a(x.begin(), x.end()), b(y.begin(), y.end());
  if (a == b) return Truth::yes;
  // "the Indian space agency (ISRO)" tells what it is, not what the letters stand for.
  if (initials(x) != initials(y)) return Truth::open;
  // Words apart may be another language's; only where most of them agree is it the same name told wrongly.
  const auto shared = std::count_if(a.begin(), a.end(), [&](const std::string& w) { return b.contains(w); });
  return 2 * static_cast<std::size_t>(shared) >= std::max(a.size(), b.size()) ? Truth::no : Truth::open;
}

}  // namespace

/// An event named by what took part in it: "the first launch was Lomonosov".
Truth Evaluator::compare_event(const Witness& fact, const std::string& said) {
  const Occurrence o = occurrence(fact.event);
  const EventDef* def = schema().event(o.event->kind);
  if (def == nullptr) return Truth::open;
  const auto identifies = [&](const std::string& r) { return facts_.has_role_trait(r, role_identifies); };
  Truth out = Truth::open;
  for (const auto& key : def->keys) {
    // Where one role of the key tells by itself who or what took part, the others only tell where.
    const bool by_one = std::any_of(key.begin(), key.end(), identifies);
    for (const std::string& r : key) {
      if (by_one && !identifies(r)) continue;
      const Fillers fillers = role(o, r);
      for (const Witness& w : fillers.values) {
        const auto* who = std::get_if<Entity>(&w.value);
        if (who == nullptr) continue;
        const Truth t = within(who->id, said, r);
        if (t == Truth::yes) return Truth::yes;
        if (t == Truth::no && def->role(r) != nullptr && facts_.is_kind(said, def->role(r)->type)) out = Truth::no;
      }
    }
  }
  return out;
}

Truth Evaluator::compare_entity(const Witness& fact, const Witness& said, std::string_view property) {
  const std::string& id = std::get<Entity>(said.value).id;
  if (const auto* s = std::get_if<Symbol>(&fact.value)) return s->id == id ? Truth::yes : Truth::open;
  const auto* f = std::get_if<Entity>(&fact.value);
  if (f == nullptr) return Truth::open;
  if (f->id == id) return Truth::yes;
  if (fact.is_event()) return said.is_event() ? Truth::no : compare_event(fact, id);
  return said.is_event() ? Truth::open : within(f->id, id, property);
}

Truth Evaluator::compare_symbol(const Witness& fact, const std::string& said) const {
  if (const auto* e = std::get_if<Entity>(&fact.value)) {
    const bool is = e->id == said || (schema().kind(said) != nullptr && facts_.is_kind(e->id, said));
    return is ? Truth::yes : Truth::open;
  }
  const auto* s = std::get_if<Symbol>(&fact.value);
  if (s == nullptr) return Truth::open;
  if (s->id == said) return Truth::yes;
  const KindDef *x = schema().kind(s->id), *y = schema().kind(said);
  // What was one once: "the Soviet Union was a country" is no error.
  if (x != nullptr && y != nullptr && ((x->traits ^ y->traits) & kind_gone) != 0 && !x->exclusive.empty() &&
      x->exclusive == y->exclusive)
    return Truth::open;
  const bool kinds =
      (x != nullptr || schema().event(s->id) != nullptr) && (y != nullptr || schema().event(said) != nullptr);
  if (kinds) return facts_.is_a(s->id, said) ? Truth::yes : facts_.excludes(s->id, said) ? Truth::no : Truth::open;
  // A partial success is neither quite one nor the other.
  const auto& labels = schema().symbol_labels;
  const bool between = std::any_of(labels.begin(), labels.end(),
                                   [&](const SymbolLabel& l) { return l.between && (l.id == s->id || l.id == said); });
  return between ? Truth::open : Truth::no;
}

Truth Evaluator::compare_words(const Witness& fact, const std::string& said) const {
  if (const auto* t = std::get_if<Text>(&fact.value)) return compare_text(t->text, said);
  const auto* e = std::get_if<Entity>(&fact.value);
  const auto view = e == nullptr ? std::nullopt : facts_.base().entity(e->id);
  const bool named =
      view && (compare_text(view->label_en, said) == Truth::yes || compare_text(view->label_id, said) == Truth::yes);
  return named ? Truth::yes : Truth::open;
}

Truth Evaluator::compare(const Witness& fact, Op op, const Witness& said, bool from_text, std::string_view property) {
  const auto equal = [&](Truth t) { return op == Op::eq || op == Op::in ? t : op == Op::ne ? negate(t) : Truth::open; };
  if (const auto* day = std::get_if<Weekday>(&said.value)) {
    if (const auto* w = std::get_if<Weekday>(&fact.value)) return equal(*w == *day ? Truth::yes : Truth::no);
    return fact.is_time() ? equal(compare_weekday(fact, *day)) : Truth::open;
  }
  if (const auto* d = std::get_if<Date>(&said.value)) {
    if (!fact.is_time()) return Truth::open;
    return from_text ? compare_date(fact, op, *d) : compare_instants(fact, op, said);
  }
  if (const auto* q = std::get_if<Quantity>(&said.value)) return compare_amount(fact, op, *q, from_text, property);
  if (std::holds_alternative<Entity>(said.value)) return equal(compare_entity(fact, said, property));
  if (const auto* s = std::get_if<Symbol>(&said.value)) return equal(compare_symbol(fact, s->id));
  if (const auto* t = std::get_if<Text>(&said.value)) return equal(compare_words(fact, t->text));
  return Truth::open;
}

Truth Evaluator::test(const Witness& fact, Op op, const Term& said, std::string_view property) {
  const Known& k = known(said);
  if (said.kind == Term::Kind::value) return compare(fact, op, k.certain.front(), true, property);
  if (k.is_empty()) return Truth::open;
  Truth any = Truth::no, all = Truth::yes;
  for (const auto* list : {&k.certain, &k.possible}) {
    for (const Witness& w : *list) {
      const Truth t = compare(fact, op, w, false, property);
      any = either(any, list == &k.possible && t == Truth::yes ? Truth::open : t);
      all = both(all, t);
    }
  }
  // Several possible values: what holds of each of them holds; "one of them" is enough for equality.
  if (all == Truth::yes) return Truth::yes;
  const bool one_of = op == Op::eq || op == Op::in;
  if (one_of && any == Truth::yes) return k.certain.size() > 1 && !k.possible.empty() ? Truth::open : Truth::yes;
  if (any == Truth::no) return k.closed || k.functional || k.certain.size() == 1 ? Truth::no : Truth::open;
  return Truth::open;
}

}  // namespace saksi::oracle
