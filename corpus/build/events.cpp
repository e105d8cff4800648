#include <algorithm>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/text_util.h"

namespace saksi::corpus {

void Compiler::read_events() {
  std::vector<std::string_view> columns = {"id",   "kind",     "time",   "from",   "to",       "zone",
                                           "rank", "marginal", "reason", "source", "evidence", "checked"};
  for (const auto& e : schema_.events) {
    for (const auto& role : e.roles) {
      if (std::find(columns.begin(), columns.end(), role.name) == columns.end()) columns.push_back(role.name);
    }
  }
  for (const auto* table : read_tables("events")) {
    check_columns(
        *table, [&](std::string_view c) { return std::find(columns.begin(), columns.end(), c) != columns.end(); },
        columns, "name a column as in docs/fact-base.md or as a role of events.tsv");
    for (const auto& r : table->rows) read_event(RowView(*table, r));
  }
}

void Compiler::read_event(const RowView& row) {
  const auto kind = row.text("kind");
  const auto* def = schema_.event(kind);
  if (!def) {
    std::vector<std::string_view> kinds;
    for (const auto& e : schema_.events) kinds.push_back(e.id);
    const std::string meant = did_you_mean(kind, kinds);
    fail(row.at("kind"), kind.empty() ? "missing-kind" : "unknown-kind",
         kind.empty() ? std::string("the event has no kind; give it one of events.tsv")
                      : "unknown kind of event " + in_quotes(kind) +
                            (meant.empty() ? "; add it to events.tsv of the schema" : meant));
    return;
  }
  EventRow event;
  event.kind = kind;
  event.marginal = flag(row, "marginal");
  const auto about = told(row);
  event.citations = about.citations;
  if (about.draft) ++report_.drafts;
  if (!row.text("rank").empty()) {
    const auto said = parse_rank(row.text("rank"));
    if (!said)
      fail(row.at("rank"), "bad-rank",
           in_quotes(row.text("rank")) + " is no rank; it is normal, preferred, deprecated or draft");
    event.rank = said.value_or(Rank::normal);
  }
  event.reason = row.text("reason");
  if (!event.reason.empty() && event.rank != Rank::deprecated)
    fail(row.at("reason"), "bad-rank", "only what is deprecated has a reason; rank it so, or empty the cell");
  if (about.draft) event.rank = Rank::draft;
  read_roles(row, *def, event);

  event.zone = row.text("zone");
  if (!event.zone.empty() && !known_zone(event.zone)) {
    fail(row.at("zone"), "unknown-zone",
         "unknown time zone " + in_quotes(event.zone) + "; use an IANA name such as Asia/Jakarta");
    event.zone.clear();
  }
  if (event.zone.empty()) event.zone = zone_of_event(*def, event);
  read_event_time(row, *def, event, about);

  const bool own_id = !row.text("id").empty();
  event.id = own_id ? std::string(row.text("id")) : made_id(*def, event);
  const At at = own_id ? row.at("id") : row.at();
  const auto [first, fresh] = event_ids_.emplace(event.id, at);
  if (!fresh) {
    fail(at, "duplicate-id",
         "the event " + in_quotes(event.id) + " is there already, in " + first->second.table->path + ":" +
             std::to_string(first->second.line) +
             (own_id ? "; rename one of the two" : "; merge the rows, or give one an id if they are two events"));
    return;
  }
  content_.events.push_back(std::move(event));
  event_at_.push_back(at);
}

void Compiler::read_roles(const RowView& row, const EventDef& def, EventRow& event) {
  static const std::vector<std::string_view> fixed = {"id",       "kind",   "time",   "zone",     "rank",
                                                      "marginal", "reason", "source", "evidence", "checked"};
  for (std::size_t i = 0; i < row.table().header.size(); ++i) {
    const auto& column = row.table().header[i].text;
    const auto& cell = row.row().cells[i];
    if (cell.text.empty() || std::find(fixed.begin(), fixed.end(), column) != fixed.end()) continue;
    if (def.state && (column == "from" || column == "to")) continue;
    const At at{&row.table(), &cell, cell.line};
    const auto* role = def.role(column);
    if (!role) {
      std::vector<std::string_view> names;
      for (const auto& r : def.roles) names.push_back(r.name);
      const std::string meant = did_you_mean(column, names);
      fail(at, "unknown-role",
           "a " + def.id + " has no role " + in_quotes(column) + (meant.empty() ? "; empty the cell" : meant));
      continue;
    }
    const auto type = cell_type(role->type);
    const bool list = type.kind == CellType::Kind::entity || type.kind == CellType::Kind::symbol || role->many;
    const auto parts = list ? split_list(cell.text, ';') : std::vector<std::string_view>{cell.text};
    if (parts.size() > 1 && !role->many) {
      fail(at, "too-many",
           "a " + def.id + " has one " + in_quotes(column) + ", not " + std::to_string(parts.size()) +
               "; keep one, or split the row");
      continue;
    }
    for (const auto part : parts) {
      if (part == "?") {
        event.unknown.emplace_back(column);
        continue;
      }
      auto value = parse_cell(at, type, part, {}, {}, in_quotes(column));
      if (value) event.roles.push_back({std::string(column), std::move(*value)});
    }
  }
  // In the schema's order, whatever the columns' order.
  const auto place = [&](const std::string& name) {
    return std::find_if(def.roles.begin(), def.roles.end(), [&](const RoleDef& r) { return r.name == name; }) -
           def.roles.begin();
  };
  std::stable_sort(event.roles.begin(), event.roles.end(),
                   [&](const RoleRow& a, const RoleRow& b) { return place(a.role) < place(b.role); });
  std::stable_sort(event.unknown.begin(), event.unknown.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

void Compiler::read_event_time(const RowView& row, const EventDef& def, EventRow& event, const Told& told) {
  const auto time = row.text("time");
  const auto later_than_checked = [&](const At& at, const Date& date) {
    if (!told.checked || to_utc_anywhere(date.civil).begin <= to_utc_anywhere(told.checked->civil).end) return false;
    fail(at, "not-yet", "the time lies after the day it was checked; what is only planned is no fact");
    return true;
  };
  if (def.state) {
    if (!time.empty())
      fail(row.at("time"), "impossible-dates", "a " + def.id + " is a state: tell from and to, not time");
    const auto from = row.text("from");
    const auto to = row.text("to");
    event.from_text = from;
    event.to_text = to;
    if (from.empty()) {
      fail(row.at("from"), "missing-from", "a state needs its begin; write '?' where nobody knows it");
      return;
    }
    if (from == "?" || to == "?") {
      // How long it held is open; it decides nothing about any moment.
      event.unknown.insert(event.unknown.begin(), "time");
      event.open_ended = to.empty();
      return;
    }
    const auto begin = parse_date(row.at("from"), from);
    if (!begin || later_than_checked(row.at("from"), *begin)) return;
    TimeInterval when{utc_of(*begin, event.zone).begin, kTimeEnd};
    if (!to.empty()) {
      const auto end = parse_date(row.at("to"), to);
      if (!end || later_than_checked(row.at("to"), *end)) return;
      when.end = utc_of(*end, event.zone).end;
      if (end->civil.end <= begin->civil.begin) {
        fail(row.at("to"), "impossible-dates",
             "the end " + in_quotes(to) + " lies before the begin " + in_quotes(from));
        return;
      }
    }
    event.open_ended = to.empty();
    event.when = when;
    return;
  }
  if (time.empty()) return;
  if (time == "?") {
    event.unknown.insert(event.unknown.begin(), "time");
    return;
  }
  const auto date = parse_date(row.at("time"), time);
  if (!date || later_than_checked(row.at("time"), *date)) return;
  event.time_text = time;
  event.when = utc_of(*date, event.zone);
}

std::string Compiler::made_id(const EventDef& def, const EventRow& event) const {
  const auto first = [&](std::string_view role) -> std::string {
    for (const auto& r : event.roles) {
      if (r.role == role) return r.cell.text;
    }
    return {};
  };
  for (const auto& key : def.keys) {
    std::string id;
    for (const auto& role : key) {
      const std::string filler = first(role);
      if (filler.empty()) {
        id.clear();
        break;
      }
      id += (id.empty() ? "" : "+") + filler;
    }
    if (!id.empty() && !def.state) return def.id + ":" + id;
  }
  std::string id = def.id + ":";
  const std::string when = def.state ? event.from_text : event.time_text;
  id += when.empty() ? "?" : when;
  for (const auto& role : def.roles) {
    const std::string filler = first(role.name);
    if (!filler.empty()) id += "+" + filler;
  }
  return id;
}

std::string Compiler::zone_of_event(const EventDef& def, const EventRow& event) {
  for (const bool declared : {true, false}) {
    if (!declared && !def.state) break;
    for (const auto& role : def.roles) {
      const auto type = cell_type(role.type);
      if (type.kind != CellType::Kind::entity || role.many) continue;
      if (declared != schema_.is_a(type.of, "place")) continue;
      for (const auto& filler : event.roles) {
        if (filler.role != role.name || !is_a(filler.cell.text, "place")) continue;
        auto zone = zone_of(filler.cell.text);
        if (!zone.empty()) return zone;
      }
    }
  }
  return {};
}

/// Whether another key says that they are two: a shuttle flies again, each time on another mission.
bool Compiler::told_apart(const EventDef& def, const std::vector<std::string>& by, const EventRow& a,
                          const EventRow& b) {
  const auto fillers = [](const EventRow& e, const std::string& role) {
    std::set<std::string> out;
    for (const auto& r : e.roles)
      if (r.role == role) out.insert(r.cell.text);
    return out;
  };
  return std::any_of(def.keys.begin(), def.keys.end(), [&](const std::vector<std::string>& key) {
    if (key == by || key.size() != 1) return false;
    const auto of_a = fillers(a, key[0]), of_b = fillers(b, key[0]);
    return !of_a.empty() && !of_b.empty() &&
           std::none_of(of_a.begin(), of_a.end(), [&](const std::string& f) { return of_b.contains(f); });
  });
}

void Compiler::check_keys() {
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < content_.events.size(); ++i) {
    const auto& event = content_.events[i];
    const auto* def = schema_.event(event.kind);
    if (!def || def->state || event.rank == Rank::deprecated) continue;
    for (const auto& key : def->keys) {
      // Every combination of fillers: a launch with two payloads has two keys.
      std::vector<std::string> ids = {event.kind};
      for (const auto& role : key) {
        std::vector<std::string> longer;
        for (const auto& r : event.roles) {
          if (r.role != role) continue;
          for (const auto& id : ids) longer.push_back(id + " " + role + "=" + r.cell.text);
        }
        ids = std::move(longer);
      }
      for (const auto& id : ids) {
        const auto [found, fresh] = first.emplace(id, i);
        if (fresh || found->second == i || told_apart(*def, key, event, content_.events[found->second])) continue;
        warn(event_at_[i], "key-clash",
             in_quotes(event.id) + " and " + in_quotes(content_.events[found->second].id) + " are both the " + id +
                 ", which the schema says is one event");
      }
    }
  }
}

}  // namespace saksi::corpus
