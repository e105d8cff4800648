#include "corpus/layers.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/text_index.h"
#include "corpus/layers/fit.h"
#include "corpus/layers/match.h"
#include "corpus/layers/rename.h"
#include "corpus/snapshot.h"

namespace saksi::corpus {
namespace {

Diagnostic fault(std::string code, std::string message) {
  Diagnostic d;
  d.code = std::move(code);
  d.message = std::move(message);
  return d;
}

/// The others after the own ones, none twice.
template <class T>
void unite(std::vector<T>& own, const std::vector<T>& others) {
  for (const auto& o : others) {
    if (std::find(own.begin(), own.end(), o) == own.end()) own.push_back(o);
  }
}

/// Rows of the upper layer replace those of the same key.
template <class Row, class Key>
void replace(std::vector<Row>& lower, std::vector<Row> upper, Key key) {
  std::unordered_map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < lower.size(); ++i) at.emplace(key(lower[i]), i);
  for (auto& row : upper) {
    const auto found = at.find(key(row));
    if (found != at.end()) {
      lower[found->second] = std::move(row);
    } else {
      lower.push_back(std::move(row));
    }
  }
}

/// True where every table of `less` opens one of `more`: rows were added, none was changed.
bool extends(const std::vector<SchemaTable>& more, const std::vector<SchemaTable>& less) {
  return std::all_of(less.begin(), less.end(), [&](const SchemaTable& l) {
    return std::any_of(more.begin(), more.end(), [&](const SchemaTable& m) {
      return m.name == l.name && m.content.starts_with(l.content) &&
             (m.content.size() == l.content.size() || l.content.ends_with('\n') || m.content[l.content.size()] == '\n');
    });
  });
}

bool same_tables(const std::vector<SchemaTable>& a, const std::vector<SchemaTable>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const SchemaTable& x, const SchemaTable& y) {
    return x.name == y.name && x.content == y.content;
  });
}

/// Puts one layer over what lies below.
class Merger {
 public:
  Merger(Content& lower, Content upper, const Schema& schema, std::size_t layer, LayerReport& report)
      : lower_(lower), upper_(std::move(upper)), schema_(schema), layer_(layer), report_(report) {}

  void run() {
    std::stable_sort(upper_.entities.begin(), upper_.entities.end(),
                     [](const auto& a, const auto& b) { return a.id < b.id; });
    rename(upper_, match_entities(lower_, upper_, schema_, layer_, report_));
    within_ = std::make_unique<Within>(lower_, upper_);
    const auto id = [](const auto& row) { return row.id; };
    replace(lower_.sources, std::move(upper_.sources), id);
    entities();
    names();
    events();
    statements();
    replace(lower_.complete, std::move(upper_.complete), id);
    replace(lower_.zones, std::move(upper_.zones), [](const ZoneRow& z) { return z.name; });
  }

 private:
  /// The upper layer's kinds, but none vaguer than what is known below.
  [[nodiscard]] std::vector<std::string> kinds(const std::vector<std::string>& lower,
                                               const std::vector<std::string>& upper) const {
    if (lower == upper) return upper;
    std::vector<std::string> out;
    for (const auto& k : upper) {
      const bool vague =
          std::any_of(lower.begin(), lower.end(), [&](const auto& l) { return l != k && schema_.is_a(l, k); });
      if (!vague) out.push_back(k);
    }
    for (const auto& l : lower) {
      const bool apart = std::any_of(upper.begin(), upper.end(), [&](const auto& k) { return schema_.disjoint(k, l); });
      const bool vague =
          std::any_of(upper.begin(), upper.end(), [&](const auto& k) { return k == l || schema_.is_a(k, l); });
      if (!apart && !vague) out.push_back(l);
    }
    return out.empty() ? upper : out;
  }

  void entities() {
    // With room for all, the ids stay where they are.
    lower_.entities.reserve(lower_.entities.size() + upper_.entities.size());
    std::unordered_map<std::string_view, std::size_t> at;
    at.reserve(lower_.entities.capacity());
    for (std::size_t i = 0; i < lower_.entities.size(); ++i) at.emplace(lower_.entities[i].id, i);
    std::size_t fresh = 0;
    for (auto& u : upper_.entities) {
      const auto found = at.find(u.id);
      if (found == at.end()) {
        lower_.entities.push_back(std::move(u));
        at.emplace(lower_.entities.back().id, lower_.entities.size() - 1);
        ++fresh;
        continue;
      }
      auto& l = lower_.entities[found->second];
      l.kinds = kinds(l.kinds, u.kinds);
      l.label_en = std::move(u.label_en);
      l.label_id = std::move(u.label_id);
      unite(l.citations, u.citations);
    }
    report_.entities.push_back(fresh);
  }

  void names() {
    auto& all = lower_.names;
    all.reserve(all.size() + upper_.names.size());  // the names stay where they are
    TextIndex entities;
    std::vector<std::size_t> last, before;  // name of an entity, of each name the one before it
    constexpr std::size_t kFirst = std::numeric_limits<std::size_t>::max();
    const auto chain = [&](std::size_t n) {
      const auto [entity, fresh] = entities.add(all[n].entity);
      if (fresh) last.push_back(kFirst);
      before.push_back(std::exchange(last[entity], n));
    };
    before.reserve(all.capacity());
    for (std::size_t n = 0; n < all.size(); ++n) chain(n);
    const auto told = [&](const NameRow& n) {
      const auto entity = entities.find(n.entity);
      for (auto i = entity == TextIndex::kNone ? kFirst : last[entity]; i != kFirst; i = before[i])
        if (all[i].lang == n.lang && all[i].role == n.role && all[i].text == n.text) return true;
      return false;
    };
    for (auto& n : upper_.names) {
      if (told(n)) continue;
      all.push_back(std::move(n));
      chain(all.size() - 1);
    }
  }

  void dispute(std::string of, std::string lower, std::string upper) {
    report_.disputed.push_back({layer_, std::move(of), std::move(lower), std::move(upper)});
  }

  void withdraw(std::string of, const std::string& reason) {
    report_.withdrawn.push_back({layer_, std::move(of), reason});
  }

  // Events.

  void events() {
    lower_.events.reserve(lower_.events.size() + upper_.events.size());
    const auto matched = match_events(lower_, upper_, schema_, *within_, layer_, report_);
    std::size_t fresh = 0;
    for (std::size_t i = 0; i < upper_.events.size(); ++i) {
      auto& u = upper_.events[i];
      if (matched[i]) {
        over(lower_.events[*matched[i]], std::move(u));
        continue;
      }
      leave_open(u);
      lower_.events.push_back(std::move(u));
      ++fresh;
    }
    report_.events.push_back(fresh);
  }

  /// That a set below is told whole says nothing of the roles of what only this layer knows.
  void leave_open(EventRow& event) {
    for (const auto& role : whole_roles(event.kind)) {
      const bool told =
          std::any_of(event.roles.begin(), event.roles.end(), [&](const RoleRow& r) { return r.role == role; });
      if (!told && std::find(event.unknown.begin(), event.unknown.end(), role) == event.unknown.end())
        event.unknown.push_back(role);
    }
  }

  /// The roles that a completeness statement below has of every event of some set of the kind.
  const std::vector<std::string>& whole_roles(const std::string& kind) {
    const auto [found, fresh] = whole_roles_.try_emplace(kind);
    if (!fresh) return found->second;
    const auto* def = schema_.event(kind);
    for (const auto& c : lower_.complete) {
      if (!def || !schema_.is_a(kind, c.set.substr(0, c.set.find('{')))) continue;
      for (const auto& role : c.roles) {
        if (role != "time" && def->role(role)) unite(found->second, {role});
      }
    }
    return found->second;
  }

  void over(EventRow& l, EventRow u) {
    if (u.rank == Rank::draft) return;
    if (l.rank == Rank::draft) {
      u.id = l.id;
      l = std::move(u);
      return;
    }
    if (u.rank == Rank::deprecated) {
      if (l.rank != Rank::deprecated) withdraw(l.id, u.reason);
      l.rank = Rank::deprecated;
      if (!u.reason.empty()) l.reason = u.reason;
      unite(l.citations, u.citations);
      return;
    }
    if (l.rank == Rank::deprecated) {  // told anew by a later layer
      u.id = l.id;
      l = std::move(u);
      return;
    }
    EventRow same = u;
    same.id = l.id;
    if (same == l) return;
    const bool cited_alike = l.citations == u.citations;
    if (!cited_alike) {
      for (auto* e : {&l, &u}) {
        for (auto& r : e->roles) {
          if (r.citations.empty()) r.citations = e->citations;
        }
      }
    }
    if (schema_.is_a(u.kind, l.kind)) l.kind = u.kind;
    times(l, u);
    roles(l, u);
    if (!u.zone.empty()) l.zone = u.zone;
    unite(l.citations, u.citations);
    l.marginal = l.marginal || u.marginal;
    if (u.rank == Rank::preferred) l.rank = Rank::preferred;
  }

  /// Which of two that go apart stays; both where neither is preferred.
  enum class Stays { lower, upper, both };
  static Stays stays(Rank lower, Rank upper) {
    if (lower == upper) return Stays::both;
    return upper == Rank::preferred ? Stays::upper : Stays::lower;
  }

  void roles(EventRow& l, EventRow& u) {
    const auto* def = schema_.event(l.kind);
    const auto place = [&](const RoleRow& r) {
      if (!def) return std::size_t{0};
      return static_cast<std::size_t>(
          std::find_if(def->roles.begin(), def->roles.end(), [&](const RoleDef& d) { return d.name == r.role; }) -
          def->roles.begin());
    };
    for (auto& r : u.roles) {
      if (r.role == "time" || r.role == "from" || r.role == "to") {
        const auto* d = def ? def->role(r.role) : nullptr;
        if (!d || d->type == "date") continue;  // times() took them
      }
      const auto* role = def ? def->role(r.role) : nullptr;
      std::vector<std::size_t> own;
      for (std::size_t i = 0; i < l.roles.size(); ++i) {
        if (l.roles[i].role == r.role) own.push_back(i);
      }
      const auto same =
          std::find_if(own.begin(), own.end(), [&](std::size_t i) { return l.roles[i].cell.value == r.cell.value; });
      if (same != own.end()) {
        unite(l.roles[*same].citations, r.citations);
        continue;
      }
      if (own.empty() || !role || role->many) {
        l.roles.push_back(std::move(r));
        continue;
      }
      bool settled = false;
      for (const std::size_t i : own) {
        const Fit fit = within_->fit(l.roles[i].cell.value, r.cell.value, 0, false);
        if (fit == Fit::apart) continue;
        settled = true;
        if (fit == Fit::upper || fit == Fit::same) l.roles[i] = r;
        break;
      }
      if (settled) continue;
      const Stays which = stays(l.rank, u.rank);
      if (which == Stays::upper) {
        std::erase_if(l.roles, [&](const RoleRow& old) { return old.role == r.role; });
      } else if (which == Stays::both) {
        dispute(l.id + ": " + r.role, l.roles[own.front()].cell.text, r.cell.text);
      }
      if (which != Stays::lower) l.roles.push_back(std::move(r));
    }
    std::stable_sort(l.roles.begin(), l.roles.end(),
                     [&](const RoleRow& a, const RoleRow& b) { return place(a) < place(b); });
    const auto filled = [&](const std::string& role) {
      return std::any_of(l.roles.begin(), l.roles.end(), [&](const RoleRow& r) { return r.role == role; });
    };
    for (auto& role : u.unknown) {
      if (role == "time" && l.when) continue;
      if (!filled(role) && std::find(l.unknown.begin(), l.unknown.end(), role) == l.unknown.end())
        l.unknown.push_back(std::move(role));
    }
    std::erase_if(l.unknown, [&](const std::string& role) {
      const auto* d = def ? def->role(role) : nullptr;
      return role == "time" ? l.when.has_value() : d && !d->many && filled(role);
    });
  }

  /// A time that one of the sources tells, kept beside another that does not go with it.
  static RoleRow told(const std::string& role, const std::string& text, const std::vector<CitationRow>& citations) {
    RoleRow r{role, {Text{text}, text}, citations};
    if (const auto date = parse_edtf(text)) r.cell.value = *date;
    return r;
  }

  void times(EventRow& l, EventRow& u) {
    const auto* def = schema_.event(l.kind);
    if (def && def->state) return state_times(l, u);
    if (!u.when) return;
    if (!l.when) {
      l.time_text = u.time_text;
      l.when = u.when;
      return;
    }
    const auto length = [](const EventRow& e) { return e.when->end - e.when->begin; };
    const auto take = [&] {
      std::erase_if(l.roles, [](const RoleRow& r) { return r.role == "time"; });
      l.time_text = u.time_text;
      l.when = u.when;
    };
    const auto others =
        std::count_if(l.roles.begin(), l.roles.end(), [](const RoleRow& r) { return r.role == "time"; });
    if (others == 0 && l.when->overlaps(*u.when)) {
      if (length(u) <= length(l)) take();
      return;
    }
    switch (stays(l.rank, u.rank)) {
      case Stays::lower: return;
      case Stays::upper: return take();
      case Stays::both: break;
    }
    dispute(l.id + ": time", l.time_text, u.time_text);
    if (others == 0) l.roles.push_back(told("time", l.time_text, l.citations));
    l.roles.push_back(told("time", u.time_text, u.citations));
    l.when = TimeInterval{std::min(l.when->begin, u.when->begin), std::max(l.when->end, u.when->end)};
  }

  void state_times(EventRow& l, EventRow& u) {
    if (!u.when) return;
    const auto take = [&] {
      std::erase_if(l.roles, [&](const RoleRow& r) {
        const auto* d = schema_.event(l.kind)->role(r.role);
        return (r.role == "from" || r.role == "to") && !d;
      });
      l.from_text = u.from_text;
      l.to_text = u.to_text;
      l.when = u.when;
      l.open_ended = u.open_ended;
    };
    if (!l.when) return take();
    const Stays which = stays(l.rank, u.rank);
    if (which == Stays::upper) return take();
    if (which == Stays::lower) return;
    const auto span = [](const std::string& text) {
      const auto d = parse_edtf(text);
      return d ? to_utc_anywhere(d->civil) : TimeInterval{kTimeBegin, kTimeBegin};
    };
    const auto one = [&](const std::string& role, std::string& own, const std::string& other) {
      if (own == other || other.empty()) return;
      if (own.empty() || span(own).overlaps(span(other))) {
        const auto length = [&](const std::string& t) { return span(t).end - span(t).begin; };
        if (own.empty() || length(other) <= length(own)) own = other;
        return;
      }
      dispute(l.id + ": " + role, own, other);
      l.roles.push_back(told(role, own, l.citations));
      l.roles.push_back(told(role, other, u.citations));
    };
    const TimeInterval hull{std::min(l.when->begin, u.when->begin), std::max(l.when->end, u.when->end)};
    const TimeInterval core{std::max(l.when->begin, u.when->begin), std::min(l.when->end, u.when->end)};
    one("from", l.from_text, u.from_text);
    if (l.open_ended != u.open_ended) {
      // Of one that had ended by the time the other was seen to hold, the end is disputed; else the later word has it.
      const EventRow& open = l.open_ended ? l : u;
      const EventRow& ended = l.open_ended ? u : l;
      std::string checked;
      for (const auto& c : open.citations) checked = std::max(checked, c.checked);
      const auto day = parse_edtf(checked);
      const bool still = day && day->civil.begin > ended.when->end;
      if (!still) {
        l.to_text = ended.to_text;
        l.open_ended = false;
        l.when = TimeInterval{hull.begin, core.end};
        return;
      }
      dispute(l.id + ": to", l.open_ended ? std::string("-") : l.to_text, u.open_ended ? std::string("-") : u.to_text);
      l.roles.push_back(told("to", ended.to_text, ended.citations));
      l.to_text.clear();
      l.open_ended = true;
    } else {
      one("to", l.to_text, u.to_text);
    }
    const bool apart = std::any_of(l.roles.begin(), l.roles.end(),
                                   [](const RoleRow& r) { return r.role == "from" || r.role == "to"; });
    l.when = apart || core.end <= core.begin ? hull : core;
  }

  // Statements.

  static bool same_time(const StatementRow& a, const StatementRow& b) {
    constexpr TimeInterval kAlways{kTimeBegin, kTimeEnd};
    return a.valid.value_or(kAlways).overlaps(b.valid.value_or(kAlways));
  }

  void statements() {
    const std::size_t before = lower_.statements.size();
    std::vector<bool> gone(before, false);
    std::size_t fresh = 0;
    lower_.statements.reserve(before + upper_.statements.size());  // those below stay where they are
    std::unordered_map<std::string_view, std::vector<std::size_t>> about;
    for (std::size_t i = 0; i < lower_.statements.size(); ++i) about[lower_.statements[i].subject].push_back(i);
    std::vector<std::size_t> below;  // of the subject and property at hand
    // What is withdrawn goes first, so that what stands in its place disputes nothing.
    for (const bool withdrawn : {true, false}) {
      for (auto& u : upper_.statements) {
        if ((u.rank == Rank::deprecated) != withdrawn) continue;
        below.clear();
        if (const auto found = about.find(u.subject); found != about.end()) {
          for (const std::size_t i : found->second)
            if (lower_.statements[i].property == u.property) below.push_back(i);
        }
        if (withdrawn ? withdraws(u, below) : settles(u, below, gone)) continue;
        lower_.statements.push_back(std::move(u));
        ++fresh;
      }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lower_.statements.size(); ++i) {
      if (i < before && gone[i]) continue;
      if (kept != i) lower_.statements[kept] = std::move(lower_.statements[i]);
      ++kept;
    }
    lower_.statements.resize(kept);
    report_.statements.push_back(fresh);
  }

  [[nodiscard]] Fit fit(const StatementRow& l, const StatementRow& u) const {
    const auto* p = schema_.property(l.property);
    return within_->fit(l.cell.value, u.cell.value, p ? p->tolerance : 0, p && p->value == "coordinates");
  }

  bool withdraws(const StatementRow& u, const std::vector<std::size_t>& below) {
    bool any = false;
    for (const std::size_t i : below) {
      auto& l = lower_.statements[i];
      if (l.cell.value != u.cell.value && fit(l, u) == Fit::apart) continue;
      if (u.valid && !same_time(l, u)) continue;
      if (l.rank != Rank::deprecated) withdraw(l.subject + " " + l.property + ": " + l.cell.text, u.reason);
      l.rank = Rank::deprecated;
      if (!u.reason.empty()) l.reason = u.reason;
      unite(l.citations, u.citations);
      any = true;
    }
    return any;
  }

  /// True where the upper statement needs no row of its own.
  bool settles(StatementRow& u, const std::vector<std::size_t>& below, std::vector<bool>& gone) {
    const auto* property = schema_.property(u.property);
    const bool functional = property && property->functional;
    bool dropped = false;
    for (const std::size_t i : below) {
      auto& l = lower_.statements[i];
      if (gone[i]) continue;
      const bool as_long = l.from_text == u.from_text && l.to_text == u.to_text;
      if (l.cell.value == u.cell.value && as_long) {
        if (l.rank == u.rank || (decides(l.rank) && decides(u.rank))) {
          unite(l.citations, u.citations);
          if (u.rank == Rank::preferred) l.rank = Rank::preferred;
          return true;
        }
        if (u.rank == Rank::draft) return true;
        if (l.rank == Rank::draft) gone[i] = true;
        continue;
      }
      if (!functional || !decides(l.rank) || !decides(u.rank) || !same_time(l, u)) continue;
      if (ends(l, u)) continue;
      switch (fit(l, u)) {
        case Fit::apart:
          if (l.rank == u.rank) dispute(u.subject + " " + u.property, l.cell.text, u.cell.text);
          break;
        case Fit::lower: dropped = dropped || (as_long && u.rank == Rank::normal); break;
        case Fit::same:
        case Fit::upper: gone[i] = gone[i] || (as_long && l.rank == Rank::normal); break;
      }
    }
    return dropped;
  }

  /// What still held when it was checked, and what began after that, follow each other.
  bool ends(StatementRow& l, const StatementRow& u) const {
    if (!l.open_ended || !u.valid || u.from_text.empty()) return false;
    std::string checked;
    for (const auto& c : l.citations) checked = std::max(checked, c.checked);
    const auto day = parse_edtf(checked);
    if (!day || u.valid->begin < day->civil.begin || u.valid->begin <= l.valid->begin) return false;
    l.to_text = u.from_text;
    l.valid->end = u.valid->begin;
    l.open_ended = false;
    return true;
  }

  Content& lower_;
  Content upper_;
  const Schema& schema_;
  std::size_t layer_;
  LayerReport& report_;
  std::unique_ptr<Within> within_;
  std::unordered_map<std::string, std::vector<std::string>> whole_roles_;
};

}  // namespace

std::vector<Diagnostic> LayerStack::add(Content layer, std::shared_ptr<const Schema> schema) {
  if (!schema && rows_ && same_tables(layer.schema, rows_->schema)) schema = schema_;
  if (!schema) {
    auto read = read_schema(layer.schema);
    if (!read) return read.errors();
    schema = std::make_shared<const Schema>(std::move(read).value());
  }
  if (!rows_) {
    report_.entities.push_back(layer.entities.size());
    report_.events.push_back(layer.events.size());
    report_.statements.push_back(layer.statements.size());
    rows_ = std::move(layer);
    schema_ = std::move(schema);
    size_ = 1;
    return {};
  }
  if (extends(layer.schema, rows_->schema)) {
    rows_->schema = layer.schema;
    schema_ = std::move(schema);
  } else if (!extends(rows_->schema, layer.schema)) {
    return {fault("schema-clash", "two fact bases have different schemas; build them anew with the same version")};
  }
  Merger(*rows_, std::move(layer), *schema_, ++size_, report_).run();
  return {};
}

Result<Content> LayerStack::take() {
  if (!rows_) return fault("no-layer", "there is no fact base; name one or use the default one");
  sort_content(*rows_);
  return std::move(*rows_);
}

Result<std::shared_ptr<const FactBase>> merge_layers(const std::vector<std::shared_ptr<const FactBase>>& layers,
                                                     LayerReport* report) {
  LayerReport own;
  LayerReport& told = report ? *report : own;
  told = {};
  LayerStack stack(told);
  for (const auto& layer : layers) {
    auto content = layer ? content_of(*layer) : std::nullopt;
    if (!content) return fault("no-layer", "a layer is no fact base of this library; open it with FactBase::open");
    auto faults = stack.add(std::move(*content), {layer, &layer->schema()});
    if (!faults.empty()) return faults;
  }
  auto rows = stack.take();
  if (!rows) return rows.errors();
  return make_base(std::move(rows).value());
}

}  // namespace saksi::corpus
