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
  void operator()(std::monostate) const { out.null(); }
  void operator()(const Entity& e) const { out.begin_object().member("entity", e.id).end_object(); }
  void operator()(const Symbol& s) const { out.begin_object().member("symbol", s.id).end_object(); }
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

void write_term(JsonWriter& out, const Term& t) {
  if (t.kind == Term::Kind::value) {
    write_value(out, t.value);
  } else {
    out.begin_object().member("term", to_string(t)).end_object();
  }
}

/// A time within the day told is a time on that day.
void write_op(JsonWriter& out, Op op) {
  if (op != Op::eq && op != Op::in) out.member("op", to_string(op));
}

}  // namespace

void write_value(JsonWriter& out, const Value& value) { std::visit(ValueWriter{out}, value); }

void write_args(JsonWriter& out, const Atom& atom) {
  out.begin_object();
  if (atom.kind != Atom::Kind::compare) {
    out.member(atom.kind == Atom::Kind::some ? "some" : "no", to_string(atom.set)).member("kind", atom.set.kind);
    for (const Condition& c : atom.set.where) {
      out.key(c.name);
      write_term(out, c.value);
    }
  } else if (atom.left.kind == Term::Kind::role && !atom.left.args.empty()) {
    out.member("event", to_string(atom.left.args.front())).member("role", atom.left.name);
    write_op(out, atom.op);
    out.key("value");
    write_term(out, atom.right);
  } else if (atom.left.kind == Term::Kind::prop && !atom.left.args.empty()) {
    const bool two = atom.left.args.size() > 1;
    out.key(two ? "from" : "subject");
    write_term(out, atom.left.args[0]);
    if (two) {
      out.key("to");
      write_term(out, atom.left.args[1]);
    }
    write_op(out, atom.op);
    out.key(atom.left.name);
    write_term(out, atom.right);
  } else {
    out.key("left");
    write_term(out, atom.left);
    out.member("op", to_string(atom.op)).key("right");
    write_term(out, atom.right);
  }
  if (atom.negated) out.key("negated").boolean(true);
  out.end_object();
}

}  // namespace saksi::engine
