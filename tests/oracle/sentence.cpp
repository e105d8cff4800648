#include "tests/oracle/sentence.h"

#include <memory>
#include <variant>

namespace saksi::oracle {

namespace {

std::string text_of(Sym id, const Meaning& m) { return std::string(m.text(id)); }

std::string text_of(Path path, const Meaning& m) {
  return path.tail ? text_of(path.head, m) + "." + text_of(path.tail, m) : text_of(path.head, m);
}

std::string text_of(const Key& key, const Meaning& m) {
  std::string out = key.descending ? "-" : "";
  out += text_of(key.by, m);
  if (key.per.head) out += " by " + text_of(key.per, m);
  return out;
}

Value value_of(const saksi::Value& value, const Meaning& m) {
  if (const auto* e = std::get_if<saksi::Entity>(&value)) return Entity{text_of(e->id, m)};
  if (const auto* s = std::get_if<saksi::Symbol>(&value)) return Symbol{text_of(s->id, m)};
  if (const auto* t = std::get_if<saksi::Text>(&value)) return Text{t->text};
  if (const auto* d = std::get_if<Date>(&value)) return *d;
  if (const auto* q = std::get_if<Quantity>(&value)) return *q;
  if (const auto* w = std::get_if<Weekday>(&value)) return *w;
  return {};
}

Atom atom_of(const saksi::Atom& atom, const Meaning& m) {
  Atom out;
  out.kind = static_cast<Atom::Kind>(atom.kind);
  out.op = atom.op;
  out.label = std::string(to_string(atom.label));
  out.link = atom.link;
  if (atom.kind == saksi::Atom::Kind::compare) {
    out.left = in_text(atom.left, m);
    out.right = in_text(atom.right, m);
  } else {
    out.set = in_text(atom.set, m);
  }
  out.span = atom.span;
  out.suggest = atom.suggest;
  out.auxiliary = atom.auxiliary;
  out.presupposed = atom.presupposed;
  out.now = atom.now;
  out.negated = atom.negated;
  out.group = atom.group;
  out.attributed_to = atom.attributed_to;
  out.also = atom.also;
  return out;
}

}  // namespace

Set in_text(SetId id, const Meaning& m) {
  Set out;
  out.kind = text_of(m[id].kind, m);
  for (const saksi::Condition& c : m.where(id)) {
    Condition own;
    own.name = text_of(c.name, m);
    own.op = c.op;
    own.negated = c.negated;
    own.value = in_text(c.value, m);
    out.where.push_back(std::move(own));
  }
  return out;
}

Term in_text(TermId id, const Meaning& m) {
  const saksi::Term t = m[id];
  Term out;
  out.kind = static_cast<Term::Kind>(t.kind);
  out.n = t.n;
  if (t.kind == saksi::Term::Kind::value) out.value = value_of(m.value(t), m);
  if (t.set != SetId::none) out.set = std::make_shared<const Set>(in_text(t.set, m));
  if (t.name.head) out.name = text_of(t.name, m);
  if (t.key.by) out.name = text_of(t.key, m);
  for (std::uint32_t i = 0; i < t.arg_count; ++i) out.args.push_back(in_text(m.arg(t, i), m));
  return out;
}

Sentence in_text(const Parsed& parsed) {
  Sentence out;
  out.stance = parsed.stance;
  out.unread = parsed.unread;
  out.checkable = parsed.checkable;
  out.needs_as_of = parsed.needs_as_of;
  for (const saksi::Reading& r : parsed.readings) {
    Reading own;
    own.question = r.question;
    own.by_name = r.by_name;
    for (const saksi::Atom& a : r.atoms) own.atoms.push_back(atom_of(a, parsed.meaning));
    out.readings.push_back(std::move(own));
  }
  return out;
}

}  // namespace saksi::oracle
