#include "core/meaning.h"

#include <algorithm>
#include <array>

namespace saksi {
namespace {

/// Ids of texts that no table has: those of one meaning.
constexpr std::uint32_t kOwn = 0x80000000U;

bool same(const Term& a, const Term& b) {
  return a.kind == b.kind && a.n == b.n && a.value == b.value && a.set == b.set && a.name == b.name && a.key == b.key &&
         a.arg_count == b.arg_count;
}

constexpr std::array<std::string_view, 22> kLabels = {
    "acronym", "class",    "conversion",   "count",  "distance", "docking", "elapsed", "event",
    "first",   "flyby",    "holds-office", "impact", "landing",  "latest",  "launch",  "located",
    "order",   "property", "rank",         "status", "sum",      "weekday"};

}  // namespace

Sym Meaning::sym(Symbols::Group group, std::string_view wanted) {
  if (const Sym known = symbols_->find(group, wanted)) return known;
  for (std::size_t i = 0; i < own_.size(); ++i)
    if (own_[i] == wanted) return {kOwn + static_cast<std::uint32_t>(i)};
  own_.emplace_back(wanted);
  return {kOwn + static_cast<std::uint32_t>(own_.size() - 1)};
}

std::string_view Meaning::text(Sym s) const { return s.id < kOwn ? symbols_->text(s) : own_[s.id - kOwn]; }

TermId Meaning::add(const Term& wanted, std::span<const TermId> args) {
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const Term& t = terms_[i];
    if (same(t, wanted) && std::equal(args.begin(), args.end(), args_.begin() + t.first_arg))
      return static_cast<TermId>(i);
  }
  Term t = wanted;
  t.first_arg = static_cast<std::uint32_t>(args_.size());
  args_.insert(args_.end(), args.begin(), args.end());
  terms_.push_back(t);
  return static_cast<TermId>(terms_.size() - 1);
}

TermId Meaning::value(Value v) {
  Term t;
  const auto known = std::find(values_.begin(), values_.end(), v);
  t.value = static_cast<std::uint32_t>(known - values_.begin());
  if (known == values_.end()) values_.push_back(std::move(v));
  return add(t, {});
}

TermId Meaning::now() {
  Term t;
  t.kind = Term::Kind::now;
  return add(t, {});
}

TermId Meaning::over(Term::Kind kind, SetId s) {
  Term t;
  t.kind = kind;
  t.set = s;
  return add(t, {});
}

TermId Meaning::nth(int n, SetId s, Key key) {
  Term t;
  t.kind = Term::Kind::nth;
  t.n = n;
  t.set = s;
  t.key = key;
  return add(t, {});
}

TermId Meaning::last(SetId s, Key key) {
  Term t;
  t.kind = Term::Kind::last;
  t.set = s;
  t.key = key;
  return add(t, {});
}

TermId Meaning::rank(TermId member, SetId s, Key key) {
  Term t;
  t.kind = Term::Kind::rank;
  t.set = s;
  t.key = key;
  t.arg_count = 1;
  return add(t, {&member, 1});
}

TermId Meaning::distinct(Path role, SetId s) {
  Term t;
  t.kind = Term::Kind::distinct;
  t.set = s;
  t.name = role;
  return add(t, {});
}

TermId Meaning::prop(Path name, std::span<const TermId> args) {
  Term t;
  t.kind = Term::Kind::prop;
  t.name = name;
  t.arg_count = static_cast<std::uint32_t>(args.size());
  return add(t, args);
}

TermId Meaning::role(Path name, TermId event) {
  Term t;
  t.kind = Term::Kind::role;
  t.name = name;
  t.arg_count = 1;
  return add(t, {&event, 1});
}

TermId Meaning::minus(TermId a, TermId b) {
  const std::array<TermId, 2> both{a, b};
  Term t;
  t.kind = Term::Kind::minus;
  t.arg_count = 2;
  return add(t, both);
}

TermId Meaning::rebuilt(Term t, SetId s, std::span<const TermId> args) {
  t.set = s;
  return add(t, args);
}

SetId Meaning::set(Sym kind, std::span<const Condition> where) {
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    const Set& s = sets_[i];
    if (s.kind == kind && s.count == where.size() &&
        std::equal(where.begin(), where.end(), conditions_.begin() + s.first))
      return static_cast<SetId>(i);
  }
  const Set s{kind, static_cast<std::uint32_t>(conditions_.size()), static_cast<std::uint32_t>(where.size())};
  conditions_.insert(conditions_.end(), where.begin(), where.end());
  sets_.push_back(s);
  return static_cast<SetId>(sets_.size() - 1);
}

std::vector<Condition> Meaning::where(SetId id) const {
  const Set s = (*this)[id];
  return {conditions_.begin() + s.first, conditions_.begin() + s.first + s.count};
}

SetId Meaning::with(SetId s, const Condition& c) {
  std::vector<Condition> all = where(s);
  all.push_back(c);
  return set((*this)[s].kind, all);
}

std::string to_string(const Value& v, const Meaning& m) {
  if (const auto* e = std::get_if<Entity>(&v)) return std::string(m.text(e->id));
  if (const auto* d = std::get_if<Date>(&v)) return to_edtf(*d);
  if (const auto* q = std::get_if<Quantity>(&v)) return to_string(*q);
  if (const auto* s = std::get_if<Symbol>(&v)) return std::string(m.text(s->id));
  if (const auto* t = std::get_if<Text>(&v)) return "\"" + t->text + "\"";
  if (const auto* w = std::get_if<Weekday>(&v)) return std::string(to_string(*w));
  return "?";
}

std::string to_string(Path p, const Meaning& m) {
  std::string out(m.text(p.head));
  if (p.tail) {
    out += '.';
    out += m.text(p.tail);
  }
  return out;
}

namespace {

std::string to_string(const Key& k, const Meaning& m) {
  std::string out = k.descending ? "-" : "";
  out += m.text(k.by);
  if (k.per.head) out += " by " + to_string(k.per, m);
  return out;
}

std::string to_string(const Condition& c, const Meaning& m) {
  std::string out = c.negated ? "!" : "";
  out += to_string(c.name, m);
  if (c.op == Op::in) return out + " in " + to_string(c.value, m);
  return out + std::string(to_string(c.op)) + to_string(c.value, m);
}

}  // namespace

std::string to_string(SetId id, const Meaning& m) {
  if (id == SetId::none) return "?";
  const Set s = m[id];
  std::string out(m.text(s.kind));
  if (s.count == 0) return out;
  out += '{';
  for (std::uint32_t i = 0; i < s.count; ++i) out += (i == 0 ? "" : ", ") + to_string(m.condition(s, i), m);
  return out + "}";
}

std::string to_string(TermId id, const Meaning& m) {
  if (id == TermId::none) return "?";
  const Term t = m[id];
  switch (t.kind) {
    case Term::Kind::value: return to_string(m.value(t), m);
    case Term::Kind::the: return "the " + to_string(t.set, m);
    case Term::Kind::nth:
      return "nth(" + std::to_string(t.n) + ", " + to_string(t.set, m) + ", " + to_string(t.key, m) + ")";
    case Term::Kind::last: return "last(" + to_string(t.set, m) + ", " + to_string(t.key, m) + ")";
    case Term::Kind::rank:
      return "rank(" + to_string(m.arg(t, 0), m) + ", " + to_string(t.set, m) + ", " + to_string(t.key, m) + ")";
    case Term::Kind::count: return "count(" + to_string(t.set, m) + ")";
    case Term::Kind::distinct: return "distinct(" + to_string(t.name, m) + ", " + to_string(t.set, m) + ")";
    case Term::Kind::prop:
    case Term::Kind::role: {
      std::string out = to_string(t.name, m) + "(";
      for (std::uint32_t i = 0; i < t.arg_count; ++i) out += (i == 0 ? "" : ", ") + to_string(m.arg(t, i), m);
      return out + ")";
    }
    case Term::Kind::minus: {
      const bool nested = m[m.arg(t, 1)].kind == Term::Kind::minus;
      return to_string(m.arg(t, 0), m) + " - " + (nested ? "(" : "") + to_string(m.arg(t, 1), m) + (nested ? ")" : "");
    }
    case Term::Kind::now: return "now";
  }
  return "?";
}

std::string to_string(const Atom& a, const Meaning& m) {
  const std::string not_ = a.negated ? "not " : "";
  switch (a.kind) {
    case Atom::Kind::some: return not_ + "some " + to_string(a.set, m);
    case Atom::Kind::no: return not_ + "no " + to_string(a.set, m);
    case Atom::Kind::compare: break;
  }
  return not_ + to_string(a.left, m) + " " + std::string(to_string(a.op)) + " " + to_string(a.right, m);
}

std::string_view to_string(Label l) { return kLabels[static_cast<std::size_t>(l)]; }

std::optional<Label> parse_label(std::string_view text) {
  const auto found = std::lower_bound(kLabels.begin(), kLabels.end(), text);
  if (found == kLabels.end() || *found != text) return std::nullopt;
  return static_cast<Label>(found - kLabels.begin());
}

std::string_view to_string(Op op) {
  constexpr std::array<std::string_view, 7> kNames = {"=", "!=", "<", "<=", ">", ">=", "in"};
  return kNames[static_cast<std::size_t>(op)];
}

std::string_view to_string(Link l) {
  constexpr std::array<std::string_view, 3> kNames = {"exact", "weaker", "none"};
  return kNames[static_cast<std::size_t>(l)];
}

std::string_view to_string(UnreadKind k) {
  constexpr std::array<std::string_view, 4> kNames = {"words", "date", "quantity", "entity"};
  return kNames[static_cast<std::size_t>(k)];
}

std::string_view to_string(UnreadReason r) {
  constexpr std::array<std::string_view, 4> kNames = {"unknown-word", "shape", "reference", "limit"};
  return kNames[static_cast<std::size_t>(r)];
}

std::string_view to_string(Stance s) {
  constexpr std::array<std::string_view, 8> kNames = {"assertion",    "opinion", "question", "plan",
                                                      "hypothetical", "vague",   "quote",    "furniture"};
  return kNames[static_cast<std::size_t>(s)];
}

std::string_view to_string(Weekday w) {
  constexpr std::array<std::string_view, 7> kNames = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};
  return kNames[static_cast<std::size_t>(w)];
}

}  // namespace saksi
