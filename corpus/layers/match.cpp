#include "corpus/layers/match.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "core/tsv.h"
#include "corpus/layers/fit.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

bool digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}
bool capitals(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// "2023-118", "1957 ALP", "2017-F02": the tag of a launch. `piece` is what follows, the letter of one of its objects.
bool launch_tag(std::string_view s, std::string_view& piece) {
  if (s.size() < 8 || !digits(s.substr(0, 4)) || (s[4] != '-' && s[4] != ' ')) return false;
  const auto rest = s.substr(5, 3);
  piece = s.substr(8);
  if (s[4] == ' ') return capitals(rest) && (piece.empty() || (piece.front() == ' ' && digits(piece.substr(1))));
  const bool number = digits(rest) || (rest[0] >= 'A' && rest[0] <= 'Z' && digits(rest.substr(1)));
  return number && (piece.empty() || capitals(piece));
}

/// The code in a citation that identifies one thing, or "".
std::string code_of(const CitationRow& c, bool polity) {
  const std::string_view e = c.evidence;
  std::string_view piece;
  if (e.starts_with("geonameid ") && digits(e.substr(10))) return std::string(e);
  if (e.size() > 1 && e[0] == 'Q' && digits(e.substr(1))) return "wikidata " + std::string(e);
  if (launch_tag(e, piece) && !piece.empty()) return "cospar " + std::string(e);
  if (!polity) return {};
  if (e.starts_with("countryInfo ") && e.size() == 14 && capitals(e.substr(12)))
    return "iso " + std::string(e.substr(12));
  if (e.size() == 2 && capitals(e)) return "iso " + std::string(e);
  return {};
}

/// Letters in lower case, hyphens as blanks.
std::string folded(std::string_view name) {
  std::string out = lower_ascii(trim(name));
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

/// Ids by a mark of theirs, or marks by id.
using Marks = std::unordered_map<std::string, std::set<std::string>>;

/// One side of a comparison: its things by code and by name. Of an upper layer only the marks that something below has.
struct Side {
  const Content& content;
  std::unordered_map<std::string_view, std::size_t> at;                          ///< by id
  Marks by_code, by_name;                                                        ///< by names that are not common
  Marks names, codes;                                                            ///< of an id; of an upper layer
  std::unordered_map<std::string_view, std::vector<const StatementRow*>> known;  ///< what tells namesakes apart

  Side(const Content& c, const Schema& schema, const Side* below) : content(c) {
    at.reserve(c.entities.size());
    for (std::size_t i = 0; i < c.entities.size(); ++i) {
      const auto& e = c.entities[i];
      at.emplace(e.id, i);
      const bool polity =
          std::any_of(e.kinds.begin(), e.kinds.end(), [&](const auto& k) { return schema.is_a(k, "polity"); });
      for (const auto& cited : e.citations) {
        const std::string code = code_of(cited, polity);
        if (code.empty() || (below != nullptr && !below->by_code.contains(code))) continue;
        by_code[code].insert(e.id);
        if (below != nullptr) codes[e.id].insert(code);
      }
    }
    std::unordered_set<std::string> common;
    for (const auto& n : c.names) {
      if (n.common) common.insert(n.entity + "\t" + folded(n.text));
    }
    for (const auto& n : c.names) {
      if (n.role == "demonym") continue;
      std::string name = folded(n.text);
      if (below != nullptr && !below->by_name.contains(name)) continue;
      if (!common.empty() && common.contains(n.entity + "\t" + name)) continue;
      by_name[name].insert(n.entity);
      if (below != nullptr) names[n.entity].insert(std::move(name));
    }
    know(schema, below != nullptr);
  }

  [[nodiscard]] const EntityRow& row(const std::string& id) const { return content.entities[at.at(id)]; }

 private:
  void know(const Schema& schema, bool named) {
    std::unordered_map<std::string_view, bool> telling;
    for (const auto& s : content.statements) {
      const auto [tells, fresh] = telling.try_emplace(s.property, false);
      if (fresh) {
        const auto* p = schema.property(s.property);
        tells->second =
            p && p->functional && !p->timed &&
            (p->value == "coordinates" || (p->value == "date" && p->subject == "person") || s.property == "country");
      }
      if (!tells->second || !decides(s.rank)) continue;
      if (!named || names.contains(s.subject)) known[s.subject].push_back(&s);
    }
  }
};

std::string listed(const std::vector<std::string>& ids) {
  std::string out;
  for (const auto& id : ids) out += (out.empty() ? "" : ", ") + id;
  return out;
}

class EntityMatch {
 public:
  EntityMatch(const Content& lower, const Content& upper, const Schema& schema, std::size_t layer, LayerReport& report)
      : lower_(lower, schema, nullptr),
        upper_(upper, schema, &lower_),
        within_(lower, upper),
        schema_(schema),
        layer_(layer),
        report_(report) {}

  Renames run() {
    for (const auto& e : upper_.content.entities) {
      if (!lower_.at.contains(e.id)) continue;
      if (!apart(lower_.row(e.id), e)) {
        report_.merged.push_back({layer_, false, e.id, e.id, "id"});
        taken_.insert(e.id);
        continue;
      }
      int n = 2;
      std::string fresh;
      do fresh = e.id + "-" + std::to_string(n++);
      while (lower_.at.contains(fresh) || upper_.at.contains(fresh));
      renames_[e.id] = fresh;
      report_.ambiguous.push_back({layer_, false, fresh, {e.id}, "the id is that of another kind of thing below"});
    }
    match(lower_.by_code, upper_.codes, upper_.by_code, "code");
    match(lower_.by_name, upper_.names, upper_.by_name, "name");
    std::sort(report_.merged.begin(), report_.merged.end(), [](const auto& a, const auto& b) {
      return std::tie(a.layer, a.event, a.id, a.told_as) < std::tie(b.layer, b.event, b.id, b.told_as);
    });
    return std::move(renames_);
  }

 private:
  /// Nothing is of both their kinds.
  [[nodiscard]] bool apart(const EntityRow& l, const EntityRow& u) const {
    return std::any_of(u.kinds.begin(), u.kinds.end(), [&](const auto& k) {
      return std::any_of(l.kinds.begin(), l.kinds.end(), [&](const auto& other) { return schema_.disjoint(k, other); });
    });
  }

  /// Born on another day, at another place on the map: somebody else of that name.
  [[nodiscard]] bool told_apart(const std::string& lower, const std::string& upper) const {
    const auto l = lower_.known.find(lower);
    const auto u = upper_.known.find(upper);
    if (l == lower_.known.end() || u == upper_.known.end()) return false;
    for (const auto* a : l->second) {
      for (const auto* b : u->second) {
        if (a->property != b->property) continue;
        if (within_.fit(a->cell.value, b->cell.value, 0, a->property == "coordinates") == Fit::apart) {
          // The ids of countries are matched only later.
          if (a->property == "country" && !lower_.at.contains(b->cell.text)) continue;
          return true;
        }
      }
    }
    return false;
  }

  void match(const Marks& below, const Marks& marks_of, const Marks& beside, const std::string& by) {
    if (marks_of.empty()) return;
    for (const auto& e : upper_.content.entities) {
      const auto marks = marks_of.find(e.id);
      if (marks == marks_of.end() || lower_.at.contains(e.id) || renames_.contains(e.id)) continue;
      std::set<std::string> fits;
      std::set<std::string> unlike;
      std::set<std::string> rivals;
      for (const auto& mark : marks->second) {
        const auto found = below.find(mark);
        if (found == below.end()) continue;
        for (const auto& id : found->second) {
          if (apart(lower_.row(id), e)) continue;
          (by == "name" && told_apart(id, e.id) ? unlike : fits).insert(id);
        }
        for (const auto& other : beside.at(mark)) {
          if (other != e.id && !apart(upper_.row(other), e)) rivals.insert(other);
        }
      }
      for (const auto& id : fits) {
        if (taken_.contains(id)) rivals.insert(id);
      }
      std::string why;
      if (fits.size() > 1) {
        why = "its " + by + " fits several";
      } else if (fits.size() == 1 && !rivals.empty()) {
        why = "the layer has another of that " + by + ", " + *rivals.begin();
      } else if (fits.empty() && !unlike.empty()) {
        why = "of that name, but what is told of it does not go together";
        fits = std::move(unlike);
      } else if (fits.size() == 1) {
        renames_[e.id] = *fits.begin();
        taken_.insert(*fits.begin());
        report_.merged.push_back({layer_, false, *fits.begin(), e.id, by});
        continue;
      }
      if (!why.empty()) report_.ambiguous.push_back({layer_, false, e.id, {fits.begin(), fits.end()}, why});
    }
  }

  Side lower_, upper_;
  Within within_;
  const Schema& schema_;
  std::size_t layer_;
  LayerReport& report_;
  Renames renames_;
  std::set<std::string> taken_;  ///< ids below that an entity of the layer has
};

constexpr Seconds kDaysAway = 10 * 86400;

bool near(const EventRow& a, const EventRow& b, bool state) {
  if (!a.when || !b.when) return true;
  if (state) {
    // One term of office after another touches it; the same one lies over most of it.
    const auto clamped = [](const EventRow& e) {
      return TimeInterval{std::max(e.when->begin, kTimeBegin), std::min(e.when->end, Seconds{253402300800})};
    };
    const auto x = clamped(a);
    const auto y = clamped(b);
    const Seconds shared = std::min(x.end, y.end) - std::max(x.begin, y.begin);
    return shared > 0 && shared * 2 >= std::min(x.end - x.begin, y.end - y.begin);
  }
  const TimeInterval wide{a.when->begin <= kTimeBegin + kDaysAway ? kTimeBegin : a.when->begin - kDaysAway,
                          a.when->end >= kTimeEnd - kDaysAway ? kTimeEnd : a.when->end + kDaysAway};
  return wide.overlaps(*b.when);
}

/// Each combination of fillers that makes a key: a launch with two payloads has two.
std::vector<std::string> keys_of(const EventRow& event, const Schema& schema) {
  std::vector<std::string> out;
  const auto* def = schema.event(event.kind);
  if (!def) return out;
  if (def->state && def->keys.empty()) {
    // A state without a key is known by all that fill its roles.
    std::string all;
    int told = 0;
    for (const auto& r : event.roles) {
      if (!std::holds_alternative<Entity>(r.cell.value)) continue;
      all += r.role + "=" + r.cell.text + " ";
      ++told;
    }
    if (told > 1) out.push_back(all);
  }
  for (const auto& key : def->keys) {
    std::vector<std::string> ids = {""};
    for (const auto& role : key) {
      std::vector<std::string> longer;
      for (const auto& r : event.roles) {
        if (r.role != role) continue;
        for (const auto& id : ids) longer.push_back(id + role + "=" + r.cell.text + " ");
      }
      ids = std::move(longer);
    }
    if (!key.empty()) out.insert(out.end(), ids.begin(), ids.end());
  }
  return out;
}

/// Whether nothing that both tell of what has one value at a time goes apart.
bool may_be_one(const EventRow& a, const EventRow& b, const EventDef& def, const Within& within) {
  if (!a.when || !b.when || !a.when->overlaps(*b.when)) return false;
  for (const auto& r : a.roles) {
    const auto* role = def.role(r.role);
    if (!role || role->many) continue;
    for (const auto& other : b.roles) {
      if (other.role == r.role && within.fit(r.cell.value, other.cell.value, 0, false) == Fit::apart) return false;
    }
  }
  return true;
}

std::vector<std::string> tags_of(const EventRow& event, const Schema& schema) {
  std::vector<std::string> out;
  if (!schema.is_a(event.kind, "launch")) return out;
  for (const auto& c : event.citations) {
    std::string_view piece;
    if (launch_tag(c.evidence, piece) && piece.empty()) out.push_back(c.evidence);
  }
  return out;
}

}  // namespace

Renames match_entities(const Content& lower, const Content& upper, const Schema& schema, std::size_t layer,
                       LayerReport& report) {
  return EntityMatch(lower, upper, schema, layer, report).run();
}

std::vector<std::optional<std::size_t>> match_events(const Content& lower, Content& upper, const Schema& schema,
                                                     const Within& within, std::size_t layer, LayerReport& report) {
  std::unordered_map<std::string_view, std::size_t> by_id;
  std::unordered_map<std::string, std::vector<std::size_t>> by_key;
  std::unordered_map<std::string, std::vector<std::size_t>> by_tag;
  for (std::size_t i = 0; i < lower.events.size(); ++i) {
    const auto& e = lower.events[i];
    by_id.emplace(e.id, i);
    for (auto& key : keys_of(e, schema)) by_key[key].push_back(i);
    for (auto& tag : tags_of(e, schema)) by_tag[tag].push_back(i);
  }
  std::unordered_map<std::string, std::size_t> tags_above;
  for (const auto& e : upper.events) {
    for (const auto& tag : tags_of(e, schema)) ++tags_above[tag];
  }
  std::vector<std::optional<std::size_t>> out(upper.events.size());
  std::unordered_set<std::string> ids;  // of both, when one is first wanted that none has
  const auto fresh_id = [&](const std::string& old) {
    if (ids.empty()) {
      for (const auto* content : {&lower, static_cast<const Content*>(&upper)})
        for (const auto& e : content->events) ids.insert(e.id);
    }
    int number = 2;
    std::string id;
    do id = old + "-" + std::to_string(number++);
    while (!ids.insert(id).second);
    return id;
  };
  std::unordered_map<std::string, std::vector<std::size_t>> of_kind;  ///< events below, of a kind akin to it
  const auto akin_below = [&](const std::string& kind) -> const std::vector<std::size_t>& {
    const auto [found, fresh] = of_kind.try_emplace(kind);
    if (!fresh) return found->second;
    std::unordered_map<std::string, bool> akin;
    for (std::size_t i = 0; i < lower.events.size(); ++i) {
      const std::string& other = lower.events[i].kind;
      const auto [known, unseen] = akin.try_emplace(other);
      if (unseen) known->second = schema.is_a(other, kind) || schema.is_a(kind, other);
      if (known->second) found->second.push_back(i);
    }
    return found->second;
  };
  const auto akin = [&](const EventRow& a, const EventRow& b) {
    return schema.is_a(a.kind, b.kind) || schema.is_a(b.kind, a.kind);
  };
  // What the layer deprecates is no longer there for another of its rows to be: those go first.
  std::unordered_set<std::size_t> withdrawn;
  std::vector<std::size_t> order(upper.events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(),
                        [&](std::size_t n) { return upper.events[n].rank == Rank::deprecated; });
  for (const std::size_t n : order) {
    auto& e = upper.events[n];
    const auto merged = [&](std::size_t i, const char* by) {
      out[n] = i;
      if (e.rank == Rank::deprecated) withdrawn.insert(i);
      report.merged.push_back({layer, true, lower.events[i].id, e.id, by});
    };
    if (const auto found = by_id.find(e.id); found != by_id.end()) {
      if (akin(lower.events[found->second], e)) {
        merged(found->second, "id");
        continue;
      }
      const std::string old = e.id;
      e.id = fresh_id(old);
      report.ambiguous.push_back({layer, true, e.id, {old}, "the id is that of another kind of event below"});
      continue;
    }
    std::set<std::size_t> fits;
    std::set<std::size_t> far;
    const char* by = "code";
    const auto weigh = [&](std::size_t i) {
      const auto& l = lower.events[i];
      if (!akin(l, e) || withdrawn.contains(i) || l.rank == Rank::deprecated) return;
      const auto* def = schema.event(e.kind);
      (near(l, e, def && def->state) ? fits : far).insert(i);
    };
    for (const auto& tag : tags_of(e, schema)) {
      const auto found = by_tag.find(tag);
      if (found != by_tag.end() && found->second.size() == 1 && tags_above[tag] == 1) weigh(found->second.front());
    }
    if (fits.empty()) {
      by = "key";
      for (const auto& key : keys_of(e, schema)) {
        const auto found = by_key.find(key);
        if (found == by_key.end()) continue;
        for (const auto i : found->second) weigh(i);
      }
    }
    if (fits.size() == 1) {
      merged(*fits.begin(), by);
      continue;
    }
    std::vector<std::string> other;
    for (const auto i : fits.empty() ? far : fits) other.push_back(lower.events[i].id);
    std::string why = fits.empty() ? "what the schema says is one event, at quite another time"
                                   : "it fits several: kept, but counted by none for certain";
    bool unsure = !fits.empty();
    const auto* def = schema.event(e.kind);
    if (other.empty() && def && !def->state && keys_of(e, schema).empty() && e.rank != Rank::deprecated) {
      // Without what tells it from others, it may be one of those of its time.
      for (const auto i : akin_below(e.kind)) {
        const auto& l = lower.events[i];
        const bool lives = l.rank != Rank::deprecated && l.rank != Rank::draft && !withdrawn.contains(i);
        if (lives && may_be_one(l, e, *def, within)) other.push_back(l.id);
      }
      unsure = !other.empty();
      why = "nothing tells whether it is one of these: kept, but counted by none for certain";
    }
    if (other.empty()) continue;
    if (unsure) e.marginal = true;
    report.ambiguous.push_back({layer, true, e.id, std::move(other), std::move(why)});
  }
  return out;
}

}  // namespace saksi::corpus

namespace saksi {

std::string LayerReport::text() const {
  std::string out;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const auto mine = [&](const auto& list) {
      return std::count_if(list.begin(), list.end(), [&](const auto& e) { return e.layer == i + 1; });
    };
    out += "layer " + std::to_string(i + 1) + ": " + std::to_string(entities[i]) + " entities, " +
           std::to_string(events[i]) + " events, " + std::to_string(statements[i]) + " statements";
    if (i > 0) {
      out += " of its own; " + std::to_string(mine(merged)) + " merged, " + std::to_string(mine(ambiguous)) +
             " ambiguous, " + std::to_string(mine(disputed)) + " disputed, " + std::to_string(mine(withdrawn)) +
             " withdrawn";
    }
    out += "\n";
  }
  const auto event = [](bool is) { return is ? std::string("event ") : std::string(); };
  for (const auto& m : merged) {
    if (m.by != "id") out += "merged " + event(m.event) + m.told_as + " into " + m.id + " by " + m.by + "\n";
  }
  for (const auto& a : ambiguous)
    out += "ambiguous " + event(a.event) + a.id + " (" + corpus::listed(a.fits) + "): " + a.why + "\n";
  for (const auto& d : disputed) out += "disputed " + d.of + ": " + d.lower + " or " + d.upper + "\n";
  for (const auto& w : withdrawn) out += "withdrawn " + w.of + (w.reason.empty() ? "" : ": " + w.reason) + "\n";
  return out;
}

}  // namespace saksi
