#include <algorithm>
#include <cctype>

#include "engine/words/words.h"
#include "tests/oracle/rule_run.h"

/// What a rule that decides says.
namespace saksi::oracle {
namespace {

using engine::Say;

/// So many values a message lists.
constexpr std::size_t kShown = 6;

std::string spaced(std::string s) {
  std::replace_if(
      s.begin(), s.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return s;
}

}  // namespace

std::string RuleRun::join(std::vector<std::string> parts) const {
  const engine::Words& words = engine::words(messages_);
  const bool more = parts.size() > kShown;
  if (more) parts.resize(kShown);
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == 0)
      out = parts[0];
    else if (i + 1 == parts.size() && !more)
      out = words(parts.size() > 2 ? Say::last_of_many : Say::last_of_two, {out, parts[i]});
    else
      out += ", " + parts[i];
  }
  return more ? words(Say::others, {out}) : out;
}

std::string RuleRun::show(const Known& k) {
  const bool same = atom_.kind == Atom::Kind::compare && (atom_.op == Op::eq || atom_.op == Op::in);
  const auto* said = same ? std::get_if<Date>(&atom_.right.value) : nullptr;
  if (k.certain.empty() && excluded_) {
    if (const auto place = evaluator_.place_of_excluded(atom_.left, *excluded_))
      return engine::words(messages_)(Say::another,
                                      {evaluator_.show(*excluded_, messages_), evaluator_.show(*place, messages_)});
  }
  std::vector<std::string> parts;
  for (const Witness& w : k.certain) {
    // A difference, a conversion and a weekday have no form of their own: they are told as the claim tells its own.
    const bool alike = !w.of.empty() || std::holds_alternative<Weekday>(atom_.right.value);
    std::string s = said != nullptr && w.is_time() ? evaluator_.as_said(w, *said, messages_) : "";
    if (s.empty()) s = alike ? evaluator_.show_compared(w, atom_.right, messages_) : evaluator_.show(w, messages_);
    if (!w.sense.empty() && !s.empty())
      s += " (" + evaluator_.role_label(w.sense, messages_) + ": " + evaluator_.symbol_label(w.sense_is, messages_) +
           ")";
    if (!s.empty() && std::find(parts.begin(), parts.end(), s) == parts.end()) parts.push_back(std::move(s));
  }
  return parts.empty() ? std::string(engine::words(messages_)[Say::not_known]) : join(std::move(parts));
}

std::string RuleRun::show_name(const std::string& name) const {
  const std::string_view label = all_.label(name, messages_);
  if (!label.empty()) return std::string(label);
  const PropertyDef* p = evaluator_.schema().property(name);
  const std::string own = p == nullptr ? "" : messages_ == "id" ? p->label_id : p->label_en;
  if (!own.empty()) return own;
  const auto dot = name.find('.');
  return dot == std::string::npos
             ? spaced(name)
             : engine::words(messages_)(Say::of, {show_name(name.substr(dot + 1)), show_name(name.substr(0, dot))});
}

/// "before" of dates, "more than" of figures; nothing for equality, which "not" and "is" already say.
std::string RuleRun::show_op(Op op) const {
  const engine::Words& words = engine::words(messages_);
  const bool date = speaks_of_time();
  const auto say = [&](Say of_date, Say of_figure) { return std::string(words[date ? of_date : of_figure]); };
  switch (op) {
    case Op::eq: return "";
    case Op::ne: return std::string(words[Say::other_than]);
    case Op::in: return date ? "" : std::string(words[Say::within]);
    case Op::lt: return say(Say::before, Say::less_than);
    case Op::le: return say(Say::no_later_than, Say::at_most);
    case Op::gt: return say(Say::after, Say::more_than);
    case Op::ge: return say(Say::no_earlier_than, Say::no_less_than);
  }
  return "";
}

bool RuleRun::speaks_of_time() const {
  const auto of_time = [&](const Term& t) {
    const PropertyDef* p = evaluator_.schema().property(t.name);
    return std::holds_alternative<Date>(t.value) || t.kind == Term::Kind::now || t.name == "time" ||
           (p != nullptr && p->value == "date" && t.set == nullptr);
  };
  if (atom_.kind != Atom::Kind::compare) return false;
  return of_time(atom_.right) || (atom_.left.kind != Term::Kind::minus && of_time(atom_.left));
}

/// A term of the claim; where it is no plain value, with what the facts give for it.
std::string RuleRun::show_said(const Term& t) {
  const std::string out = evaluator_.show(t, messages_);
  if (t.kind != Term::Kind::prop && t.kind != Term::Kind::role && t.kind != Term::Kind::minus) return out;
  const Known k = evaluator_.known(t);
  if (k.certain.empty()) return out;
  if (std::holds_alternative<Weekday>(atom_.right.value)) {
    const Witness& w = k.certain.front();
    const bool plain = k.certain.size() == 1 && w.is_time() && evaluator_.one_day(w);
    return plain ? out + " (" + evaluator_.show(w, messages_) + ")" : out;
  }
  return out + " (" + show(k) + ")";
}

std::string RuleRun::show(const Binding& b) {
  if (const auto* k = std::get_if<Known>(&b)) return show(*k);
  if (const auto* t = std::get_if<Term>(&b)) return show_said(*t);
  if (const auto* s = std::get_if<Set>(&b)) return evaluator_.show_set(*s, messages_);
  if (const auto* n = std::get_if<BoundName>(&b)) return show_name(n->name);
  if (const auto* key = std::get_if<BoundKey>(&b))
    return show_name(key->key.starts_with('-') ? key->key.substr(1) : key->key);
  if (const auto* n = std::get_if<int>(&b)) return std::to_string(*n);
  if (const auto* op = std::get_if<Op>(&b)) return show_op(*op);
  std::vector<std::string> parts;
  for (const Term& t : std::get<std::vector<Term>>(b)) parts.push_back(evaluator_.show(t, messages_));
  return join(std::move(parts));
}

std::string RuleRun::show(const rules::Expr& e) {
  if (e.kind == rules::Expr::Kind::variable) {
    const auto it = bindings_.find(e.name);
    return it == bindings_.end() ? std::string() : show(it->second);
  }
  const auto t = build_term(e, bindings_, evaluator_.schema());
  return t ? evaluator_.show(*t, messages_) : show(evaluate(e));
}

std::string RuleRun::render(const rules::Message& m) {
  std::string out;
  for (const rules::Message::Piece& p : m.pieces) {
    const std::string part = p.value ? show(*p.value) : p.text;
    // An operator of equality shows as nothing: no two spaces for it.
    const bool doubled = !out.empty() && out.back() == ' ' && !part.empty() && part.front() == ' ';
    out += doubled ? part.substr(1) : part;
  }
  if (!m.pieces.empty() && m.pieces.front().value && !out.empty())
    out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

std::string RuleRun::say(const rules::Clause& c) {
  for (const rules::Message& m : c.say)
    if (m.lang == messages_) return render(m);
  return c.say.empty() ? "" : render(c.say.front());
}

std::string RuleRun::say_disputed() {
  std::string values;
  for (const rules::Let& l : rule_.lets) {
    const auto& k = std::get<Known>(bindings_.at(l.variable));
    if (!k.certain.empty()) values = show(k);
  }
  return engine::words(messages_)(Say::sources_disagree, {values});
}

}  // namespace saksi::oracle
