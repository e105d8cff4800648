#include <array>
#include <map>
#include <string>
#include <utility>

#include "corpus/snapshot/derivation.h"

/// What follows for events: their postings by role, which lists are whole for them, the zones they may be told in and what
/// stands in place of those withdrawn.
namespace saksi::corpus {
namespace {

constexpr Seconds kDay = 86400;
constexpr Seconds kYear = 366 * kDay;

class EventDeriver : Derivation {
 public:
  EventDeriver(Tables& tables, const Rows& by_time) : Derivation(tables), by_time_(by_time) {}

  void run() {
    postings();
    completeness();
    frames();
    withdrawn();
  }

 private:
  // ---- postings ----

  void postings() {
    std::vector<std::array<std::uint32_t, 4>> of_role;  // role, filler, place in time, row
    for (std::uint32_t at = 0; at < by_time_.size(); ++at) {
      const auto& e = t_.events[by_time_[at]];
      for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r) {
        const auto& v = t_.values[t_.roles[r].value];
        if (v.type == flat::ValueType::entity || v.type == flat::ValueType::symbol)
          of_role.push_back({t_.row(Group::name, t_.roles[r].role), v.sym.id, at, by_time_[at]});
      }
    }
    std::sort(of_role.begin(), of_role.end());
    of_role.erase(std::unique(of_role.begin(), of_role.end()), of_role.end());
    auto next = of_role.begin();
    Rows rows;
    for (std::uint32_t n = 0; n < t_.name_index.size(); ++n) {
      const auto first = static_cast<std::uint32_t>(t_.fillers.size());
      while (next != of_role.end() && (*next)[0] == n) {
        const Sym filler{(*next)[1]};
        rows.clear();
        for (; next != of_role.end() && (*next)[0] == n && (*next)[1] == filler.id; ++next) rows.push_back((*next)[3]);
        t_.fillers.push_back({filler, t_.list(rows)});
      }
      t_.name_index[n].fillers = {first, static_cast<std::uint32_t>(t_.fillers.size()) - first};
    }
    lacking();
  }

  /// Of each kind of events and each role it has: the events that tell no filler of it, or leave open whether there are
  /// others, or tell one that no posting knows.
  void lacking() {
    for (std::size_t k = 0; k < kind_count(); ++k) {
      const Sym kind = t_.at(Group::kind, static_cast<std::uint32_t>(k));
      const EventDef* def = schema_.event(t_.text(kind));
      if (def == nullptr) continue;
      std::vector<Sym> roles;
      for (const auto& r : def->roles) roles.push_back(name(r.name));
      std::sort(roles.begin(), roles.end());
      const auto range = t_.kind_index[k].events;
      for (const Sym role : roles) {
        Rows rows;
        for (std::uint32_t n = range.begin; n < range.begin + range.count; ++n) {
          const auto& e = t_.events[t_.numbers[n]];
          if (!is_whole(e, role)) rows.push_back(t_.numbers[n]);
        }
        t_.lacking.push_back({kind, role, t_.list(rows)});
      }
    }
  }

  /// Are there fillers of a role, all of them in the postings, and no others left open?
  [[nodiscard]] bool is_whole(const flat::Event& e, Sym role) const {
    const auto open = t_.numbers_of(e.unknown);
    if (std::find(open.begin(), open.end(), role.id) != open.end()) return false;
    bool told = false;
    for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r) {
      if (t_.roles[r].role != role) continue;
      const auto type = t_.values[t_.roles[r].value].type;
      if (type != flat::ValueType::entity && type != flat::ValueType::symbol) return false;
      told = true;
    }
    return told;
  }

  // ---- completeness ----

  [[nodiscard]] bool above_or_same(Sym fact, Sym wanted) const {
    if (fact == wanted) return true;
    const auto up = t_.numbers_of(t_.places[entity_row(fact)].above);
    return std::find(up.begin(), up.end(), entity_row(wanted)) != up.end();
  }

  /// Does a value certainly lie within a condition's?
  [[nodiscard]] bool meets(const flat::Value& v, Sym role, const flat::CompleteCondition& c) const {
    if (c.is_entity == 0) return v.sym == c.value && v.type == flat::ValueType::symbol;
    if (v.type != flat::ValueType::entity) return false;
    const RoleInfo* info = role_info(role);
    if (info != nullptr && (info->traits & role_itself) != 0) return v.sym == c.value;
    return above_or_same(v.sym, c.value);
  }

  /// Does a property of an entity certainly lie within a condition's value? A country or a nationality is found through
  /// what the entity belongs to where it is not stated.
  [[nodiscard]] bool property_meets(std::uint32_t entity, Sym property, const flat::CompleteCondition& c) const {
    if (property == names::kind || property == names::klass) return is_kind(entity, c.value);
    const auto own = stated(entity, property);
    for (const std::uint32_t s : own)
      if (meets(value_of(s), property, c)) return true;
    if (!own.empty() || (property != names::country && property != names::nationality)) return false;
    for (const std::uint32_t up : t_.numbers_of(t_.places[entity].countries))
      if (above_or_same(t_.at(Group::entity, up), c.value)) return true;
    return false;
  }

  [[nodiscard]] bool filler_meets(const flat::Value& v, const flat::CompleteCondition& wanted) const {
    if (!wanted.tail) return meets(v, wanted.head, wanted);
    return v.type == flat::ValueType::entity && property_meets(entity_row(v.sym), wanted.tail, wanted);
  }

  [[nodiscard]] bool is_member(const flat::Event& e, const flat::Complete& c) const {
    for (std::uint32_t n = c.conditions.begin; n < c.conditions.begin + c.conditions.count; ++n) {
      const auto& wanted = t_.complete_conditions[n];
      bool met = false;
      for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count && !met; ++r) {
        if (t_.roles[r].role != wanted.head) continue;
        met = filler_meets(t_.values[t_.roles[r].value], wanted);
      }
      if (!met) return false;
    }
    return true;
  }

  static TimeInterval clamped(std::int64_t begin, std::int64_t end) {
    constexpr Seconds kBegin = -1000000000000, kEnd = 1000000000000;
    return {std::max(begin, kBegin), std::min(end, kEnd)};
  }

  void completeness() {
    std::vector<Rows> of_kind(kind_count());
    for (std::uint32_t i = 0; i < t_.complete.size(); ++i) {
      flat::Complete& c = t_.complete[i];
      if (c.good == 0) continue;
      for (std::size_t k = 0; k < kind_count(); ++k)
        if (bit(t_.kinds_up, k, kind_row(c.kind))) of_kind[k].push_back(i);
      c.from_beginning = reaches_the_beginning(c) ? 1 : 0;
    }
    for (std::size_t k = 0; k < kind_count(); ++k) t_.kind_index[k].complete = t_.list(of_kind[k]);
    const std::vector<Rows> recorded = recorded_roles();
    std::map<Rows, flat::Range> known;
    for (std::size_t i = 0; i < t_.events.size(); ++i) {
      const auto [found, fresh] = known.try_emplace(recorded[i]);
      if (fresh) found->second = t_.list(recorded[i]);
      t_.events[i].recorded = found->second;
    }
  }

  /// Of each event the roles that some list tells whole, in order.
  [[nodiscard]] std::vector<Rows> recorded_roles() const {
    Rows undecided;
    for (std::uint32_t i = 0; i < t_.events.size(); ++i)
      if (!decides(t_.events[i].rank)) undecided.push_back(i);
    std::vector<Rows> out(t_.events.size());
    for (const flat::Complete& c : t_.complete) {
      const auto roles = t_.numbers_of(c.roles);
      if (c.good == 0 || roles.empty()) continue;
      Rows all = candidates(c);
      all.insert(all.end(), undecided.begin(), undecided.end());
      for (const std::uint32_t i : all) {
        const flat::Event& e = t_.events[i];
        const auto has = [&](std::uint32_t role) {
          return std::find(out[i].begin(), out[i].end(), role) != out[i].end();
        };
        if (!bit(t_.kinds_up, kind_row(e.kind), kind_row(c.kind)) || std::all_of(roles.begin(), roles.end(), has))
          continue;
        const bool timed = (c.flags & flat::has_time) != 0;
        if (timed && ((e.flags & flat::has_time) == 0 || !clamped(e.begin, e.end).within(clamped(c.begin, c.end))))
          continue;
        if (!is_member(e, c)) continue;
        for (const std::uint32_t role : roles)
          if (!has(role)) out[i].push_back(role);
      }
    }
    for (Rows& r : out) std::sort(r.begin(), r.end());
    return out;
  }

  /// The events that may be in a list, of those that decide: the ones with a filler that meets its first condition.
  [[nodiscard]] Rows candidates(const flat::Complete& c) const {
    Rows out;
    const auto take = [&](flat::Range rows) {
      const auto all = t_.numbers_of(rows);
      out.insert(out.end(), all.begin(), all.end());
    };
    if (c.conditions.count == 0) {
      take(t_.kind_index[kind_row(c.kind)].events);
      return out;
    }
    const flat::CompleteCondition& wanted = t_.complete_conditions[c.conditions.begin];
    const flat::Range fillers = t_.name_index[t_.row(Group::name, wanted.head)].fillers;
    const Symbols symbols = t_.symbols();
    for (std::uint32_t f = fillers.begin; f < fillers.begin + fillers.count; ++f) {
      flat::Value v;
      v.sym = t_.fillers[f].filler;
      v.type = symbols.is(Group::entity, v.sym) ? flat::ValueType::entity : flat::ValueType::symbol;
      if (filler_meets(v, wanted)) take(t_.fillers[f].events);
    }
    return out;
  }

  /// Nothing can have happened before what it is told of was there, or before the first of its kind anywhere.
  [[nodiscard]] bool reaches_the_beginning(const flat::Complete& c) const {
    if ((c.flags & flat::has_time) == 0) return true;
    const TimeInterval span = clamped(c.begin, c.end);
    if (span.begin <= kTimeBegin) return true;
    for (std::uint32_t n = c.conditions.begin; n < c.conditions.begin + c.conditions.count; ++n) {
      const auto& condition = t_.complete_conditions[n];
      if (condition.is_entity == 0 || !condition.value) continue;
      for (const std::uint32_t i : t_.numbers_of(t_.places[entity_row(condition.value)].events)) {
        const flat::Event& e = t_.events[i];
        const EventDef* def = schema_.event(t_.text(e.kind));
        if (def == nullptr || def->begins.empty() || (e.flags & flat::has_time) == 0 || e.begin + kYear < span.begin)
          continue;
        const Sym role = name(def->begins);
        for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r)
          if (t_.roles[r].role == role && t_.values[t_.roles[r].value].sym == condition.value && span.begin <= e.end)
            return true;
      }
    }
    for (const std::uint32_t i : t_.numbers_of(t_.kind_index[kind_row(c.kind)].events)) {
      if ((t_.events[i].flags & flat::has_time) == 0) continue;
      return span.begin <= t_.events[i].begin;
    }
    return false;
  }

  // ---- the zones an event may be told in ----

  /// A frame that the schema lets an event be told in: UTC, the zone of its place, that of who fills a role.
  struct Frame {
    bool utc = false, place = false;
    bool utc_day = false;  ///< UTC, and the schema has it first: its days may be told in it too
    Sym role;
  };

  [[nodiscard]] std::vector<Frame> frames_of(Sym kind) const {
    const EventDef* def = schema_.event(t_.text(kind));
    const std::vector<std::string> usual{"utc", "place"};
    std::vector<Frame> out;
    for (const std::string& f : def != nullptr ? def->frames : usual) {
      const bool zone = f == "utc" || f == "place";
      const bool first_utc = f == "utc" && def != nullptr && def->frames.front() == "utc";
      out.push_back({f == "utc", f == "place", first_utc, zone ? Sym{} : name(f)});
    }
    return out;
  }

  void frames() {
    std::uint32_t utc = 0;
    for (std::uint32_t i = 0; i < t_.zones.size(); ++i)
      if (t_.text(t_.zones[i].name) == "UTC") utc = i + 1;
    std::map<std::uint32_t, std::uint32_t> also;
    for (const auto& a : schema_.zone_aliases)
      if (const auto from = zone_row(a.zone), to = zone_row(a.also); from != 0 && to != 0) also.emplace(from, to);
    std::map<Rows, flat::Range> known;
    std::vector<std::optional<std::vector<Frame>>> of_kind(kind_count());
    Rows out;
    for (auto& e : t_.events) {
      out.clear();
      auto& usual = of_kind[kind_row(e.kind)];
      if (!usual) usual = frames_of(e.kind);
      const auto add = [&](std::uint32_t zone) {
        if (std::find(out.begin(), out.end(), zone) == out.end()) out.push_back(zone);
      };
      // A civil day is told in the frame it was written down in. UTC is a frame of clock times, and of the days of what is
      // first of all told in it (a launch, a test): the day before at the place may have been the day.
      const bool civil = (e.told.flags & flat::is_told) != 0 &&
                         e.told.precision <= static_cast<std::uint32_t>(Precision::day) &&
                         (e.told.flags & flat::told_in_utc) == 0;
      if (civil) add(flat::kAsTold);
      for (const Frame& f : *usual) {
        if (f.utc && (!civil || (f.utc_day && e.zone != 0))) add(utc);
        if (f.place && !civil && e.zone != 0) add(e.zone);
        if (!f.role) continue;
        for (const std::uint32_t who : fillers_of(e, f.role)) {
          const std::uint32_t zone = t_.places[who].zone;
          if (zone == 0) continue;
          if (!(civil && zone == e.zone)) add(zone);
          if (const auto other = also.find(zone); other != also.end() && e.zone == 0 && !civil) add(other->second);
        }
      }
      if (out.empty()) add(utc);
      const auto [found, fresh] = known.try_emplace(out);
      if (fresh) found->second = t_.list(out);
      e.frames = found->second;
    }
  }

  /// The entities that fill a role of an event; where it tells none, what those of the role it goes through have as a
  /// property of that name.
  [[nodiscard]] Rows fillers_of(const flat::Event& e, Sym role) const {
    Rows out;
    const auto each = [&](Sym wanted, const auto& take) {
      for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r) {
        const auto& v = t_.values[t_.roles[r].value];
        if (t_.roles[r].role == wanted && v.type == flat::ValueType::entity) take(entity_row(v.sym));
      }
    };
    each(role, [&](std::uint32_t who) { out.push_back(who); });
    const RoleInfo* info = role_info(role);
    const auto unknown = t_.numbers_of(e.unknown);
    if (!out.empty() || info == nullptr || info->through.empty() ||
        std::find(unknown.begin(), unknown.end(), role.id) != unknown.end())
      return out;
    each(name(info->through), [&](std::uint32_t via) {
      if (!out.empty()) return;
      for (const std::uint32_t s : property(via, role))
        if (value_of(s).type == flat::ValueType::entity) out.push_back(entity_row(value_of(s).sym));
    });
    return out;
  }

  /// What is stated of a property, of the thing itself or, where it is one that parts inherit, of what it belongs to.
  [[nodiscard]] std::span<const std::uint32_t> property(std::uint32_t entity, Sym wanted) const {
    const auto own = stated(entity, wanted);
    const PropertyDef* def = schema_.property(t_.text(wanted));
    if (!own.empty() || def == nullptr || (def->traits & property_inherited) == 0) return own;
    for (const std::uint32_t up : t_.numbers_of(t_.places[entity].above)) {
      if (!inherits(entity, up)) continue;
      if (const auto from = stated(up, wanted); !from.empty()) return from;
    }
    return own;
  }

  [[nodiscard]] bool inherits(std::uint32_t entity, std::uint32_t from) const {
    return std::any_of(schema_.kinds.begin(), schema_.kinds.end(), [&](const KindDef& k) {
      if ((k.traits & kind_passes_on) == 0) return false;
      const Sym kind = find(Group::kind, k.id);
      if (!is_kind(from, kind)) return false;
      return is_kind(entity, kind) ||
             std::any_of(k.stands_for.begin(), k.stands_for.end(),
                         [&](const std::string& other) { return is_kind(entity, find(Group::kind, other)); });
    });
  }

  // ---- what was withdrawn ----

  void withdrawn() {
    for (std::uint32_t i = 0; i < t_.events.size(); ++i) {
      const auto& e = t_.events[i];
      if (e.rank != static_cast<std::uint32_t>(Rank::deprecated) || e.reason.size == 0) continue;
      t_.withdrawn_events.push_back(i);
      if (!replaced(e)) t_.withdrawn_open.push_back(i);
    }
  }

  /// Another event stands in its place: of its kind, not deprecated, and with the fillers of one of its keys.
  [[nodiscard]] bool replaced(const flat::Event& old) const {
    const EventDef* def = schema_.event(t_.text(old.kind));
    if (def == nullptr) return false;
    const auto has = [&](const flat::Event& e, const flat::Role& wanted) {
      for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r)
        if (t_.roles[r].role == wanted.role && same_value(t_.roles[r].value, wanted.value)) return true;
      return false;
    };
    for (const auto& key : def->keys) {
      std::vector<Sym> roles;
      for (const auto& r : key) roles.push_back(name(r));
      for (std::uint32_t r = old.roles.begin; r < old.roles.begin + old.roles.count; ++r) {
        const auto& v = t_.values[t_.roles[r].value];
        if (v.type != flat::ValueType::entity || std::find(roles.begin(), roles.end(), t_.roles[r].role) == roles.end())
          continue;
        for (const std::uint32_t i : t_.numbers_of(t_.places[entity_row(v.sym)].events)) {
          const auto& other = t_.events[i];
          if (other.kind != old.kind) continue;
          const bool same = std::all_of(roles.begin(), roles.end(), [&](Sym role) {
            for (std::uint32_t o = old.roles.begin; o < old.roles.begin + old.roles.count; ++o)
              if (t_.roles[o].role == role && has(other, t_.roles[o])) return true;
            return false;
          });
          if (same) return true;
        }
      }
    }
    return false;
  }

  [[nodiscard]] bool same_value(std::uint32_t a, std::uint32_t b) const {
    if (a == b) return true;
    flat::Value x = t_.values[a], y = t_.values[b];
    x.cell = y.cell = {};
    return x.type == y.type && x.sym == y.sym && x.flags == y.flags && t_.text(x.text) == t_.text(y.text) &&
           x.begin == y.begin && x.end == y.end && x.value == y.value && x.low == y.low && x.high == y.high &&
           x.precision == y.precision && x.decimals == y.decimals && x.significant == y.significant;
  }

  const Rows& by_time_;
};

}  // namespace

void derive_events(Tables& tables, const std::vector<std::uint32_t>& by_time) { EventDeriver(tables, by_time).run(); }

}  // namespace saksi::corpus
