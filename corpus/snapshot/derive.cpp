#include <array>
#include <charconv>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/limits.h"
#include "corpus/snapshot/derivation.h"

/// What follows from the rows of a fact base whatever is asked, found once, when the snapshot is made. Here: which kinds a
/// thing is of, what is stated of it, what it belongs to and where it is.
namespace saksi::corpus {
namespace {

std::optional<double> number_of(std::string_view s) {
  double v = 0;
  const auto r = std::from_chars(s.data(), s.data() + s.size(), v);
  return r.ec == std::errc{} && r.ptr == s.data() + s.size() ? std::optional(v) : std::nullopt;
}

class ThingDeriver : Derivation {
 public:
  using Derivation::Derivation;

  /// Events that decide, in the order of time.
  Rows run() {
    t_.places.resize(t_.entities.size());
    kinds();
    statements();
    Rows by_time = events();
    relations();
    coordinates();
    zones();
    names();
    return by_time;
  }

 private:
  // ---- kinds ----

  void kinds() {
    const std::size_t n = kind_count();
    t_.kind_words = (n + 63) / 64;
    for (auto* square : {&t_.kinds_up, &t_.kinds_apart, &t_.kinds_exclude}) square->assign(n * t_.kind_words, 0);
    for (std::size_t a = 0; a < n; ++a) {
      const auto x = t_.text(t_.at(Group::kind, static_cast<std::uint32_t>(a)));
      for (std::size_t b = 0; b < n; ++b) {
        const auto y = t_.text(t_.at(Group::kind, static_cast<std::uint32_t>(b)));
        if (schema_.is_a(x, y)) set(t_.kinds_up, a, b);
        if (schema_.disjoint(x, y)) set(t_.kinds_apart, a, b);
        if (schema_.excludes(x, y)) set(t_.kinds_exclude, a, b);
      }
    }
    t_.kind_index.resize(n);
    t_.kind_bits.assign(t_.entities.size() * t_.kind_words, 0);
    std::vector<Rows> members(n);
    for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
      for (const std::uint32_t k : t_.numbers_of(t_.entities[e].kinds))
        for (std::size_t w = 0; w < t_.kind_words; ++w)
          t_.kind_bits[e * t_.kind_words + w] |= t_.kinds_up[kind_row({k}) * t_.kind_words + w];
      each_bit(t_.kind_bits, e, [&](std::size_t k) { members[k].push_back(e); });
    }
    for (std::size_t k = 0; k < n; ++k) t_.kind_index[k].entities = t_.list(members[k]);
  }

  // ---- statements ----

  void statements() {
    t_.name_index.resize(t_.groups[static_cast<std::size_t>(Group::name)].count);
    std::vector<Rows> of_property(t_.name_index.size());
    std::vector<std::array<std::uint32_t, 3>> of_value;  // property, value, row
    const auto& all = t_.statements;
    for (std::uint32_t first = 0; first < all.size();) {
      std::uint32_t last = first;
      while (last < all.size() && all[last].subject == all[first].subject) ++last;
      if (all[first].subject != flat::kNone) of_subject(first, last);
      first = last;
    }
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (!decides(all[i].rank)) continue;
      of_property[t_.row(Group::name, all[i].property)].push_back(i);
      const auto& v = t_.values[all[i].value];
      if (v.type == flat::ValueType::entity) of_value.push_back({all[i].property.id, v.sym.id, i});
    }
    for (std::size_t n = 0; n < of_property.size(); ++n) t_.name_index[n].statements = t_.list(of_property[n]);
    std::sort(of_value.begin(), of_value.end());
    Rows rows;
    for (std::size_t i = 0; i < of_value.size(); ++i) {
      rows.push_back(of_value[i][2]);
      const bool last =
          i + 1 == of_value.size() || of_value[i + 1][0] != of_value[i][0] || of_value[i + 1][1] != of_value[i][1];
      if (!last) continue;
      t_.value_index.push_back({{of_value[i][0]}, {of_value[i][1]}, t_.list(rows)});
      rows.clear();
    }
  }

  void of_subject(std::uint32_t first, std::uint32_t last) {
    flat::Place& place = t_.places[t_.statements[first].subject];
    place.statements = {first, last - first};
    Rows deciding, gone;
    for (std::uint32_t i = first; i < last; ++i) {
      const auto& s = t_.statements[i];
      if (decides(s.rank)) deciding.push_back(i);
      if (s.rank == static_cast<std::uint32_t>(Rank::deprecated) && s.reason.size > 0) gone.push_back(i);
    }
    std::stable_sort(deciding.begin(), deciding.end(), [&](std::uint32_t a, std::uint32_t b) {
      return t_.statements[a].property < t_.statements[b].property;
    });
    place.deciding = t_.list(deciding);
    place.withdrawn = t_.list(gone);
  }

  // ---- events ----

  Rows events() {
    Rows by_time;
    for (std::uint32_t i = 0; i < t_.events.size(); ++i)
      if (decides(t_.events[i].rank)) by_time.push_back(i);
    std::stable_sort(by_time.begin(), by_time.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto key = [&](std::uint32_t i) {
        const auto& e = t_.events[i];
        return std::tuple((e.flags & flat::has_time) == 0, e.begin, e.end);
      };
      return key(a) < key(b);
    });
    std::vector<Rows> of_kind(kind_count());
    std::vector<std::array<std::uint32_t, 3>> of_entity;  // entity, place in time, row
    for (std::uint32_t at = 0; at < by_time.size(); ++at) {
      const std::uint32_t i = by_time[at];
      const auto& e = t_.events[i];
      each_bit(t_.kinds_up, kind_row(e.kind), [&](std::size_t k) { of_kind[k].push_back(i); });
      for (std::uint32_t r = e.roles.begin; r < e.roles.begin + e.roles.count; ++r) {
        const auto& v = t_.values[t_.roles[r].value];
        if (v.type == flat::ValueType::entity) of_entity.push_back({entity_row(v.sym), at, i});
      }
    }
    for (std::size_t k = 0; k < kind_count(); ++k) t_.kind_index[k].events = t_.list(of_kind[k]);
    std::sort(of_entity.begin(), of_entity.end());
    of_entity.erase(std::unique(of_entity.begin(), of_entity.end()), of_entity.end());
    Rows rows;
    auto next = of_entity.begin();
    for (std::uint32_t e = 0; e < t_.places.size(); ++e) {
      rows.clear();
      for (; next != of_entity.end() && (*next)[0] == e; ++next) rows.push_back((*next)[2]);
      t_.places[e].events = t_.list(rows);
    }
    return by_time;
  }

  // ---- what belongs to what ----

  struct Upward {
    Sym property;
    std::vector<Sym> kinds;
  };

  void relations() {
    std::vector<Upward> upward;
    std::vector<Sym> parts;
    for (const auto& p : schema_.properties) {
      if (!p.upward.empty()) {
        upward.push_back({name(p.id), {}});
        for (const auto& k : p.upward) upward.back().kinds.push_back(find(Group::kind, k));
      }
      if ((p.traits & property_part) != 0) parts.push_back(name(p.id));
    }
    for (const auto& k : schema_.kinds)
      if ((k.traits & kind_part_says) != 0) part_says_.push_back(find(Group::kind, k.id));
    const Sym polity = find(Group::kind, kPolity);
    for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
      const Rows above = above_of(e, upward);
      Rows countries;
      if (polity && is_kind(e, polity)) {
        countries.push_back(e);
      } else {
        for (const std::uint32_t up : above)
          if (polity && is_kind(up, polity)) countries.push_back(up);
      }
      t_.places[e].above = t_.list(above);
      t_.places[e].countries = t_.list(countries);
      t_.places[e].below = t_.list(below_of(e, parts));
    }
  }

  /// What an entity states that it belongs to, by any property that leads upward.
  [[nodiscard]] Rows stated_above(std::uint32_t entity, const std::vector<Upward>& upward) const {
    Rows out;
    for (const Upward& u : upward) {
      if (std::none_of(u.kinds.begin(), u.kinds.end(), [&](Sym k) { return is_kind(entity, k); })) continue;
      for (const std::uint32_t s : stated(entity, u.property))
        if (value_of(s).type == flat::ValueType::entity) out.push_back(entity_row(value_of(s).sym));
    }
    return out;
  }

  /// All that an entity belongs to in any way.
  [[nodiscard]] Rows reached_from(std::uint32_t entity, const std::vector<Upward>& upward) const {
    Rows out{entity};
    for (std::size_t next = 0; next < out.size(); ++next)
      for (const std::uint32_t up : stated_above(out[next], upward))
        if (std::find(out.begin(), out.end(), up) == out.end()) out.push_back(up);
    return out;
  }

  /// What it belongs to, less what it belongs to only as a part of something nearer: the country of its territory.
  [[nodiscard]] Rows nearest_above(std::uint32_t entity, const std::vector<Upward>& upward) const {
    const Rows all = stated_above(entity, upward);
    if (all.size() < 2 || all.size() > limits::parents_told_apart) return all;
    std::vector<Rows> reached;
    for (const std::uint32_t up : all) reached.push_back(reached_from(up, upward));
    const auto leads = [&](std::size_t from, std::uint32_t to) {
      return std::find(reached[from].begin(), reached[from].end(), to) != reached[from].end();
    };
    Rows out;
    for (std::size_t i = 0; i < all.size(); ++i) {
      bool farther = false;
      for (std::size_t k = 0; k < all.size() && !farther; ++k)
        farther = all[k] != all[i] && leads(k, all[i]) && !leads(i, all[k]);
      if (!farther) out.push_back(all[i]);
    }
    return out;
  }

  /// All that an entity belongs to. A territory that says on which continent it lies is not on that of its country.
  [[nodiscard]] Rows above_of(std::uint32_t entity, const std::vector<Upward>& upward) const {
    Rows out;
    if (t_.places[entity].deciding.count == 0) return out;
    struct Step {
      std::uint32_t at;
      bool grounds;  ///< those of a kind that parts say for themselves count too
    };
    std::vector<Step> open{{entity, true}};
    for (std::size_t next = 0; next < open.size(); ++next) {
      const Step step = open[next];
      const Rows all = nearest_above(step.at, upward);
      const bool says = all.size() > limits::parents_told_apart ||
                        std::any_of(all.begin(), all.end(), [&](std::uint32_t up) { return part_says(up); });
      for (const std::uint32_t up : all) {
        if (up == entity || (part_says(up) && !step.grounds)) continue;
        const Step on{up, step.grounds && (part_says(up) || !says)};
        const auto been = std::find_if(open.begin(), open.end(), [&](const Step& s) { return s.at == up; });
        if (been == open.end()) out.push_back(up);
        const bool covered = std::any_of(open.begin(), open.end(),
                                         [&](const Step& s) { return s.at == up && (s.grounds || !on.grounds); });
        if (!covered) open.push_back(on);
      }
    }
    return out;
  }

  [[nodiscard]] bool part_says(std::uint32_t entity) const {
    return std::any_of(part_says_.begin(), part_says_.end(), [&](Sym kind) { return is_kind(entity, kind); });
  }

  [[nodiscard]] Rows below_of(std::uint32_t entity, const std::vector<Sym>& parts) const {
    Rows out;
    Rows open{entity};
    for (std::size_t next = 0; next < open.size(); ++next) {
      for (const Sym p : parts) {
        for (const std::uint32_t s : with_value(p, t_.at(Group::entity, open[next]))) {
          const std::uint32_t part = t_.statements[s].subject;
          if (part == entity || part == flat::kNone || std::find(out.begin(), out.end(), part) != out.end()) continue;
          out.push_back(part);
          open.push_back(part);
        }
      }
    }
    return out;
  }

  [[nodiscard]] std::span<const std::uint32_t> with_value(Sym property, Sym value) const {
    const auto found = std::lower_bound(
        t_.value_index.begin(), t_.value_index.end(), std::pair(property, value),
        [](const flat::ValueIndex& x, const std::pair<Sym, Sym>& key) { return std::pair(x.property, x.value) < key; });
    if (found == t_.value_index.end() || found->property != property || found->value != value) return {};
    return t_.numbers_of(found->statements);
  }

  void coordinates() {
    for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
      const auto all = stated(e, names::coordinates);
      if (all.empty()) continue;
      Rows told(all.begin(), all.end());
      const auto preferred = [&](std::uint32_t s) {
        return t_.statements[s].rank == static_cast<std::uint32_t>(Rank::preferred);
      };
      if (std::any_of(told.begin(), told.end(), preferred))
        std::erase_if(told, [&](std::uint32_t s) { return !preferred(s); });
      // Sources of equal rank that put it at two places put it nowhere.
      const bool apart = std::any_of(told.begin(), told.end(), [&](std::uint32_t s) {
        return t_.text(value_of(s).text) != t_.text(value_of(told.front()).text);
      });
      if (apart) continue;
      for (const std::uint32_t s : told) {
        const std::string_view text = t_.text(value_of(s).text);
        const auto comma = text.find(',');
        if (value_of(s).type != flat::ValueType::text || comma == std::string_view::npos) continue;
        const auto latitude = number_of(text.substr(0, comma)), longitude = number_of(text.substr(comma + 1));
        if (!latitude || !longitude) continue;
        flat::Place& place = t_.places[e];
        place.coordinates = s;
        place.latitude = *latitude;
        place.longitude = *longitude;
        break;
      }
    }
  }

  // ---- zones ----

  [[nodiscard]] std::uint32_t own_zone(std::uint32_t entity) {
    for (const std::uint32_t s : stated(entity, names::zone)) {
      if (value_of(s).type != flat::ValueType::text) continue;
      const std::string text(t_.text(value_of(s).text));
      const auto [known, fresh] = zone_rows_.try_emplace(text, 0);
      if (fresh) known->second = zone_row(text);
      return known->second;
    }
    return 0;
  }

  /// Of itself, else of its country, else of that one's capital.
  void zones() {
    for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
      std::uint32_t zone = own_zone(e);
      for (const std::uint32_t c :
           Rows(t_.numbers_of(t_.places[e].countries).begin(), t_.numbers_of(t_.places[e].countries).end())) {
        if (zone != 0) break;
        zone = own_zone(c);
        for (const std::uint32_t s : stated(c, names::capital)) {
          if (zone != 0 || value_of(s).type != flat::ValueType::entity) break;
          zone = own_zone(entity_row(value_of(s).sym));
        }
      }
      t_.places[e].zone = zone;
    }
  }

  void names() {
    for (std::uint32_t i = 0; i < t_.names.size(); ++i) {
      t_.names_by_text.push_back(i);
      if (t_.names[i].entity == flat::kNone) continue;
      flat::Range& of = t_.places[t_.names[i].entity].names;
      if (of.count == 0) of.begin = i;
      of.count = i + 1 - of.begin;
    }
    std::stable_sort(t_.names_by_text.begin(), t_.names_by_text.end(), [&](std::uint32_t a, std::uint32_t b) {
      return t_.text(t_.names[a].text) < t_.text(t_.names[b].text);
    });
  }

  std::unordered_map<std::string, std::uint32_t> zone_rows_;
  std::vector<Sym> part_says_;  ///< kinds of which a part says itself in which it lies
};

}  // namespace

void derive(Tables& tables) {
  const std::vector<std::uint32_t> by_time = ThingDeriver(tables).run();
  derive_events(tables, by_time);
}

}  // namespace saksi::corpus
