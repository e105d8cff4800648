#include <algorithm>

#include "engine/query/evaluator.h"

/// What an event is known to hold in its roles, and when it was.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

bool contains(std::span<const std::uint32_t> all, Sym one) {
  return std::find(all.begin(), all.end(), one.id) != all.end();
}

}  // namespace

ProofId Evaluator::prove(const ProofNode& node, std::span<const ProofId> from) {
  return silent_ > 0 ? ProofId::none : proofs_->add(node, from);
}

Fact Evaluator::fact_of(const flat::Value& v) const {
  Fact out;
  switch (v.type) {
    case flat::ValueType::none: break;
    case flat::ValueType::entity:
      out.type = Fact::Type::entity;
      out.sym = v.sym;
      break;
    case flat::ValueType::symbol:
      out.type = Fact::Type::symbol;
      out.sym = v.sym;
      break;
    case flat::ValueType::text:
      out.type = Fact::Type::text;
      out.text = facts_.text(v.text);
      break;
    case flat::ValueType::weekday:
      out.type = Fact::Type::weekday;
      out.weekday = static_cast<Weekday>(v.precision);
      break;
    case flat::ValueType::quantity: {
      out.type = Fact::Type::amount;
      Amount& a = out.amount;
      a.value = v.value;
      a.low = v.low;
      a.high = v.high;
      a.unit = v.unit == 0 ? (v.text.size == 0 ? find_unit("1") : nullptr) : &all_units()[v.unit - 1];
      a.decimals = v.decimals;
      a.significant = v.significant;
      a.range = (v.flags & flat::range) != 0;
      break;
    }
    case flat::ValueType::date: {
      out.type = Fact::Type::date;
      Moment& m = out.moment;
      m.dated = m.told = true;
      m.precision = static_cast<Precision>(v.precision);
      m.civil = {v.begin, v.end};
      m.when = v.zone == 0 ? m.civil : clocks_.to_utc(m.civil, v.zone);
      m.frames = kToldFrames;
      break;
    }
  }
  return out;
}

bool Evaluator::recorded(const flat::Event& e, Sym role) const { return contains(facts_.numbers(e.recorded), role); }
bool Evaluator::left_open(const flat::Event& e, Sym role) const { return contains(facts_.numbers(e.unknown), role); }

Moment Evaluator::instant(Occurrence o) const {
  Moment m;
  const auto t = when(o);
  if (!t) return m;
  m.dated = m.of_event = true;
  m.when = m.civil = *t;
  m.zone = facts_.event(o.event).zone;
  m.frames = facts_.numbers(facts_.event(o.event).frames);
  return m;
}

Fact Evaluator::time(Occurrence o) {
  Fact out;
  out.moment = moment_of(o, facts_, vocabulary_);
  if (!out.moment.dated) return out;
  out.type = Fact::Type::date;
  out.event = {o.event, 0};
  ProofNode node;
  node.kind = ProofNode::Kind::event;
  node.told = ProofNode::Told::time;
  node.row = o.event;
  node.when = out.moment.when;
  out.proof = prove(node);
  return out;
}

std::span<const std::uint32_t> Evaluator::frames_of(Row event, bool civil) {
  // As the row has it, but for the frame of the day itself.
  const auto own = facts_.numbers(facts_.event(event).frames);
  const bool has = std::find(own.begin(), own.end(), flat::kAsTold) != own.end();
  if (has == civil) return own;
  std::vector<std::uint32_t> out;
  if (civil) out.push_back(flat::kAsTold);
  for (const std::uint32_t f : own)
    if (f != flat::kAsTold) out.push_back(f);
  if (out.empty()) out.push_back(facts_.zone("UTC"));
  return frames_.emplace_back(std::move(out));
}

std::vector<Fact> Evaluator::times(Occurrence o) {
  std::vector<Fact> out;
  if (!when(o)) return out;
  const flat::Event& e = facts_.event(o.event);
  for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r) {
    const flat::Role& row = facts_.section<flat::Role>(flat::roles)[r];
    const flat::Value& v = facts_.value(row.value);
    if (row.role != names::time || v.type != flat::ValueType::date) continue;
    // What one of several sources tells.
    Fact f = fact_of(v);
    f.event = {o.event, 0};
    const std::uint32_t zone = v.zone != 0 ? v.zone : (v.flags & flat::has_zone) != 0 ? 0 : e.zone;
    f.moment.of_event = true;
    f.moment.zone = e.zone;
    f.moment.when = zone != 0 ? clocks_.to_utc(f.moment.civil, zone) : Moment::anywhere(f.moment.civil);
    if ((v.flags & flat::approximate) != 0) {
      const Seconds unit = unit_of(f.moment.precision);
      f.moment.civil = {f.moment.civil.begin - unit, f.moment.civil.end + unit};
      f.moment.when = {f.moment.when.begin - unit, f.moment.when.end + unit};
    }
    const bool in_utc = zone != 0 && facts_.zone_name(zone) == "UTC";
    f.moment.frames = frames_of(o.event, f.moment.precision <= Precision::day && !in_utc);
    ProofNode node;
    node.kind = ProofNode::Kind::event;
    node.told = ProofNode::Told::role;
    node.row = o.event;
    node.other = r;
    f.proof = prove(node);
    out.push_back(f);
  }
  if (out.empty()) out.push_back(time(o));
  return out;
}

Fact Evaluator::now() {
  Fact out;
  if (!as_of_) return out;
  out.type = Fact::Type::date;
  out.moment.dated = out.moment.told = true;
  out.moment.when = out.moment.civil = *as_of_;
  out.moment.frames = kToldFrames;
  ProofNode node;
  node.kind = ProofNode::Kind::as_of;
  node.when = *as_of_;
  out.proof = prove(node);
  return out;
}

Fillers Evaluator::state_end(Occurrence o, Sym name) {
  Fillers out;
  const flat::Event& e = facts_.event(o.event);
  const bool start = name == names::from || name == names::start;
  Fact f = time(o);
  if (!f.moment.dated || (!start && (e.flags & flat::open_ended) != 0)) {
    out.unknown = true;
    return out;
  }
  const Vocabulary::EventKind* def = vocabulary_.event(e.kind);
  const auto told = [&](TimeInterval civil, std::uint32_t precision, std::uint32_t zone) {
    f.moment.told = true;
    f.moment.civil = civil;
    f.moment.precision = static_cast<Precision>(precision);
    f.moment.when = zone == 0 ? civil : clocks_.to_utc(civil, zone);
    f.moment.frames = kToldFrames;
  };
  const Sym end = start ? names::from : names::to;
  for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r) {
    const flat::Role& row = facts_.section<flat::Role>(flat::roles)[r];
    const flat::Value& v = facts_.value(row.value);
    if (row.role != end || v.type != flat::ValueType::date || def->role(row.role) != nullptr) continue;
    told({v.begin, v.end}, v.precision, (v.flags & flat::has_zone) != 0 ? v.zone : e.zone);
    ProofNode node;
    node.kind = ProofNode::Kind::role;
    node.row = o.event;
    node.other = r;
    node.name = name;
    f.proof = prove(node);
    out.values.push_back(f);
  }
  if (!out.values.empty()) {
    out.closed = true;
    out.disputed = out.values.size() > 1;
    return out;
  }
  // Each bound is the civil day, month or year that its row has.
  const flat::Told& row = start ? e.from : e.to;
  if ((row.flags & flat::is_told) == 0) {
    out.unknown = true;
    return out;
  }
  told({row.begin, row.end}, row.precision, row.zone);
  ProofNode node;
  node.kind = ProofNode::Kind::event;
  node.told = start ? ProofNode::Told::from : ProofNode::Told::to;
  node.row = o.event;
  node.name = name;
  f.proof = prove(node);
  out.values.push_back(f);
  out.closed = true;
  return out;
}

Fillers Evaluator::role(Occurrence o, Sym name) {
  Fillers out;
  const flat::Event& e = facts_.event(o.event);
  if (name == names::time) {
    out.values = times(o);
    out.closed = !out.values.empty();
    out.unknown = out.values.empty();
    out.disputed = out.values.size() > 1;
    return out;
  }
  const Vocabulary::EventKind* def = vocabulary_.event(e.kind);
  if (def != nullptr && def->def->state &&
      (name == names::from || name == names::start || name == names::to || name == names::end))
    return state_end(o, name);
  Sym own = name;
  if (o.by != 0) own = vocabulary_.implication(o.by).source_of(name);
  if (!own) {
    out.unknown = true;
    return out;
  }
  for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r) {
    const flat::Role& row = facts_.section<flat::Role>(flat::roles)[r];
    if (row.role != own) continue;
    Fact f = fact_of(facts_.value(row.value));
    f.event = {o.event, 0};
    ProofNode node;
    node.kind = ProofNode::Kind::role;
    node.row = o.event;
    node.other = r;
    node.name = own;
    f.proof = prove(node);
    out.values.push_back(f);
  }
  const Vocabulary::Role* described = def == nullptr ? nullptr : def->role(own);
  out.functional = described == nullptr || !described->many;
  out.disputed = out.functional && out.values.size() > 1;
  out.unknown = left_open(e, own);
  const Vocabulary::Usage usage = vocabulary_.role(own);
  if (!out.values.empty()) {
    out.closed = !out.unknown && (out.functional || recorded(e, own));
    if (usage.through) set_apart(e, own, out);
    return out;
  }
  const Sym through = usage.through;
  if (through && usage.derived) return role_path(o, {through, own});
  if (through && !out.unknown) {
    // Who flew the craft, where the event itself does not say.
    for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r) {
      const flat::Role& row = facts_.section<flat::Role>(flat::roles)[r];
      const flat::Value& v = facts_.value(row.value);
      if (row.role != through || v.type != flat::ValueType::entity) continue;
      Fillers of_it = property(facts_.row(v.sym), own, when(o));
      if (!of_it.values.empty()) return of_it;
    }
  }
  if (recorded(e, own))
    out.closed = !out.unknown;
  else
    out.unknown = true;
  return out;
}

/// Of states and their agencies that are told to have done it together, those whose country it was done in or with did; of
/// the others it is not sure that they did more than own what was carried.
void Evaluator::set_apart(const flat::Event& e, Sym own, Fillers& out) {
  if (out.values.size() < 2) return;
  const auto countries = [&](const Fact& f) {
    const bool thing = f.type == Fact::Type::entity && facts_.is_entity(f.sym);
    return thing ? facts_.countries(facts_.row(f.sym)) : std::span<const std::uint32_t>();
  };
  std::vector<Row> of;
  for (const flat::Role& r : facts_.roles(e)) {
    const flat::Value& v = facts_.value(r.value);
    if (r.role == own || vocabulary_.has(r.role, role_identifies) || v.type != flat::ValueType::entity) continue;
    for (const Fact& c : property(facts_.row(v.sym), names::country, std::nullopt).values)
      if (c.type == Fact::Type::entity && facts_.is_entity(c.sym)) of.push_back(facts_.row(c.sym));
  }
  const auto did = [&](const Fact& f) {
    const auto own_countries = countries(f);
    return own_countries.empty() || std::any_of(own_countries.begin(), own_countries.end(), [&](Row c) {
             return std::any_of(of.begin(), of.end(), [&](Row g) { return c == g || !polities_apart(c, g, false); });
           });
  };
  const auto others = std::stable_partition(out.values.begin(), out.values.end(), did);
  if (others == out.values.begin() ||
      std::all_of(out.values.begin(), others, [&](const Fact& f) { return countries(f).empty(); }))
    return;
  out.possible.insert(out.possible.end(), others, out.values.end());
  out.values.erase(others, out.values.end());
}

Fillers Evaluator::role_path(Occurrence o, Path path) {
  Fillers first = role(o, path.head);
  if (!path.tail) return first;
  Fillers out;
  out.unknown = first.unknown;
  out.closed = first.closed;
  out.functional = first.functional;
  out.disputed = first.disputed;
  const auto follow = [&](const std::vector<Fact>& all, bool certain) {
    for (const Fact& f : all) {
      if (f.type != Fact::Type::entity || !facts_.is_entity(f.sym)) continue;
      Fillers next = property(facts_.row(f.sym), path.tail, when(o));
      if (next.values.empty() && next.possible.empty()) out.unknown = true;
      out.closed = out.closed && next.closed;
      out.functional = out.functional && next.functional;
      out.disputed = out.disputed || next.disputed;
      for (Fact& v : next.values) {
        if (silent_ == 0) v.proof = proofs_->extended(v.proof, {&f.proof, 1});
        v.event = {o.event, 0};
        (certain ? out.values : out.possible).push_back(v);
      }
      out.possible.insert(out.possible.end(), next.possible.begin(), next.possible.end());
      add(out.missing, next.missing);
    }
  };
  follow(first.values, true);
  follow(first.possible, false);
  return out;
}

}  // namespace saksi::engine
