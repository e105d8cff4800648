#include <algorithm>

#include "corpus/rank.h"
#include "engine/query/evaluator.h"

/// What a thing is known to have as a property: what is stated of it, what events tell, and what it has from what it
/// belongs to.
namespace saksi::engine {

namespace flat = corpus::flat;

Fillers Evaluator::stated(Row entity, Sym name, const std::optional<TimeInterval>& at) {
  Fillers out;
  const Vocabulary::Property* def = vocabulary_.property(name);
  out.functional = def != nullptr && def->def->functional;
  struct Kept {
    Fact fact;
    bool certain, preferred;
  };
  std::vector<Kept> kept;
  for (const Row r : facts_.statements(entity, name)) {
    const auto certain = holds_at(r, at, def == nullptr ? 0 : def->stable, out.missing);
    if (!certain) continue;
    const flat::Statement& s = facts_.statement(r);
    const flat::Value& v = facts_.value(s.value);
    Fact f = fact_of(v);
    if (f.type == Fact::Type::date) {
      if ((v.flags & flat::has_zone) == 0)
        f.moment.when = Moment::anywhere(f.moment.civil);
      else
        f.moment.frames = utc_;
    }
    ProofNode node;
    node.kind = ProofNode::Kind::statement;
    node.row = r;
    f.proof = prove(node);
    kept.push_back({f, *certain, is(s.rank, Rank::preferred)});
  }
  const bool preferred = std::any_of(kept.begin(), kept.end(), [](const Kept& k) { return k.preferred; });
  for (const Kept& k : kept)
    if (k.preferred || !preferred) (k.certain ? out.values : out.possible).push_back(k.fact);
  out.disputed = out.functional && out.values.size() > 1;
  out.unknown = kept.empty();
  out.closed = (out.functional || (def != nullptr && def->def->whole)) && !out.values.empty() && out.possible.empty();
  if (!add_withdrawn(entity, name, out)) return out;
  if (!out.closed && !out.values.empty()) out.closed = closed_by_list(entity, name);
  return out;
}

std::optional<bool> Evaluator::holds_at(Row statement, const std::optional<TimeInterval>& at, Seconds stable,
                                        Gaps& missing) const {
  const flat::Statement& s = facts_.statement(statement);
  const bool timed = (s.flags & flat::has_time) != 0, open_ended = (s.flags & flat::open_ended) != 0;
  bool certain = true;
  if (timed) {
    TimeInterval valid = clamp({s.begin, s.end});
    if (open_ended) valid.end = kEnd;
    if (at && !valid.overlaps(*at)) return std::nullopt;
    if (!at) add(missing, {Missing::What::as_of});
    certain = at && at->within(valid);
  }
  if (stable == 0 || (timed && !open_ended)) return certain;
  if (!at) {
    add(missing, {Missing::What::as_of});
    return false;
  }
  const auto cited = facts_.citations(s.citations);
  for (std::uint32_t c = 0; c < cited.size(); ++c) {
    if (cited[c].checked_end == 0 || at->begin <= cited[c].checked_end + stable) continue;
    certain = false;
    Missing gap{Missing::What::still_so};
    gap.statement = statement;
    gap.first = c;
    gap.time = at->begin;
    add(missing, gap);
  }
  return certain;
}

bool Evaluator::add_withdrawn(Row entity, Sym name, Fillers& out) {
  for (const Row r : facts_.withdrawn(entity)) {
    const flat::Statement& s = facts_.statement(r);
    if (s.property != name) continue;
    if (out.functional && !out.values.empty()) {
      // What stands in its place says what it stands for.
      ProofNode node;
      node.kind = ProofNode::Kind::withdrawn;
      node.row = r;
      const ProofId old = prove(node);
      if (silent_ == 0)
        for (Fact& f : out.values) f.proof = proofs_->extended(f.proof, {&old, 1});
      continue;
    }
    const Fact value = fact_of(facts_.value(s.value));
    if (std::any_of(out.values.begin(), out.values.end(), [&](const Fact& f) { return f.same_value(value); })) continue;
    Missing gap{Missing::What::in_place_of};
    gap.statement = r;
    add(out.missing, gap);
    out.closed = false;
    return false;
  }
  return true;
}

bool Evaluator::closed_by_list(Row entity, Sym name) {
  for (const Row r : vocabulary_.lists_of_things()) {
    const flat::Complete& c = facts_.complete(r);
    if (!facts_.is_kind(entity, c.kind)) continue;
    const auto roles = facts_.numbers(c.roles);
    if (std::find(roles.begin(), roles.end(), name.id) == roles.end()) continue;
    const auto conditions = facts_.conditions(c);
    const bool member = std::all_of(conditions.begin(), conditions.end(), [&](const flat::CompleteCondition& wanted) {
      if (wanted.tail) return false;
      const auto rows = facts_.statements(entity, wanted.head);
      return std::any_of(rows.begin(), rows.end(), [&](Row s) {
        const Fact has = fact_of(facts_.value(facts_.statement(s).value));
        return compare(has, Op::eq, fact_of(wanted), true, wanted.head) == Truth::yes;
      });
    });
    if (member) return true;
  }
  return false;
}

Fillers Evaluator::country_of(Row entity, const std::optional<TimeInterval>& at) {
  Fillers out = stated(entity, names::country, at);
  if (!out.values.empty()) return out;
  if (const Sym like = vocabulary_.country_like(entity)) return stated(entity, like, at);
  const auto from_chain = [&](Row of, const Fact* via) {
    for (const Row c : facts_.countries(of)) {
      Fact f;
      f.type = Fact::Type::entity;
      f.sym = facts_.entity(c);
      ProofNode node;
      node.kind = ProofNode::Kind::belongs;
      node.row = of;
      node.other = c;
      f.proof = prove(node, via == nullptr ? std::span<const ProofId>() : std::span<const ProofId>(&via->proof, 1));
      out.values.push_back(f);
    }
  };
  const Vocabulary::Property* country = vocabulary_.property(names::country);
  const bool placed = country != nullptr && std::any_of(country->upward.begin(), country->upward.end(),
                                                        [&](Sym k) { return facts_.is_kind(entity, k); });
  if (placed) {
    from_chain(entity, nullptr);
  } else {
    for (const Sym maker : vocabulary_.makers()) {
      const Fillers who = property(entity, maker, at);
      for (const Fact& f : who.values)
        if (f.type == Fact::Type::entity) from_chain(facts_.row(f.sym), &f);
      if (!out.values.empty()) break;
    }
  }
  out.unknown = out.values.empty();
  out.functional = out.closed = out.values.size() == 1;
  return out;
}

Fillers Evaluator::location_of(Row entity, const std::optional<TimeInterval>& at) {
  Fillers out = stated(entity, names::located_in, at);
  if (out.values.empty() && !facts_.is_kind(entity, vocabulary_.polity()))
    out.values = stated(entity, names::country, at).values;
  const Fillers side = stated(entity, names::side_of, at);
  out.values.insert(out.values.end(), side.values.begin(), side.values.end());
  // The middle of something wide does not tell on which side of a line all of it lies.
  if (const auto told = coordinates(entity); told && !is_wide(entity)) {
    ProofNode where;
    where.kind = ProofNode::Kind::statement;
    where.row = *told;
    const ProofId from = prove(where);
    const flat::Place& place = facts_.place(entity);
    for (const bool latitude : {true, false}) {
      const double at_axis = latitude ? place.latitude : place.longitude;
      for (const Vocabulary::Half& h : vocabulary_.halves()) {
        if (at_axis == 0 || h.latitude != latitude || h.positive != (at_axis > 0)) continue;
        Fact f;
        f.type = Fact::Type::entity;
        f.sym = h.id;
        ProofNode node;
        node.kind = ProofNode::Kind::half;
        node.name = h.id;
        f.proof = prove(node, {&from, 1});
        out.values.push_back(f);
      }
    }
  }
  out.unknown = out.values.empty();
  // A thing lies somewhere; that it lies elsewhere too is for the places themselves to exclude.
  out.closed = !out.values.empty() && out.possible.empty();
  out.functional = true;
  return out;
}

/// Is it a place of a kind that takes up ground, and no point on the map?
bool Evaluator::is_wide(Row entity) const {
  const auto points = vocabulary_.kinds_with(kind_point);
  const auto grounds = vocabulary_.kinds_with(kind_apart_ground);
  return std::any_of(grounds.begin(), grounds.end(), [&](Sym k) {
    return facts_.is_kind(entity, k) && std::find(points.begin(), points.end(), k) == points.end();
  });
}

std::optional<Row> Evaluator::coordinates(Row entity) const {
  const Row statement = facts_.place(entity).coordinates;
  return statement == kNoRow ? std::nullopt : std::optional(statement);
}

Fillers Evaluator::kinds_of(Row entity) {
  Fillers out;
  // The row that names the thing names its kind: any statement of that row tells where it comes from.
  Row shown = kNoRow;
  const flat::Range all = facts_.place(entity).statements;
  for (Row r = all.begin; r < all.begin + all.count && shown == kNoRow; ++r) {
    if (decides(facts_.statement(r).rank)) shown = r;
  }
  for (const std::uint32_t k : facts_.stated_kinds(entity)) {
    Fact f;
    f.type = Fact::Type::symbol;
    f.sym = {k};
    ProofNode node;
    node.kind = ProofNode::Kind::kind;
    node.row = entity;
    node.name = {k};
    node.other = shown;
    f.proof = prove(node);
    out.values.push_back(f);
  }
  out.unknown = out.values.empty();
  out.closed = !out.values.empty();
  return out;
}

Fillers Evaluator::from_events(Row entity, Sym name) {
  Fillers out;
  for (const Vocabulary::Told& told : vocabulary_.told_by_events()) {
    if (told.property != name) continue;
    for (const Row i : facts_.events_with(entity)) {
      const flat::Event& e = facts_.event(i);
      if (!facts_.is_a(e.kind, told.event) || (e.flags & flat::marginal) != 0) continue;
      const auto roles = facts_.roles(e);
      const bool own = std::any_of(roles.begin(), roles.end(), [&](const flat::Role& r) {
        return r.role == told.subject && facts_.value(r.value).sym == facts_.entity(entity);
      });
      if (!own) continue;
      if (told.value == names::time) {
        const auto all = times({i, 0});
        out.disputed = out.disputed || all.size() > 1;
        out.values.insert(out.values.end(), all.begin(), all.end());
        out.closed = out.values.size() == 1;
        continue;
      }
      const Fillers fillers = role({i, 0}, told.value);
      out.disputed = out.disputed || fillers.disputed;
      out.functional = out.functional && fillers.functional;
      // All who were there, where one event tells them all.
      out.closed = out.values.empty() && fillers.closed;
      out.values.insert(out.values.end(), fillers.values.begin(), fillers.values.end());
    }
  }
  out.unknown = out.values.empty();
  return out;
}

bool Evaluator::tells_first(Sym name) const {
  const auto all = vocabulary_.first_events();
  return std::any_of(all.begin(), all.end(), [&](const Vocabulary::First& f) { return f.property == name; });
}

SetId Evaluator::flights_of(Row entity, Sym name) {
  for (const Vocabulary::First& f : vocabulary_.first_events()) {
    if (f.property != name || !facts_.is_kind(entity, f.kind)) continue;
    const Condition own{{f.subject, {}}, Op::eq, false, meaning_->entity(facts_.entity(entity))};
    return meaning_->set(f.event, {&own, 1});
  }
  return SetId::none;
}

const Answer& Evaluator::first_time(Row entity, Sym name) {
  static const Answer kNothing;
  const SetId flights = flights_of(entity, name);
  if (flights == SetId::none) return kNothing;
  return answer(meaning_->role({names::time, {}}, meaning_->nth(1, flights, {names::time, false, {}})));
}

/// The one event that tells it, where that is plain to see: nothing of the entity but that event could, its time is known,
/// and the entity alone is a key to it.
std::optional<Row> Evaluator::one_event(Row entity, Sym name) const {
  const auto all = vocabulary_.first_events();
  const auto f = std::find_if(all.begin(), all.end(), [&](const Vocabulary::First& x) {
    return x.property == name && facts_.is_kind(entity, x.kind);
  });
  if (f == all.end() || !facts_.below(entity).empty() || vocabulary_.has(entity, kind_recurs)) return std::nullopt;
  const auto& keys = vocabulary_.event(f->event)->keys;
  if (std::find(keys.begin(), keys.end(), std::vector<Sym>{f->subject}) == keys.end()) return std::nullopt;
  if (!vocabulary_.has(f->subject, role_identifies)) return std::nullopt;
  std::optional<Row> one;
  for (const Row i : facts_.events_with(entity)) {
    const Sym kind = facts_.event(i).kind;
    if (facts_.is_a(kind, f->event)) {
      if (one) return std::nullopt;
      one = i;
    } else if (tells_of(kind, f->event)) {
      return std::nullopt;
    }
  }
  if (!one) return std::nullopt;
  const flat::Event& e = facts_.event(*one);
  const bool vague = e.precision < static_cast<std::uint32_t>(Precision::day);
  if ((e.flags & flat::has_time) == 0 || (e.flags & flat::marginal) != 0 || vague) return std::nullopt;
  const Sym own = facts_.entity(entity);
  const auto has = [&](Row event) {
    const auto roles = facts_.roles(facts_.event(event));
    return std::any_of(roles.begin(), roles.end(), [&](const flat::Role& r) {
      return r.role == f->subject && facts_.value(r.value).type == flat::ValueType::entity &&
             facts_.value(r.value).sym == own;
    });
  };
  if (!has(*one) || told_apart(e, f->subject)) return std::nullopt;
  const auto withdrawn = facts_.withdrawn_open();
  if (std::any_of(withdrawn.begin(), withdrawn.end(), has)) return std::nullopt;
  return one;
}

/// That event, where it was by the day that is asked about. Then first_time comes to the same, at a hundred times the cost.
std::optional<Occurrence> Evaluator::only_event(Row entity, Sym name) const {
  const auto one = one_event(entity, name);
  if (!one || (as_of_ && facts_.event(*one).begin >= as_of_->end)) return std::nullopt;
  return Occurrence{*one, 0};
}

/// That event is yet to come on the day that is asked about: there is no other, so there was none.
bool Evaluator::not_yet(Row entity, Sym name) const {
  if (!as_of_) return false;
  const auto one = one_event(entity, name);
  return one && facts_.event(*one).begin >= as_of_->end + kDayGoesOn;
}

/// May an event of one kind imply one of another?
bool Evaluator::tells_of(Sym kind, Sym other) const {
  const auto& all = vocabulary_.implications();
  return std::any_of(all.begin(), all.end(), [&](const Vocabulary::Implied& i) {
    return !i.excludes && facts_.is_a(kind, i.if_kind) && facts_.is_a(i.then_kind, other);
  });
}

Fillers Evaluator::first_of_events(Row entity, Sym name) {
  Fillers out;
  if (const auto only = only_event(entity, name)) {
    out.values = times(*only);
    out.closed = true;
    if (out.values.size() == 1) return out;
    out = {};
  }
  if (not_yet(entity, name)) {
    out.unknown = out.closed = true;
    return out;
  }
  const Answer& first = first_time(entity, name);
  out.values = first.certain;
  out.possible = first.possible;
  out.unknown = first.certain.empty();
  out.closed = first.closed;
  out.missing = first.missing;
  if (first.certain.empty() && first.possible.empty()) {
    // Not flown yet, where the record of its flights is whole.
    const SetId flights = flights_of(entity, name);
    if (flights == SetId::none) return out;
    const Members& all = members(flights);
    out.closed = all.closed && all.certain.empty() && all.possible.empty();
  }
  return out;
}

/// Of a property that tells a first event, where no event is certain: is there certainly none? nullopt where one is, or the
/// property is told otherwise. The same as first_of_events, without putting all that may have been in order.
std::optional<bool> Evaluator::without_first(Row entity, Sym name) {
  if (!tells_first(name) || only_event(entity, name) || !stated(entity, name, as_of_).values.empty())
    return std::nullopt;
  if (not_yet(entity, name)) return true;
  const SetId flights = flights_of(entity, name);
  if (flights == SetId::none) return std::nullopt;
  const Members& all = members(flights);
  if (!all.certain.empty()) return std::nullopt;
  return all.closed && all.possible.empty();
}

bool Evaluator::inherits(Row entity, Row from) const {
  for (const Sym k : vocabulary_.kinds_with(kind_passes_on)) {
    if (!facts_.is_kind(from, k)) continue;
    if (facts_.is_kind(entity, k)) return true;
    for (const auto& [stand_in, others] : vocabulary_.stand_ins())
      if (stand_in == k && std::any_of(others.begin(), others.end(), [&](Sym o) { return facts_.is_kind(entity, o); }))
        return true;
  }
  return false;
}

Fillers Evaluator::property(Row entity, Sym name, const std::optional<TimeInterval>& at) {
  if (name == names::kind || name == names::klass) return kinds_of(entity);
  if (name == names::country) return country_of(entity, at);
  if (name == names::nationality) {
    Fillers out = stated(entity, name, at);
    return out.values.empty() ? country_of(entity, at) : out;
  }
  if (name == names::located_in) return location_of(entity, at);
  if (tells_first(name)) {
    Fillers out = stated(entity, name, at);
    return out.values.empty() ? first_of_events(entity, name) : out;
  }
  Fillers out = stated(entity, name, at);
  if (!out.values.empty() || !out.possible.empty()) return out;
  if (Fillers told = from_events(entity, name); !told.values.empty()) return told;
  const Vocabulary::Property* def = vocabulary_.property(name);
  if (def == nullptr) return out;
  // Several values that a table of facts has of a property with one: any of them supports.
  if (def->several)
    if (Fillers told = stated(entity, def->several, at); !told.values.empty()) return told;
  if ((def->def->traits & property_inherited) != 0) {
    for (const Row up : facts_.above(entity)) {
      if (!inherits(entity, up)) continue;
      if (Fillers from = stated(up, name, at); !from.values.empty()) return from;
    }
  }
  return out;
}

Fillers Evaluator::property(Row entity, Path path, const std::optional<TimeInterval>& at) {
  Fillers first = property(entity, path.head, at);
  if (!path.tail) return first;
  Fillers out;
  out.unknown = first.unknown;
  out.closed = first.closed;
  for (const Fact& f : first.values) {
    if (f.type != Fact::Type::entity || !facts_.is_entity(f.sym)) continue;
    Fillers next = property(facts_.row(f.sym), path.tail, at);
    out.unknown = out.unknown || next.unknown;
    out.closed = out.closed && next.closed;
    for (Fact& v : next.values) {
      if (silent_ == 0) v.proof = proofs_->extended(v.proof, {&f.proof, 1});
      out.values.push_back(v);
    }
  }
  return out;
}

}  // namespace saksi::engine
