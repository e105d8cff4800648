#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "core/limits.h"
#include "corpus/rank.h"
#include "engine/query/evaluator.h"

/// What belongs to a set.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

/// Further apart in time, two events with one participant are two events.
constexpr Seconds kSameEvent = 30 * kDaySeconds;
/// So many members that may count are named as missing.
constexpr std::size_t kNamed = 4;
/// So many members are told of a set; who asks for them all counts them.
constexpr std::size_t kListed = 64;

}  // namespace

Evaluator::Evaluator(const corpus::Snapshot& facts, const Vocabulary& vocabulary)
    : facts_(facts), vocabulary_(vocabulary), clocks_(facts), utc_{facts.zone("UTC")} {
  for (const EventDef& e : facts.schema().events) {
    const Sym role = e.begins.empty() ? Sym{} : facts.name(e.begins);
    if (role && std::find(begin_roles_.begin(), begin_roles_.end(), role) == begin_roles_.end())
      begin_roles_.push_back(role);
  }
}

void Evaluator::begin(Meaning& meaning, Proofs& proofs, std::optional<TimeInterval> as_of) {
  meaning_ = &meaning;
  proofs_ = &proofs;
  as_of_ = as_of;
  answers_.clear();
  found_.clear();
  of_term_.clear();
  of_set_.clear();
  reach_.clear();
  narrowed_.clear();
  frames_.clear();
  steps_ = 0;
  depth_ = 0;
  silent_ = 0;
}

bool Evaluator::out_of_steps() const { return steps_ > limits::evaluation_steps; }

const Members& Evaluator::members(SetId s) {
  const auto place = static_cast<std::size_t>(s);
  if (place < of_set_.size() && of_set_[place] != 0) return found_[of_set_[place] - 1];
  static const Members kTooDeep = [] {
    Members m;
    m.missing.push_back({Missing::What::nesting});
    return m;
  }();
  static const Members kTooMuch = [] {
    Members m;
    m.missing.push_back({Missing::What::limit});
    return m;
  }();
  if (depth_ > static_cast<int>(limits::nesting)) return kTooDeep;
  if (out_of_steps()) return kTooMuch;
  ++depth_;
  Members m = find(s);
  --depth_;
  if (out_of_steps()) m = kTooMuch;
  if (of_set_.size() <= place) of_set_.resize(std::max(place + 1, meaning_->set_count()));
  found_.push_back(std::move(m));
  of_set_[place] = static_cast<std::uint32_t>(found_.size());
  return found_.back();
}

Members Evaluator::find(SetId s) {
  Members out;
  const Set set = (*meaning_)[s];
  Tests where = tests(s);
  const bool events = vocabulary_.event(set.kind) != nullptr;
  if (!events && !vocabulary_.is_thing(set.kind)) {
    Missing gap{Missing::What::kind};
    gap.set = s;
    out.missing.push_back(gap);
    return out;
  }
  const auto one = std::find_if(narrowed_.begin(), narrowed_.end(), [&](const auto& n) { return n.first == s; });
  ++silent_;
  if (one != narrowed_.end())
    out.certain.push_back(one->second);
  else if (events)
    find_events(set.kind, where, out);
  else
    find_things(set.kind, where, out);
  --silent_;
  for (const Test& t : where)
    if (t.said->certain.empty()) add(out.missing, t.said->missing);
  close(s, where, out);
  for (const Member& m : out.possible) {
    if (out.missing.size() >= kNamed) break;
    Missing gap{Missing::What::counts};
    gap.member = m;
    out.missing.push_back(gap);
  }
  return out;
}

/// Of the kind itself and of what implies it.
std::vector<Occurrence> Evaluator::occurrences(Sym kind, const Selection& which) const {
  std::vector<Occurrence> out;
  const auto take = [&](Sym of, std::uint32_t by) {
    const auto add = [&](Row i) {
      if (by == 0 || applies(vocabulary_.implication(by), facts_.event(i))) out.push_back({i, by});
    };
    if (!which.among || (by != 0 && !which.implied_too)) {
      for (const Row i : facts_.events_of(of)) add(i);
    } else {
      for (const Row i : *which.among)
        if (facts_.is_a(facts_.event(i).kind, of)) add(i);
    }
  };
  take(kind, 0);
  const auto& implications = vocabulary_.implications();
  for (std::uint32_t by = 1; by <= implications.size(); ++by) {
    const Vocabulary::Implied& implied = implications[by - 1];
    if (!implied.excludes && facts_.is_a(implied.then_kind, kind) && !facts_.is_a(implied.if_kind, kind))
      take(implied.if_kind, by);
  }
  // What was withdrawn with nothing in its place may still have been.
  for (const Row i : facts_.withdrawn_open())
    if (facts_.is_a(facts_.event(i).kind, kind)) out.push_back({i, 0});
  return out;
}

bool Evaluator::applies(const Vocabulary::Implied& implied, const flat::Event& e) const {
  const auto roles = facts_.roles(e);
  return std::all_of(implied.when.begin(), implied.when.end(), [&](const std::pair<Sym, Sym>& w) {
    return std::any_of(roles.begin(), roles.end(), [&](const flat::Role& r) {
      return r.role == w.first && w.second && facts_.value(r.value).sym == w.second;
    });
  });
}

/// The conditions that together tell which event is meant; empty where the set names no key.
std::vector<Evaluator::Test*> Evaluator::key_of(Sym kind, Tests& where) const {
  for (const auto& roles : vocabulary_.event(kind)->keys) {
    std::vector<Test*> named;
    for (const Sym r : roles) {
      const auto c = std::find_if(where.begin(), where.end(), [&](const Test& t) {
        return t.condition.name == Path{r, {}} && !t.condition.negated && t.condition.op == Op::eq;
      });
      if (c != where.end()) named.push_back(&*c);
    }
    if (!roles.empty() && named.size() == roles.size()) return named;
  }
  return {};
}

bool Evaluator::told_apart(const flat::Event& e, Sym role) const {
  const Vocabulary::EventKind* def = vocabulary_.event(e.kind);
  const Vocabulary::Role* described = def == nullptr ? nullptr : def->role(role);
  if (described != nullptr && described->many) return false;
  const auto roles = facts_.roles(e);
  return std::count_if(roles.begin(), roles.end(), [&](const flat::Role& r) { return r.role == role; }) > 1;
}

Evaluator::Candidate Evaluator::weigh(Occurrence o, Tests& where, const std::vector<Test*>& key) {
  Candidate out{o, Truth::yes, !key.empty()};
  const flat::Event& e = facts_.event(o.event);
  if (as_of_) {
    const auto t = when(o);
    if (t && t->begin >= as_of_->end + kDayGoesOn) return {o, Truth::no, false};
    const bool vague = e.precision < static_cast<std::uint32_t>(Precision::day);
    if (t && vague && t->end > as_of_->end + kDayGoesOn && !vocabulary_.is_state(e.kind)) out.truth = Truth::open;
  }
  for (Test* t : key) out.key = out.key && holds(o, *t) == Truth::yes;
  for (Test& t : where) {
    out.truth = both(out.truth, holds(o, t));
    if (out.truth == Truth::no) return out;
  }
  out.truth = both(out.truth, both(jointly(o, where), credited(o, where)));
  if (out.truth == Truth::no) return out;
  const auto apart = [&] {
    if (o.by == 0) return false;
    const auto& all = vocabulary_.implication(o.by).when;
    return std::any_of(all.begin(), all.end(), [&](const auto& w) { return told_apart(e, w.first); });
  };
  const bool doubtful = (e.flags & flat::marginal) != 0 || is(e.rank, Rank::deprecated) || apart();
  if (out.truth == Truth::yes && doubtful) out.truth = Truth::open;
  return out;
}

/// One event told twice, as itself and as what implies it, counts once.
void Evaluator::drop_twins(Sym kind, std::vector<Candidate>& all) const {
  for (Candidate& implied : all) {
    if (implied.occurrence.by == 0 || implied.truth == Truth::no) continue;
    const Vocabulary::Implied& by = vocabulary_.implication(implied.occurrence.by);
    const flat::Event& e = facts_.event(implied.occurrence.event);
    const auto same = [&](Row i) {
      const flat::Event& real = facts_.event(i);
      if (i == implied.occurrence.event || !facts_.is_a(real.kind, kind)) return false;
      const bool timed = (real.flags & flat::has_time) != 0 && (e.flags & flat::has_time) != 0;
      if (timed && std::abs(real.begin - e.begin) >= kSameEvent) return false;
      const auto roles = facts_.roles(real), own = facts_.roles(e);
      return std::any_of(roles.begin(), roles.end(), [&](const flat::Role& r) {
        const Sym source = vocabulary_.has(r.role, role_identifies) ? by.source_of(r.role) : Sym{};
        const flat::Value& v = facts_.value(r.value);
        return source && v.type == flat::ValueType::entity &&
               std::any_of(own.begin(), own.end(), [&](const flat::Role& o) {
                 return o.role == source && facts_.value(o.value).type == flat::ValueType::entity &&
                        facts_.value(o.value).sym == v.sym;
               });
      });
    };
    std::optional<Row> twin;
    for (const flat::Role& r : facts_.roles(e)) {
      const flat::Value& v = facts_.value(r.value);
      if (v.type != flat::ValueType::entity) continue;
      for (const Row i : facts_.events_with(facts_.row(v.sym)))
        if (same(i) && (!twin || earlier(i, *twin))) twin = i;
    }
    if (!twin) continue;
    const auto real = std::find_if(all.begin(), all.end(), [&](const Candidate& c) {
      return c.occurrence == Occurrence{*twin, 0};
    });
    if (real != all.end() && real->truth == Truth::open && implied.truth == Truth::yes)
      real->truth = Truth::no;
    else
      implied.truth = Truth::no;
  }
}

/// The order of events in time, those without one last.
bool Evaluator::earlier(Row a, Row b) const {
  const auto key = [&](Row i) {
    const flat::Event& e = facts_.event(i);
    return std::tuple((e.flags & flat::has_time) == 0, e.begin, e.end, i);
  };
  return key(a) < key(b);
}

void Evaluator::find_events(Sym kind, Tests& where, Members& out) {
  const std::vector<Test*> key = key_of(kind, where);
  std::vector<Candidate> all;
  bool identified = false;
  const auto weigh_all = [&](const std::vector<Occurrence>& list) {
    all.clear();
    identified = false;
    for (const Occurrence o : list) {
      if (out_of_steps()) return;
      const Candidate c = weigh(o, where, key);
      identified = identified || c.key;
      if (c.truth != Truth::no || c.key) all.push_back(c);
    }
  };
  // Known by its key: only the events of that entity need be looked at.
  const auto anchor = std::find_if(key.begin(), key.end(), [&](const Test* t) {
    const bool sure = t->from_text || !t->said->cut;
    return sure && vocabulary_.has(t->condition.name.head, role_identifies) && t->one() != nullptr &&
           t->one()->type == Fact::Type::entity;
  });
  if (anchor != key.end()) {
    weigh_all(occurrences(kind, {events_near((*anchor)->one()->sym), true}));
  }
  if (!identified) weigh_all(occurrences(kind, selection(kind, where)));
  // The event is known; others whose key is not are not it.
  if (identified) std::erase_if(all, [](const Candidate& c) { return !c.key; });
  drop_twins(kind, all);
  std::erase_if(all, [](const Candidate& c) { return c.truth == Truth::no; });
  std::stable_sort(all.begin(), all.end(), [&](const Candidate& a, const Candidate& b) {
    const auto x = when(a.occurrence), y = when(b.occurrence);
    return (x ? x->begin : kEnd) < (y ? y->begin : kEnd);
  });
  for (const Candidate& c : all) (c.truth == Truth::yes ? out.certain : out.possible).push_back({c.occurrence, kNoRow});
}

/// Events with an entity, or with a part, a variant or a member of it, in the order of time.
std::vector<Row> Evaluator::events_near(Sym entity) const {
  std::vector<Row> out;
  const auto take = [&](std::span<const std::uint32_t> rows) { out.insert(out.end(), rows.begin(), rows.end()); };
  if (facts_.is_entity(entity)) {
    const Row row = facts_.row(entity);
    for (const Row part : facts_.below(row)) take(facts_.events_with(part));
    take(facts_.events_with(row));
  }
  std::sort(out.begin(), out.end(), [&](Row a, Row b) { return earlier(a, b); });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void Evaluator::find_things(Sym kind, Tests& where, Members& out) {
  for (const Row e : facts_.entities_of(kind)) {
    if (out_of_steps()) return;
    Truth truth = Truth::yes;
    for (Test& t : where) {
      truth = both(truth, holds(e, t));
      if (truth == Truth::no) break;
    }
    if (truth != Truth::no) (truth == Truth::yes ? out.certain : out.possible).push_back({{}, e});
  }
}

Fact Evaluator::as_fact(const Member& m, SetId s) {
  Fact out;
  ProofNode node;
  if (m.event) {
    out.type = Fact::Type::event;
    out.event = m.event;
    out.moment = instant(m.event);
    node.kind = ProofNode::Kind::event;
    node.told = ProofNode::Told::date;
    node.row = m.event.event;
  } else {
    out.type = Fact::Type::entity;
    out.sym = facts_.entity(m.entity);
    node.kind = ProofNode::Kind::entity;
    node.row = m.entity;
    node.set = s;
  }
  out.proof = prove(node);
  return out;
}

Answer Evaluator::as_answer(const Members& m, SetId s) {
  Answer out;
  const auto take = [&](const std::vector<Member>& from, std::vector<Fact>& to) {
    for (std::size_t i = 0; i < from.size() && i < kListed; ++i) to.push_back(as_fact(from[i], s));
  };
  take(m.certain, out.certain);
  take(m.possible, out.possible);
  out.cut = m.certain.size() > kListed || m.possible.size() > kListed;
  out.closed = m.closed;
  out.functional = m.functional;
  out.missing = m.missing;
  out.completeness = m.completeness;
  return out;
}

bool Evaluator::same_sources(const ProofNode& a, const ProofNode& b) const {
  const auto x = citations_of(a, facts_), y = citations_of(b, facts_);
  const auto same = [](const flat::Citation& c, const flat::Citation& d) { return c.source == d.source; };
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
}

void Evaluator::renamed(SetId from, SetId to) {
  const auto known = std::find_if(narrowed_.begin(), narrowed_.end(), [&](const auto& n) { return n.first == from; });
  if (known != narrowed_.end()) narrowed_.emplace_back(to, known->second);
}

SetId Evaluator::narrow(SetId s, const Member& member) {
  const std::string id = member.event ? id_of(member.event) : std::string(facts_.text(facts_.entity(member.entity)));
  const Condition one{{names::id, {}}, Op::eq, false, meaning_->symbol(meaning_->sym(Symbols::Group::symbol, id))};
  const SetId out = meaning_->with(s, one);
  narrowed_.emplace_back(out, member);
  return out;
}

}  // namespace saksi::engine
