#include <algorithm>
#include <array>

#include "core/limits.h"
#include "tests/oracle/evaluator.h"
#include "tests/oracle/walk.h"

/// What the facts say of a term.
namespace saksi::oracle {
namespace {

void take(Known& out, const Fillers& f, bool certain, const Witness& of) {
  auto& to = certain ? out.certain : out.possible;
  for (Witness w : f.values) {
    w.sense = of.sense;
    w.sense_is = of.sense_is;
    to.push_back(std::move(w));
  }
  out.possible.insert(out.possible.end(), f.possible.begin(), f.possible.end());
}

bool is_computed(std::string_view name) {
  constexpr std::array<std::string_view, 8> kComputed = {"distance",   "weekday", "convert", "sum",
                                                         "difference", "ratio",   "age",     "elapsed"};
  return std::find(kComputed.begin(), kComputed.end(), name) != kComputed.end();
}

}  // namespace

Witness as_witness(Value v) {
  Witness w;
  w.value = std::move(v);
  return w;
}

namespace {

/// What the notation leaves out: of what sort a value is, and how a date or a figure is told.
std::string details(const Term& t) {
  if (t.kind != Term::Kind::value) return {};
  std::string out = std::to_string(t.value.index());
  if (const auto* d = std::get_if<Date>(&t.value)) {
    for (const bool flag : {d->approximate, d->clock_only, d->year_inferred, d->relative}) out += flag ? '1' : '0';
    out += " " + d->zone.value_or("-") + " " + std::to_string(static_cast<int>(d->precision)) + " " +
           std::to_string(d->civil.begin) + ".." + std::to_string(d->civil.end);
  } else if (const auto* q = std::get_if<Quantity>(&t.value)) {
    for (const double v : {q->value, q->low, q->high}) out += " " + std::to_string(v);
    for (const int v :
         {static_cast<int>(q->hedge), static_cast<int>(q->bound), q->decimals, q->significant, int{q->range}})
      out += " " + std::to_string(v);
  }
  return " [" + out + "]";
}

}  // namespace

std::string exact_text(const Term& t) {
  std::string out = to_string(t);
  walk(
      t, [&](const Term& part) { out += details(part); }, [](const Set&) {});
  return out;
}

std::string exact_text(const Set& s) {
  std::string out = to_string(s);
  walk(
      s, [&](const Term& part) { out += details(part); }, [](const Set&) {});
  return out;
}

Evaluator& Evaluators::of(std::optional<TimeInterval> day) {
  const auto key = day ? std::pair(day->begin, day->end) : std::pair(kEnd, kBegin);
  return of_day_.try_emplace(key, facts_, day).first->second;
}

void Evaluators::tidy() {
  constexpr std::size_t kMost = 200000;
  std::size_t all = 0;
  for (const auto& [day, evaluator] : of_day_) all += evaluator.remembered();
  if (all > kMost) of_day_.clear();
}

const Known& Evaluator::known(const Term& t) {
  static const Known kTooDeep;
  const std::string text = exact_text(t);
  if (const auto found = terms_.find(text); found != terms_.end()) return found->second;
  if (depth_ > static_cast<int>(limits::nesting)) return kTooDeep;
  // What is remembered has its proof, whoever asks first.
  const Proving proving(*this, true);
  ++depth_;
  Known k = evaluate(t);
  --depth_;
  remembered_ += 1 + k.certain.size() + k.possible.size() + k.excluded.size();
  return terms_.emplace(text, std::move(k)).first->second;
}

Known Evaluator::evaluate(const Term& t) {
  switch (t.kind) {
    case Term::Kind::value: return evaluate_value(t);
    case Term::Kind::the: return evaluate_the(t);
    case Term::Kind::nth: return evaluate_nth(*t.set, t.n, t.name);
    case Term::Kind::last: {
      // The first in the opposite order.
      const std::string key = t.name.empty() ? "time" : t.name;
      return evaluate_nth(*t.set, std::max(1, t.n), key.starts_with('-') ? key.substr(1) : "-" + key);
    }
    case Term::Kind::rank: return evaluate_rank(t);
    case Term::Kind::count: return evaluate_count(t);
    case Term::Kind::distinct: return evaluate_distinct(t);
    case Term::Kind::role: return evaluate_role(t);
    case Term::Kind::prop: return is_computed(t.name) ? evaluate_computed(t) : evaluate_prop(t);
    case Term::Kind::minus: return evaluate_minus(t);
    case Term::Kind::now: break;
  }
  Known out;
  if (!as_of_) return out;
  out.certain.push_back(now());
  out.closed = out.functional = true;
  return out;
}

Known Evaluator::evaluate_value(const Term& t) const {
  Known out;
  Witness w = as_witness(t.value);
  if (const auto* d = std::get_if<Date>(&t.value)) {
    w.when = to_utc(*d);
    w.frames = {""};
  }
  w.proof = builtin("said", to_string(t.value));
  out.certain.push_back(std::move(w));
  out.closed = out.functional = true;
  return out;
}

/// The one member; where there are several, any of them may be meant.
Known Evaluator::evaluate_the(const Term& t) {
  Known out = members(*t.set);
  if (out.is_one()) {
    out.functional = true;
    return out;
  }
  out.possible.insert(out.possible.begin(), out.certain.begin(), out.certain.end());
  out.certain.clear();
  return out;
}

/// What an event or a thing has along a path; a time is the time of itself.
Fillers Evaluator::path_of(const Witness& w, std::string_view path) {
  if (!w.event.empty()) return role_path(occurrence(w.event), path);
  if (const auto* e = std::get_if<Entity>(&w.value)) return property(e->id, path, as_of_);
  Fillers out;
  if (split(path).first == "time" && w.is_time()) {
    out.values.push_back(w);
    out.closed = true;
  }
  return out;
}

Known Evaluator::evaluate_role(const Term& t) {
  const Term& event = t.args.at(0);
  // Who came nth is one of those there, not each of them.
  if (event.kind == Term::Kind::nth && split_key(event.name).second == t.name)
    return ordered_fillers(*event.set, event.n, event.name, true, nullptr);
  Known out;
  const Known& of = known(event);
  out.functional = of.is_one();
  // The n-th in each of its senses is all that can be meant.
  const bool senses = of.certain.size() > 1 && !of.certain.back().sense.empty() && of.closed && of.possible.empty();
  out.closed = out.functional || senses;
  for (const auto* list : {&of.certain, &of.possible}) {
    for (const Witness& w : *list) {
      Fillers f = path_of(w, t.name);
      if (event.set && !w.event.empty() && split(t.name).second.empty())
        keep_those_meant(f, occurrence(w.event), *event.set, t.name);
      out.closed = out.closed && (f.closed || (senses && f.functional && !f.values.empty()));
      out.functional = out.functional && f.functional;
      take(out, f, list == &of.certain, w);
    }
  }
  if (of.is_empty() && event.kind == Term::Kind::the && t.name == "time") told_as_property(*event.set, out);
  out.closed = out.closed && !out.is_empty();
  return out;
}

/// The time of an event that is told as a property of who took part: a birth of which only the date is known.
void Evaluator::told_as_property(const Set& s, Known& out) {
  for (const PropertyEvent& told : schema().property_events) {
    if (told.event != s.kind || told.value != "time") continue;
    for (const Condition& c : s.where) {
      const auto* who = std::get_if<Entity>(&c.value.value);
      if (c.name != told.subject || c.negated || who == nullptr) continue;
      const Fillers f = property(who->id, told.property, as_of_);
      take(out, f, true, {});
      out.closed = f.closed;
      out.functional = true;
    }
  }
}

Known Evaluator::evaluate_prop(const Term& t) {
  Known out;
  if (t.args.empty()) return out;
  const Known& of = known(t.args[0]);
  if (tells_first(t.name) && of.certain.size() == 1) {
    const Witness& one = of.certain.front();
    const auto* e = std::get_if<Entity>(&one.value);
    if (e != nullptr && !one.is_event() && facts_.stated(e->id, t.name).empty()) return first_time(e->id, t.name);
  }
  out.closed = out.functional = of.is_one();
  for (const auto* list : {&of.certain, &of.possible}) {
    for (const Witness& w : *list) {
      Fillers f;
      const auto* e = std::get_if<Entity>(&w.value);
      if (w.is_event())
        f = role_path(occurrence(w.event), t.name);
      else if (e != nullptr)
        f = property(e->id, t.name, as_of_);
      out.closed = out.closed && f.closed;
      out.functional = out.functional && f.functional;
      take(out, f, list == &of.certain, w);
    }
  }
  return out;
}

Known Evaluator::evaluate_minus(const Term& t) {
  Known out;
  out.functional = true;
  const auto side = [&](const Term& a) -> std::optional<Witness> {
    const Known& k = known(a);
    if (!k.is_one()) return std::nullopt;
    if (!k.certain.front().is_event()) return k.certain.front();
    // An event stands for its time.
    const std::vector<Witness> all = times(occurrence(k.certain.front().event));
    return all.empty() ? k.certain.front() : all.front();
  };
  const auto a = side(t.args.at(0)), b = side(t.args.at(1));
  if (!a || !b) return out;
  if (auto w = difference(*a, *b)) {
    out.certain.push_back(std::move(*w));
    out.closed = true;
  }
  return out;
}

}  // namespace saksi::oracle
