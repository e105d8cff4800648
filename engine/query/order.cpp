#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "engine/query/evaluator.h"

/// Places in an order: the n-th, the last, the rank of a member.
namespace saksi::engine {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// So many of the members that came before are shown.
constexpr std::size_t kProven = 12;
/// So many members that may be the one are listed.
constexpr std::size_t kPossible = 256;

}  // namespace

/// Where a member of the order can stand, counting from 1: there are so many certainly before it, and so many that may be.
class Evaluator::Order {
 public:
  explicit Order(const std::vector<Placed>& all) : size_(all.size()) {
    for (const Placed& p : all) {
      if (!p.placed) continue;
      lows_.push_back(p.low);
      if (p.certain) certain_highs_.push_back(p.high);
    }
    std::sort(lows_.begin(), lows_.end());
    std::sort(certain_highs_.begin(), certain_highs_.end());
  }

  /// Equal single points are a tie: either may be told first.
  [[nodiscard]] std::pair<double, double> of(const Placed& p) const {
    if (!p.placed) return {1, static_cast<double>(size_)};
    const auto before = std::lower_bound(certain_highs_.begin(), certain_highs_.end(), p.low) - certain_highs_.begin();
    const auto after = lows_.end() - std::upper_bound(lows_.begin(), lows_.end(), p.high);
    return {1 + static_cast<double>(before), static_cast<double>(size_) - static_cast<double>(after)};
  }

 private:
  std::size_t size_;
  std::vector<double> lows_, certain_highs_;
};

/// The place of a member along a property or role; false where it has none or it is not known.
bool Evaluator::place(const Fillers& f, Sym by, Placed& p) const {
  const Vocabulary::Property* def = vocabulary_.property(by);
  const auto amount = [&](const Amount& a) {
    const Unit* unit = def == nullptr || def->unit == nullptr ? a.unit : def->unit;
    return std::pair(convert(a.low, a.unit, unit).value_or(a.low), convert(a.high, a.unit, unit).value_or(a.high));
  };
  if (f.values.size() == 1 && f.values.front().type != Fact::Type::amount) {
    const Moment& m = f.values.front().moment;
    if (!m.dated) return false;
    p.low = static_cast<double>(m.when.begin);
    p.high = static_cast<double>(m.when.end - 1);
    return true;
  }
  if (f.values.size() > 1 && def == nullptr) return false;
  // Several measures of one thing (mean and equatorial diameter) leave its place between the least and the greatest.
  for (std::size_t i = 0; i < f.values.size(); ++i) {
    if (f.values[i].type != Fact::Type::amount) return false;
    const auto [low, high] = amount(f.values[i].amount);
    p.low = i == 0 ? low : std::min(p.low, low);
    p.high = i == 0 ? high : std::max(p.high, high);
  }
  return !f.values.empty();
}

std::vector<Evaluator::Placed> Evaluator::place_by(const Members& set, const Key& key) {
  std::vector<Placed> out;
  out.reserve(set.certain.size() + set.possible.size());
  ++silent_;
  const auto add_all = [&](const std::vector<Member>& list, bool certain) {
    for (const Member& m : list) {
      Placed p{m, 0, 0, certain, false};
      if (key.by == names::time) {
        const auto t = m.event ? when(m.event) : std::nullopt;
        if (t) {
          p.low = static_cast<double>(t->begin);
          p.high = static_cast<double>(t->end - 1);
          p.placed = true;
        }
      } else {
        const auto none = m.event ? std::nullopt : without_first(m.entity, key.by);
        if (none && *none) continue;
        if (none) {
          p.placed = false;
          out.push_back(p);
          continue;
        }
        const Fillers f = m.event ? role_path(m.event, {key.by, {}}) : property(m.entity, key.by, as_of_);
        // It has none, and that is all that is to be known: what has not flown yet has no place by first flight.
        if (f.closed && f.values.empty() && f.possible.empty()) continue;
        p.placed = place(f, key.by, p);
      }
      if (p.placed && key.descending) {
        std::swap(p.low, p.high);
        p.low = -p.low;
        p.high = -p.high;
      }
      out.push_back(p);
    }
  };
  add_all(set.certain, true);
  add_all(set.possible, false);
  --silent_;
  return out;
}

/// Up to when nothing of a set is missing, from its beginning on; and the list that says so.
Evaluator::Coverage Evaluator::reach(SetId s) {
  const auto known = std::find_if(reach_.begin(), reach_.end(), [&](const auto& r) { return r.first == s; });
  if (known != reach_.end()) return known->second;
  Coverage out{{kBegin, kBegin}, kNoRow};
  Tests where = tests(s);
  const TimeInterval asked = asked_span(where);
  for (const Coverage& c : coverage((*meaning_)[s].kind, where))
    if (c.span.begin <= asked.begin && (out.by == kNoRow || c.span.end > out.span.end)) out = c;
  reach_.emplace_back(s, out);
  return out;
}

/// Is nothing of the set missing up to the member's place in the order?
bool Evaluator::complete_before(SetId s, const Members& set, const Placed& p, const Key& key) {
  if (set.closed) return true;
  // A thing that had flown by a day was there by that day.
  const Vocabulary::Property* property = vocabulary_.property(key.by);
  const bool dated = vocabulary_.event((*meaning_)[s].kind) == nullptr && property != nullptr && property->date;
  if (key.descending || key.per.head || (key.by != names::time && !dated) || !p.placed) return false;
  const Coverage c = reach(s);
  return c.by != kNoRow && static_cast<double>(c.span.end) > p.high;
}

/// Any sense may be meant: what is the n-th in one is no longer excluded.
void Evaluator::add_sense(Answer& out, const Answer& sense, Sym role, Sym symbol) const {
  const auto has = [](const std::vector<Fact>& list, Occurrence o) {
    return std::any_of(list.begin(), list.end(), [&](const Fact& f) { return f.event == o; });
  };
  bool news = false;
  std::erase_if(out.excluded,
                [&](const Excluded& x) { return has(sense.certain, x.event) || has(sense.possible, x.event); });
  for (const auto& [from, to] : {std::pair(&sense.certain, &out.certain), std::pair(&sense.possible, &out.possible)}) {
    for (Fact f : *from) {
      if (has(out.certain, f.event) || has(*to, f.event)) continue;
      news = true;
      f.sense = role;
      f.sense_is = symbol;
      to->push_back(f);
    }
  }
  if (!news) return;
  out.closed = out.closed && sense.closed;
  out.functional = out.functional && out.certain.size() <= 1;
  out.cut = out.cut || sense.cut;
}

/// The n-th, and where the kind has customary senses ("the first Moon landing", with a crew) that of each.
Answer Evaluator::evaluate_nth(SetId s, int n, const Key& key) {
  Answer out = nth_of(s, n, key);
  for (const Sense& by : senses(s, key)) {
    const Answer sense = nth_of(by.set, n, key);
    // Of what there is none, no one speaks.
    if (!sense.certain.empty() || !sense.possible.empty()) add_sense(out, sense, by.role, by.symbol);
  }
  return out;
}

/// The set in each customary sense that an ordinal over time may have and the text does not tell.
std::vector<Evaluator::Sense> Evaluator::senses(SetId s, const Key& key) {
  std::vector<Sense> out;
  const Vocabulary::EventKind* kind = s == SetId::none ? nullptr : vocabulary_.event((*meaning_)[s].kind);
  if (kind == nullptr || key.per.head || key.by != names::time) return out;
  for (const auto& [role, symbol] : kind->senses) {
    const Set set = (*meaning_)[s];
    bool told = false;
    for (std::uint32_t i = 0; i < set.count; ++i) told = told || meaning_->condition(set, i).name.head == role;
    const Condition c{{role, {}}, Op::eq, false, meaning_->symbol(symbol)};
    if (!told) out.push_back({role, symbol, meaning_->with(s, c)});
  }
  return out;
}

Answer Evaluator::nth_of(SetId s, int n, const Key& key) {
  Answer out;
  if (s == SetId::none) return out;
  if (key.per.head) return ordered_fillers(s, n, key, false, nullptr);
  const Members& set = members(s);
  const auto all = place_by(set, key);
  const Order order(all);
  bool complete_to_all = true;
  for (const Placed& p : all) {
    auto [low, high] = order.of(p);
    const bool complete = complete_before(s, set, p, key);
    if (!complete) high = kInfinity;
    if (low > n || high < n) {
      out.excluded.push_back({p.member.event, p.member.event ? Sym{} : facts_.entity(p.member.entity)});
      continue;
    }
    complete_to_all = complete_to_all && complete;
    Fact f = as_fact(p.member, s);
    ProofNode node;
    node.kind = ProofNode::Kind::nth;
    node.low = n;
    const ProofId from[] = {f.proof, set.completeness};
    f.proof = prove(node, std::span(from).first(set.completeness == ProofId::none ? 1 : 2));
    const bool certain = low == n && high == n && p.certain;
    if (certain || out.possible.size() < kPossible)
      (certain ? out.certain : out.possible).push_back(f);
    else
      out.cut = true;
  }
  out.functional = true;
  out.closed = set.closed || (out.certain.size() == 1 && complete_to_all);
  out.completeness = set.completeness;
  if (out.certain.empty()) add(out.missing, set.missing);
  return out;
}

/// A member's place as an answer, with what came before it as its proof.
Answer Evaluator::ranked(SetId s, const Members& set, const std::vector<Placed>& all, const Placed& own, double low,
                         double high, const Key& key) {
  Answer out;
  if (!complete_before(s, set, own, key)) high = kInfinity;
  Fact f = counted(low, high);
  f.event = own.member.event;
  std::vector<ProofId> from;
  for (const Placed& o : all) {
    if (from.size() >= kProven) break;
    if (o.member == own.member || (o.certain && o.placed && o.high < own.low))
      from.push_back(as_fact(o.member, s).proof);
  }
  if (set.completeness != ProofId::none) {
    from.push_back(set.completeness);
  } else if (std::isfinite(high)) {
    ProofNode list;
    list.kind = ProofNode::Kind::completeness;
    list.row = first_reaching(s, own.high);
    if (list.row != kNoRow) from.push_back(prove(list));
  }
  ProofNode node;
  node.kind = ProofNode::Kind::rank;
  node.low = low;
  node.high = high;
  f.proof = prove(node, from);
  if (low != high) add(out.missing, set.missing);
  out.certain.push_back(f);
  out.closed = out.functional = true;
  return out;
}

/// The first list that is complete from the beginning until after an instant.
Row Evaluator::first_reaching(SetId s, double after) {
  Tests where = tests(s);
  const TimeInterval asked = asked_span(where);
  for (const Coverage& c : coverage((*meaning_)[s].kind, where))
    if (c.span.begin <= asked.begin && static_cast<double>(c.span.end) > after) return c.by;
  return kNoRow;
}

/// A member's place, and where the kind has customary senses that in each it belongs to.
Answer Evaluator::evaluate_rank(const Term& t) {
  Answer out = rank_in(t);
  if (out.certain.size() != 1) return out;
  const Amount whole = out.certain.front().amount;
  for (const Sense& by : senses(t.set, t.key)) {
    Term narrowed = t;
    narrowed.set = by.set;
    const Answer sense = rank_in(narrowed);
    for (Fact f : sense.certain) {
      // Among fewer it comes no later.
      f.amount = Amount::count(f.amount.low, std::min(f.amount.high, whole.high));
      if (f.amount.low == whole.low && f.amount.high == whole.high) continue;
      f.sense = by.role;
      f.sense_is = by.symbol;
      out.certain.push_back(f);
    }
    const Occurrence who = answer(meaning_->arg(t, 0)).certain.front().event;
    const auto& possible = members(by.set).possible;
    const bool maybe =
        who && std::any_of(possible.begin(), possible.end(), [&](const Member& m) { return m.event == who; });
    if (sense.certain.empty() && maybe) out.closed = false;
  }
  out.functional = out.certain.size() == 1 && out.closed;
  return out;
}

Answer Evaluator::rank_in(const Term& t) {
  Answer out;
  if (t.set == SetId::none || t.arg_count == 0) return out;
  const TermId of = meaning_->arg(t, 0);
  const Members& set = members(t.set);
  const Answer& member = answer(of);
  if (member.certain.size() != 1) {
    out.missing = member.missing;
    Missing gap{Missing::What::which_is_meant};
    gap.term = of;
    if (out.missing.empty()) out.missing.push_back(gap);
    return out;
  }
  const Fact who = member.certain.front();
  if (t.key.per.head) {
    if (who.type == Fact::Type::entity && !who.event) return ordered_fillers(t.set, 0, t.key, true, &who);
    out.missing = set.missing;
    return out;
  }
  const auto all = place_by(set, t.key);
  const auto own = std::find_if(all.begin(), all.end(), [&](const Placed& p) {
    return p.certain && (p.member.event ? who.type == Fact::Type::event && who.event == p.member.event
                                        : who.type == Fact::Type::entity && who.sym == facts_.entity(p.member.entity));
  });
  if (own != all.end()) {
    const auto [low, high] = Order(all).of(*own);
    return ranked(t.set, set, all, *own, low, high, t.key);
  }
  if (who.type == Fact::Type::entity && !who.event && vocabulary_.event((*meaning_)[t.set].kind) != nullptr)
    if (auto place = rank_of_doer(t, set, all, who)) return std::move(*place);
  out.missing = set.missing;
  Missing gap{Missing::What::is_one_of};
  gap.fact = proofs_->keep(who);
  gap.set = t.set;
  out.missing.insert(out.missing.begin(), gap);
  return out;
}

ProofId Evaluator::why_excluded(TermId of, const Excluded& other) {
  const Fact* place = place_of_excluded(of, other);
  return place == nullptr ? ProofId::none : place->proof;
}

const Fact* Evaluator::place_of_excluded(TermId of, const Excluded& other) {
  Term t = (*meaning_)[of];
  if (t.kind == Term::Kind::role) t = (*meaning_)[meaning_->arg(t, 0)];
  if (t.kind != Term::Kind::nth && t.kind != Term::Kind::last) return nullptr;
  Key key = t.key;
  if (t.kind == Term::Kind::last) key.descending = !key.descending;
  const TermId member =
      other.event ? meaning_->the(narrow(t.set, {other.event, kNoRow})) : meaning_->entity(other.value);
  const Answer& place = answer(meaning_->rank(member, t.set, key));
  return place.certain.empty() || place.certain.front().sense ? nullptr : &place.certain.front();
}

/// Those who did what an event tells, as somebody's peers: states for a state, else whoever or whatever took part.
Evaluator::Peers Evaluator::peers(Occurrence o, const Fact& who, bool polity) {
  Peers out;
  Fillers f;
  const Vocabulary::EventKind* def = vocabulary_.event(facts_.event(o.event).kind);
  for (const Sym doer : vocabulary_.doers()) {
    const Vocabulary::Role* described = def == nullptr ? nullptr : def->role(doer);
    const bool of_states = described == nullptr ? vocabulary_.role(doer).through != Sym{}
                                                : facts_.is_a(vocabulary_.polity(), described->kind);
    if (polity && !of_states) continue;
    f = role(o, doer);
    if (!f.values.empty() || polity) break;
  }
  if (f.values.empty()) out.unknown = true;
  for (const Fact& v : f.values) {
    if (v.type != Fact::Type::entity) continue;
    if (within(v.sym, who.sym, {}) == Truth::yes) {
      out.mine = true;
    } else if (!polity) {
      (is_carried(o, v) ? out.carried : out.others).push_back(v.sym);
    } else {
      const auto countries = facts_.countries(facts_.row(v.sym));
      if (countries.empty()) out.unknown = true;
      for (const Row c : countries) {
        if (polities_apart(c, facts_.row(who.sym), false))
          out.others.push_back(facts_.entity(c));
        else
          out.unknown = true;
      }
    }
  }
  return out;
}

/// Somebody's place among those who did it: by the first event of each.
std::optional<Answer> Evaluator::rank_of_doer(const Term& t, const Members& set, const std::vector<Placed>& all,
                                              const Fact& who) {
  if (!facts_.is_entity(who.sym)) return std::nullopt;
  const bool polity = facts_.is_kind(facts_.row(who.sym), vocabulary_.polity());
  std::vector<const Placed*> order;
  for (const Placed& p : all)
    if (p.placed) order.push_back(&p);
  std::stable_sort(order.begin(), order.end(), [](const Placed* a, const Placed* b) { return a->low < b->low; });
  std::set<Sym> certain, possible;
  bool doubtful = false;
  ++silent_;
  const Placed* first = nullptr;
  for (const Placed* p : order) {
    const Peers found = peers(p->member.event, who, polity);
    if (found.mine && p->certain) {
      first = p;
      break;
    }
    doubtful = doubtful || found.unknown || found.mine;
    (p->certain ? certain : possible).insert(found.others.begin(), found.others.end());
    possible.insert(found.carried.begin(), found.carried.end());
  }
  --silent_;
  if (first == nullptr) return std::nullopt;
  for (const Sym s : certain) possible.erase(s);
  const double low = 1 + static_cast<double>(certain.size());
  return ranked(t.set, set, all, *first, low, doubtful ? kInfinity : low + static_cast<double>(possible.size()), t.key);
}

}  // namespace saksi::engine
