#include "engine/report/args.h"

#include <variant>

namespace saksi::engine {

namespace {

std::string_view name_of(Precision p) {
  switch (p) {
    case Precision::century: return "century";
    case Precision::decade: return "decade";
    case Precision::year: return "year";
    case Precision::quarter: return "quarter";
    case Precision::month: return "month";
    case Precision::week: return "week";
    case Precision::day: return "day";
    case Precision::hour: return "hour";
    case Precision::minute: return "minute";
    case Precision::second: return "second";
  }
  return "day";
}

std::string_view name_of(Hedge h) {
  switch (h) {
    case Hedge::none: return "none";
    case Hedge::about: return "about";
    case Hedge::almost: return "almost";
    case Hedge::exactly: return "exactly";
  }
  return "none";
}

std::string_view name_of(Bound b) {
  switch (b) {
    case Bound::eq: return "eq";
    case Bound::gt: return "gt";
    case Bound::ge: return "ge";
    case Bound::lt: return "lt";
    case Bound::le: return "le";
  }
  return "eq";
}

struct ValueWriter {
  JsonWriter& out;
  const Meaning& m;
  void operator()(std::monostate) const { out.null(); }
  void operator()(const Entity& e) const { out.begin_object().member("entity", m.text(e.id)).end_object(); }
  void operator()(const Symbol& s) const { out.begin_object().member("symbol", m.text(s.id)).end_object(); }
  void operator()(const Text& t) const { out.begin_object().member("text", t.text).end_object(); }
  void operator()(Weekday w) const { out.begin_object().member("weekday", to_string(w)).end_object(); }
  void operator()(const Date& d) const {
    out.begin_object().member("value", to_edtf(d)).member("precision", name_of(d.precision));
    if (d.zone) out.member("zone", *d.zone);
    out.end_object();
  }
  void operator()(const Quantity& q) const {
    out.begin_object().key("value").number(q.value).member("unit", q.unit);
    out.key("low").number(q.low).key("high").number(q.high);
    if (q.hedge == Hedge::none) {
      out.key("hedge").null();
    } else {
      out.member("hedge", name_of(q.hedge));
    }
    if (q.bound != Bound::eq) out.member("bound", name_of(q.bound));
    out.end_object();
  }
};

void write_term(JsonWriter& out, TermId t, const Meaning& m) {
  if (const Value* v = m.constant(t))
    write_value(out, *v, m);
  else
    out.begin_object().member("term", to_string(t, m)).end_object();
}

/// A time within the day told is a time on that day.
void write_op(JsonWriter& out, Op op) {
  if (op != Op::eq && op != Op::in) out.member("op", to_string(op));
}

/// A member a name; a list where several conditions have it.
void write_conditions(JsonWriter& out, const Set& s, const Meaning& m) {
  for (std::uint32_t i = 0; i < s.count; ++i) {
    const Path name = m.condition(s, i).name;
    const auto has = [&](std::uint32_t k) { return m.condition(s, k).name == name; };
    bool again = false;
    std::uint32_t all = 0;
    for (std::uint32_t k = 0; k < s.count; ++k) {
      again = again || (k < i && has(k));
      all += has(k) ? 1 : 0;
    }
    if (again) continue;
    out.key(to_string(name, m));
    if (all > 1) out.begin_list();
    for (std::uint32_t k = i; k < s.count; ++k)
      if (has(k)) write_term(out, m.condition(s, k).value, m);
    if (all > 1) out.end_list();
  }
}

}  // namespace

void write_value(JsonWriter& out, const Value& value, const Meaning& m) { std::visit(ValueWriter{out, m}, value); }

void write_args(JsonWriter& out, const Atom& atom, const Meaning& m) {
  out.begin_object();
  const Term left = atom.left == TermId::none ? Term{} : m[atom.left];
  if (atom.kind != Atom::Kind::compare) {
    const Set s = m[atom.set];
    out.member(atom.kind == Atom::Kind::some ? "some" : "no", to_string(atom.set, m)).member("kind", m.text(s.kind));
    write_conditions(out, s, m);
  } else if (left.kind == Term::Kind::role && left.arg_count > 0) {
    out.member("event", to_string(m.arg(left, 0), m)).member("role", to_string(left.name, m));
    write_op(out, atom.op);
    out.key("value");
    write_term(out, atom.right, m);
  } else if (left.kind == Term::Kind::prop && left.arg_count > 0) {
    const bool two = left.arg_count > 1;
    out.key(two ? "from" : "subject");
    write_term(out, m.arg(left, 0), m);
    if (two) {
      out.key("to");
      write_term(out, m.arg(left, 1), m);
    }
    write_op(out, atom.op);
    out.key(to_string(left.name, m));
    write_term(out, atom.right, m);
  } else {
    out.key("left");
    write_term(out, atom.left, m);
    out.member("op", to_string(atom.op)).key("right");
    write_term(out, atom.right, m);
  }
  if (atom.negated) out.key("negated").boolean(true);
  out.end_object();
}

}  // namespace saksi::engine
