#include "engine/explain/proofs.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "corpus/snapshot/values.h"

namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

using Kind = ProofNode::Kind;
using Told = ProofNode::Told;

constexpr Seconds kFirstYear = -62135596800;

Proof node(Proof::Kind kind, std::string name, std::string value) {
  Proof p;
  p.kind = kind;
  p.name = std::move(name);
  p.value = std::move(value);
  return p;
}

std::string range_text(double low, double high) {
  const std::string from = format_number(low, 0, "en");
  if (low == high) return from;
  return std::isinf(high) ? from + " or more" : from + " to " + format_number(high, 0, "en");
}

}  // namespace

std::string utc_text(Seconds t) {
  Date d;
  d.civil = {t, t + 1};
  d.precision = Precision::second;
  d.zone = "UTC";
  return to_edtf(d);
}

void ProofWriter::cite(Proof& p, std::span<const flat::Citation> citations) const {
  for (const flat::Citation& c : citations) {
    const flat::Source& s = facts_.source(c.source);
    const std::string_view title = s.title.size == 0 ? facts_.text(s.id) : facts_.text(s.title);
    if (!title.empty() && p.source.find(title) == std::string::npos) {
      if (!p.source.empty()) p.source += "; ";
      p.source += title;
    }
    if (c.evidence.size > 0) {
      if (!p.evidence.empty()) p.evidence += "; ";
      p.evidence += facts_.text(c.evidence);
    }
    const std::string_view checked = facts_.text(c.checked);
    if (p.checked.empty() || checked < p.checked) p.checked = std::string(checked);
  }
}

std::string ProofWriter::value_of_event(const ProofNode& n) const {
  const flat::Event& e = facts_.event(n.row);
  switch (n.told) {
    case Told::nothing: return {};
    case Told::from: return std::string(facts_.text(e.from_text));
    case Told::to: return std::string(facts_.text(e.to_text));
    case Told::role: {
      const auto& row = facts_.section<flat::Role>(flat::roles)[n.other];
      const notation::Value v = corpus::value_of(facts_, facts_.value(row.value));
      Date d = std::get<Date>(v);
      if (!d.zone && e.zone_text.size > 0) d.zone = std::string(facts_.text(e.zone_text));
      return to_edtf(d);
    }
    case Told::date:
    case Told::time: break;
  }
  if (const auto told = corpus::told_of(facts_, e)) return to_edtf(*told);
  return n.told == Told::time ? utc_text(n.when.begin) : std::string();
}

Proof ProofWriter::event(const ProofNode& n) const {
  std::string name(facts_.text(facts_.event(n.row).id));
  if (n.told == Told::time || n.told == Told::role) name += ": time";
  if (n.told == Told::from || n.told == Told::to) (name += ": ") += facts_.text(n.name);
  return node(Proof::Kind::fact, std::move(name), value_of_event(n));
}

Proof ProofWriter::role(const ProofNode& n) const {
  const auto& row = facts_.section<flat::Role>(flat::roles)[n.other];
  return node(Proof::Kind::fact,
              std::string(facts_.text(facts_.event(n.row).id)) + ": " + std::string(facts_.text(n.name)),
              notation::to_string(corpus::value_of(facts_, facts_.value(row.value))));
}

Proof ProofWriter::statement(Row row, bool withdrawn) const {
  const flat::Statement& s = facts_.statement(row);
  std::string name(facts_.text(facts_.entity(s.subject)));
  (name += ' ') += facts_.text(s.property);
  if (withdrawn) (name += ", withdrawn: ") += facts_.text(s.reason);
  const notation::Value value = corpus::value_of(facts_, facts_.value(s.value));
  const auto* text = s.property == names::coordinates ? std::get_if<notation::Text>(&value) : nullptr;
  return node(Proof::Kind::fact, std::move(name), text != nullptr ? text->text : notation::to_string(value));
}

Proof ProofWriter::list(const ProofNode& n) const {
  const flat::Complete& c = facts_.complete(n.row);
  std::string name = "complete: " + std::string(facts_.text(c.kind));
  const char* before = "{";
  for (const flat::CompleteCondition& w : facts_.conditions(c)) {
    (name += before) += facts_.text(w.head);
    if (w.tail) (name += '.') += facts_.text(w.tail);
    (name += '=') += facts_.text(w.value);
    before = ", ";
  }
  if (c.conditions.count > 0) name += '}';
  std::string value = "..";
  if ((c.flags & flat::has_time) != 0) {
    const TimeInterval t = clamp({c.begin, c.end});
    value = (t.begin > kFirstYear ? utc_text(t.begin).substr(0, 10) : "") + ".." +
            (t.end < kEnd ? utc_text(t.end - 1).substr(0, 10) : "");
  }
  return node(Proof::Kind::fact, std::move(name), std::move(value));
}

/// A member of a set of things, with what is stated of it in what the set asks for.
Proof ProofWriter::thing(const ProofNode& n) const {
  Proof p = node(Proof::Kind::fact, std::string(facts_.text(facts_.entity(n.row))), {});
  const Set s = meaning_[n.set];
  for (std::uint32_t i = 0; i < s.count; ++i) {
    for (const Row r : facts_.statements(n.row, meaning_.condition(s, i).name.head)) {
      p.from.push_back(statement(r, false));
      cite(p.from.back(), facts_.citations(facts_.statement(r).citations));
    }
  }
  if (!p.from.empty()) {
    p.source = p.from.front().source;
    p.evidence = p.from.front().evidence;
    p.checked = p.from.front().checked;
  }
  return p;
}

Proof ProofWriter::kind(const ProofNode& n) const {
  return node(Proof::Kind::fact, std::string(facts_.text(facts_.entity(n.row))) + " kind",
              std::string(facts_.text(n.name)));
}

/// What was counted, by id.
std::string ProofWriter::names_of(const ProofNode& n) const {
  std::set<std::string> all;
  for (std::uint32_t i = 0; i < n.kept_count; ++i) {
    const Fact& f = proofs_.fact(n.kept + i);
    if (f.type == Fact::Type::amount)
      all.insert(to_string(f.amount.quantity()));
    else if (f.type == Fact::Type::text)
      all.insert("\"" + std::string(f.text) + "\"");
    else
      all.insert(std::string(meaning_.text(f.sym)));
  }
  std::string out;
  for (const std::string& s : all) out += (out.empty() ? " (" : ", ") + s;
  return out.empty() ? out : out + ")";
}

Proof ProofWriter::computed(const ProofNode& n) const {
  const Words& english = words("en");
  const auto quantity = [&] { return to_string(proofs_.fact(n.fact).amount.quantity()); };
  std::string name, value;
  switch (n.kind) {
    case Kind::said:
      name = "said";
      value = to_string(*meaning_.constant(static_cast<TermId>(n.row)), meaning_);
      break;
    case Kind::as_of: {
      Date d;
      d.civil = n.when;
      name = "as_of";
      value = to_edtf(d);
      break;
    }
    case Kind::count:
    case Kind::rank:
      name = n.kind == Kind::count ? "count" : "rank";
      value = range_text(n.low, n.high);
      break;
    case Kind::nth:
      name = "nth";
      value = std::to_string(static_cast<int>(n.low));
      break;
    case Kind::order:
      name = "order by " + to_string(n.path, meaning_);
      value = format_number(n.low, 0, "en") + (n.low == n.high ? "" : " or later");
      break;
    case Kind::distinct:
      name = "distinct " + to_string(n.path, meaning_);
      value = range_text(n.low, n.high) + names_of(n);
      break;
    case Kind::weekday:
      name = "weekday";
      for (int i = 0; i < 7; ++i)
        if ((n.row >> i & 1U) != 0)
          value += (value.empty() ? "" : " or ") + std::string(to_string(static_cast<Weekday>(i)));
      break;
    case Kind::convert: name = "convert", value = quantity(); break;
    case Kind::sum: name = "sum", value = quantity(); break;
    case Kind::difference: name = "difference", value = quantity(); break;
    case Kind::ratio: name = "ratio", value = quantity(); break;
    case Kind::elapsed: name = "elapsed", value = show_.elapsed_exactly(proofs_.fact(n.fact), nullptr, english); break;
    case Kind::geodesic: name = "geodesic", value = show_.amount(proofs_.fact(n.fact).amount, english); break;
    case Kind::belongs:
      name = "country";
      value = std::string(facts_.text(facts_.entity(n.row))) + " belongs to " +
              show_.entity(facts_.entity(n.other), english);
      break;
    case Kind::half:
      name = "hemisphere";
      value = std::string(facts_.text(n.name));
      break;
    default: break;
  }
  return node(Proof::Kind::builtin, std::move(name), std::move(value));
}

Proof ProofWriter::write(ProofId id, std::size_t depth) const {
  const ProofNode& n = proofs_[id];
  Proof p;
  switch (n.kind) {
    case Kind::none: return p;
    case Kind::event: p = event(n); break;
    case Kind::role: p = role(n); break;
    case Kind::statement: p = statement(n.row, false); break;
    case Kind::withdrawn: p = statement(n.row, true); break;
    case Kind::completeness: p = list(n); break;
    case Kind::entity: p = thing(n); break;
    case Kind::kind: p = kind(n); break;
    case Kind::yearly_count: {
      const flat::Statement& s = facts_.statement(n.row);
      p = statement(n.row, false);
      p.value = std::to_string(static_cast<int>(facts_.value(s.value).value)) + " in " +
                std::string(facts_.text(s.from_text));
      break;
    }
    case Kind::rule: p = node(Proof::Kind::rule, knowledge_.rules.rule(n.row).source->id, {}); break;
    default: p = computed(n);
  }
  cite(p, citations_of(n, facts_));
  if (depth == 0) {
    p.from.clear();
    return p;
  }
  for (const ProofId from : proofs_.from(id))
    if (from != ProofId::none) p.from.push_back(write(from, depth - 1));
  return p;
}

}  // namespace saksi::engine
