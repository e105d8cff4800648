#include "corpus/schema_reader.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <initializer_list>
#include <memory>
#include <set>
#include <sstream>
#include <tuple>
#include <unordered_map>

#include "core/tsv.h"
#include "corpus/schema_files.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

constexpr std::string_view kTables[] = {"kinds.tsv",           "events.tsv",      "properties.tsv", "implications.tsv",
                                        "property_events.tsv", "roles.tsv",       "symbols.tsv",    "halves.tsv",
                                        "counts.tsv",          "zone_aliases.tsv"};
/// A schema without these is whole.
constexpr std::size_t kNeededTables = 4;

struct TraitName {
  std::string_view name;
  std::uint16_t trait;
};
constexpr TraitName kKindTraits[] = {{"apart", kind_apart},        {"apart-ground", kind_apart_ground},
                                     {"point", kind_point},        {"recurs", kind_recurs},
                                     {"loose", kind_loose},        {"namesakes", kind_namesakes},
                                     {"gone", kind_gone},          {"passes-on", kind_passes_on},
                                     {"by-kind", kind_by_kind},    {"carried", kind_carried},
                                     {"part-says", kind_part_says}};
constexpr TraitName kSymbolTraits[] = {{"between", 1}};
constexpr TraitName kPropertyTraits[] = {{"part", property_part},
                                         {"inherited", property_inherited},
                                         {"continues", property_continues},
                                         {"life", property_life},
                                         {"age", property_age},
                                         {"gives-country", property_gives_country}};
constexpr TraitName kRoleTraits[] = {
    {"identifies", role_identifies}, {"itself", role_itself}, {"place", role_place}, {"variants", role_variants}};

/// A row with its table.
struct Row {
  const Tsv* table = nullptr;
  const Tsv::Row* row = nullptr;

  std::string_view operator[](std::string_view column) const { return table->get(*row, column); }
};

class Reader {
 public:
  explicit Reader(const std::vector<SchemaTable>& tables) : tables_(tables) {}

  Result<Schema> run() {
    read_kinds();
    read_events();
    read_properties();
    read_implications();
    read_property_events();
    read_roles();
    read_symbols();
    read_halves();
    read_counts();
    read_zone_aliases();
    std::stable_sort(errors_.begin(), errors_.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return std::tie(a.path, a.line, a.column) < std::tie(b.path, b.line, b.column);
    });
    if (!errors_.empty()) return errors_;
    schema_.prepare();
    return std::move(schema_);
  }

 private:
  void fail(const Row& row, std::string code, std::string_view column, std::string message) {
    errors_.push_back(row.table->fault(*row.row, column, std::move(code), std::move(message)));
  }

  std::vector<Row> rows(std::string_view name, std::initializer_list<std::string_view> columns) {
    const auto given =
        std::find_if(tables_.begin(), tables_.end(), [&](const SchemaTable& t) { return t.name == name; });
    if (given == tables_.end()) {
      const auto* needed = std::begin(kTables) + kNeededTables;
      if (std::find(std::begin(kTables), needed, name) == needed) return {};
      Diagnostic d;
      d.code = "missing-table";
      d.message = "the schema lacks the table " + std::string(name) + "; add it";
      errors_.push_back(std::move(d));
      return {};
    }
    auto read = Tsv::read(given->path, given->content, columns);
    if (!read) {
      errors_.insert(errors_.end(), read.errors().begin(), read.errors().end());
      return {};
    }
    read_.push_back(std::make_unique<Tsv>(std::move(*read)));
    std::vector<Row> out;
    for (const auto& row : read_.back()->rows()) out.push_back({read_.back().get(), &row});
    return out;
  }

  bool fresh(const Row& row, std::set<std::string, std::less<>>& seen) {
    const auto id = row["id"];
    if (id.empty()) {
      fail(row, "missing-id", "id", "the row has no id; give it one");
      return false;
    }
    if (!seen.insert(std::string(id)).second) {
      fail(row, "duplicate-id", "id", "'" + std::string(id) + "' is there already; remove one of the two rows");
      return false;
    }
    return true;
  }

  bool flag(const Row& row, std::string_view column, bool otherwise) {
    const auto cell = row[column];
    if (cell.empty()) return otherwise;
    if (cell == "yes" || cell == "1") return true;
    if (cell == "no" || cell == "0") return false;
    fail(row, "bad-flag", column, "'" + std::string(cell) + "' is neither yes nor no");
    return otherwise;
  }

  template <std::size_t N>
  std::uint16_t traits(const Row& row, const TraitName (&known)[N]) {
    std::uint16_t out = 0;
    for (const auto said : split_list(row["traits"], ',')) {
      const auto* found =
          std::find_if(std::begin(known), std::end(known), [&](const TraitName& t) { return t.name == said; });
      if (found == std::end(known)) {
        std::vector<std::string_view> all;
        for (const TraitName& t : known) all.push_back(t.name);
        fail(row, "unknown-trait", "traits", "unknown trait '" + std::string(said) + "'" + hint(said, all, ""));
        continue;
      }
      out = static_cast<std::uint16_t>(out | found->trait);
    }
    return out;
  }

  std::vector<std::string> kinds_of(const Row& row, std::string_view column) {
    std::vector<std::string> out;
    for (const auto cell : split_list(row[column], ',')) {
      // ">missile": one way only.
      const auto kind = column == "stands_for" && cell.starts_with('>') ? cell.substr(1) : cell;
      if (!has_kind(kind))
        fail(row, "unknown-kind", column,
             "unknown kind '" + std::string(kind) + "'" + hint(kind, kind_ids_, "; add it to kinds.tsv"));
      out.emplace_back(kind);
    }
    return out;
  }

  int order(const Row& row, std::string_view column) {
    int out = 0;
    const auto text = row[column];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || out < 1))
      fail(row, "bad-number", column, "'" + std::string(text) + "' is no place in an order; write 1, 2, ...");
    return out;
  }

  void read_kinds() {
    std::set<std::string, std::less<>> seen;
    std::vector<Row> kept;
    for (auto& row : rows("kinds.tsv", {"id", "parents", "exclusive", "label_en", "label_id"})) {
      if (!fresh(row, seen)) continue;
      KindDef kind;
      kind.id = row["id"];
      for (const auto parent : split_list(row["parents"], ',')) kind.parents.emplace_back(parent);
      kind.exclusive = row["exclusive"];
      kind.label_en = row["label_en"];
      kind.label_id = row["label_id"];
      for (const auto other : split_list(row["stands_for"], ',')) kind.stands_for.emplace_back(other);
      kind.traits = traits(row, kKindTraits);
      schema_.kinds.push_back(std::move(kind));
      kept.push_back(std::move(row));
    }
    for (const auto& kind : schema_.kinds) {
      kind_places_.emplace(kind.id, kind_ids_.size());
      kind_ids_.push_back(kind.id);
    }
    for (const auto& row : kept) {
      for (const auto parent : split_list(row["parents"], ',')) {
        if (!has_kind(parent)) {
          fail(row, "unknown-parent", "parents",
               "unknown parent '" + std::string(parent) + "'" + hint(parent, kind_ids_, "; add a row for it"));
        }
      }
    }
    for (const auto& row : kept) kinds_of(row, "stands_for");
    // A kind above itself would make is_a run for ever.
    for (std::size_t i = 0; i < schema_.kinds.size(); ++i) {
      std::set<std::string_view> reached;
      std::vector<std::string_view> open(schema_.kinds[i].parents.begin(), schema_.kinds[i].parents.end());
      while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        if (!reached.insert(at).second) continue;
        const auto place = kind_places_.find(at);
        if (place == kind_places_.end()) continue;
        const auto& parents = schema_.kinds[place->second].parents;
        open.insert(open.end(), parents.begin(), parents.end());
      }
      if (reached.contains(schema_.kinds[i].id)) {
        fail(kept[i], "parent-loop", "parents", "'" + schema_.kinds[i].id + "' is above itself; break the loop");
      }
    }
  }

  bool has_kind(std::string_view id) const { return kind_places_.contains(id); }

  static std::string hint(std::string_view word, const std::vector<std::string_view>& candidates,
                          std::string otherwise) {
    std::string meant = did_you_mean(word, candidates);
    return meant.empty() ? otherwise : meant;
  }

  bool known_type(std::string_view type, bool property) const {
    if (type == "date" || type == "text" || type == "number" || type == "quantity") return true;
    if (type.starts_with("symbol:")) return type.size() > 7;
    if (type.starts_with("quantity:")) return dimension(type.substr(9));
    if (property) {
      if (type == "coordinates") return true;
      return type.starts_with("entity:") && has_kind(type.substr(7));
    }
    return has_kind(type);
  }

  static bool dimension(std::string_view name) {
    static constexpr std::string_view names[] = {"none",  "length", "mass",   "time",  "temperature",
                                                 "speed", "area",   "volume", "angle", "pressure",
                                                 "power", "money",  "data"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
  }

  void read_events() {
    std::set<std::string, std::less<>> seen;
    std::vector<Row> kept;
    for (auto& row : rows("events.tsv", {"id", "parent", "roles", "keys", "frames", "scope", "state"})) {
      if (!fresh(row, seen)) continue;
      EventDef event;
      event.id = row["id"];
      event.parent = row["parent"];
      for (const auto written : split_list(row["roles"], ' ')) {
        RoleDef role;
        std::string_view rest = written;
        if (rest.ends_with('*')) {
          role.many = true;
          rest.remove_suffix(1);
        }
        const auto colon = rest.find(':');
        role.name = rest.substr(0, colon);
        role.type = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
        if (!known_type(role.type, false)) {
          fail(row, "unknown-type", "roles",
               "unknown type '" + role.type + "' of the role '" + role.name + "'" +
                   hint(role.type, kind_ids_, "; use a kind, date, text, number, quantity or symbol:a|b"));
        }
        event.roles.push_back(std::move(role));
      }
      for (const auto alternative : split_list(row["keys"], ';')) {
        std::vector<std::string> key;
        for (const auto role : split_list(alternative, ',')) key.emplace_back(role);
        event.keys.push_back(std::move(key));
      }
      for (const auto frame : split_list(row["frames"], ',')) event.frames.emplace_back(frame);
      for (const auto role : split_list(row["scope"], ',')) event.scope.emplace_back(role);
      event.state = flag(row, "state", false);
      event.label_en = row["label_en"];
      event.label_id = row["label_id"];
      for (const auto role : split_list(row["one_per"], ',')) event.one_per.emplace_back(role);
      for (const auto sense : split_list(row["senses"], ',')) {
        const auto equals = std::min(sense.find('='), sense.size());
        event.senses.emplace_back(sense.substr(0, equals), sense.substr(std::min(equals + 1, sense.size())));
      }
      event.begins = row["begins"];
      event.ends = row["ends"];
      schema_.events.push_back(std::move(event));
      kept.push_back(std::move(row));
    }
    inherit(kept);
    check_event_roles(kept);
  }

  /// Parents stand before their children in the table.
  void inherit(const std::vector<Row>& kept) {
    std::vector<std::string_view> ids;
    for (const auto& e : schema_.events) ids.push_back(e.id);
    for (std::size_t i = 0; i < schema_.events.size(); ++i) {
      auto& event = schema_.events[i];
      if (event.parent.empty()) continue;
      const auto end = schema_.events.begin() + static_cast<std::ptrdiff_t>(i);
      const auto parent =
          std::find_if(schema_.events.begin(), end, [&](const EventDef& e) { return e.id == event.parent; });
      if (parent == end) {
        const bool later = std::find(ids.begin(), ids.end(), event.parent) != ids.end();
        fail(kept[i], "unknown-parent", "parent",
             later ? "the parent '" + event.parent + "' must stand above its children; move its row up"
                   : "unknown parent '" + event.parent + "'" + hint(event.parent, ids, "; add a row for it"));
        continue;
      }
      std::vector<RoleDef> roles;
      for (const auto& role : parent->roles) {
        const bool own =
            std::any_of(event.roles.begin(), event.roles.end(), [&](const RoleDef& r) { return r.name == role.name; });
        if (!own) roles.push_back(role);
      }
      roles.insert(roles.end(), event.roles.begin(), event.roles.end());
      event.roles = std::move(roles);
      if (event.keys.empty()) event.keys = parent->keys;
      if (event.frames.empty()) event.frames = parent->frames;
      if (event.scope.empty()) event.scope = parent->scope;
      if (event.one_per.empty()) event.one_per = parent->one_per;
      if (event.begins.empty()) event.begins = parent->begins;
      if (event.ends.empty()) event.ends = parent->ends;
    }
  }

  static bool has_role(const EventDef& event, std::string_view name) {
    return std::any_of(event.roles.begin(), event.roles.end(), [&](const RoleDef& r) { return r.name == name; });
  }

  void check_event_roles(const std::vector<Row>& kept) {
    for (std::size_t i = 0; i < schema_.events.size(); ++i) {
      const auto& event = schema_.events[i];
      std::vector<std::string_view> names;
      for (const auto& role : event.roles) names.push_back(role.name);
      const auto check = [&](const std::string& said, std::string_view column) {
        const std::string role = said.substr(0, said.find('.'));
        if (has_role(event, role)) return;
        fail(kept[i], "unknown-role", column,
             "unknown role '" + role + "' in the " + std::string(column) + " of " + event.id +
                 hint(role, names, "; add it to the roles"));
      };
      if (!kept[i]["keys"].empty()) {
        for (const auto& key : event.keys) {
          for (const auto& role : key) check(role, "keys");
        }
      }
      if (!kept[i]["scope"].empty()) {
        for (const auto& role : event.scope) check(role, "scope");
      }
      for (const auto& role : event.one_per) check(role, "one_per");
      for (const auto& [role, symbol] : event.senses) check(role, "senses");
      if (!event.begins.empty()) check(event.begins, "begins");
      if (!event.ends.empty()) check(event.ends, "ends");
    }
  }

  void read_properties() {
    std::set<std::string, std::less<>> seen;
    for (const auto& row : rows("properties.tsv", {"id", "subject", "value", "unit", "functional", "timed", "tolerance",
                                                   "stable_for", "label_en", "label_id"})) {
      if (!fresh(row, seen)) continue;
      PropertyDef p;
      p.id = row["id"];
      p.subject = row["subject"];
      p.value = row["value"];
      p.unit = row["unit"];
      p.functional = flag(row, "functional", true);
      p.timed = flag(row, "timed", false);
      p.whole = flag(row, "whole", false);
      const auto tolerance = row["tolerance"];
      if (!tolerance.empty()) {
        const auto [end, error] = std::from_chars(tolerance.data(), tolerance.data() + tolerance.size(), p.tolerance);
        if (error != std::errc() || end != tolerance.data() + tolerance.size() || p.tolerance < 0) {
          fail(row, "bad-number", "tolerance",
               "'" + std::string(tolerance) + "' is no tolerance; write a share such as 0.01");
        }
      }
      p.stable_for = row["stable_for"];
      p.label_en = row["label_en"];
      p.label_id = row["label_id"];
      p.bearers = kinds_of(row, "bearers");
      p.traits = static_cast<std::uint8_t>(traits(row, kPropertyTraits));
      p.upward = kinds_of(row, "upward");
      if (const auto all = kinds_of(row, "siblings"); !all.empty()) p.siblings = all.front();
      p.distance_from = row["distance_from"];
      if (!has_kind(p.subject)) {
        fail(row, "unknown-kind", "subject",
             "unknown kind '" + p.subject + "'" + hint(p.subject, kind_ids_, "; add it to kinds.tsv"));
      }
      if (!known_type(p.value, true)) {
        fail(row, "unknown-type", "value",
             "unknown type '" + p.value +
                 "'; use entity:KIND, date, text, number, coordinates, quantity:DIMENSION or symbol:a|b");
      }
      schema_.properties.push_back(std::move(p));
    }
  }

  const EventDef* find_event(std::string_view id) const {
    const auto found =
        std::find_if(schema_.events.begin(), schema_.events.end(), [&](const EventDef& e) { return e.id == id; });
    return found == schema_.events.end() ? nullptr : &*found;
  }

  void read_implications() {
    std::vector<std::string_view> ids;
    for (const auto& e : schema_.events) ids.push_back(e.id);
    for (const auto& row : rows("implications.tsv", {"if", "relation", "then", "shared", "when"})) {
      Implication rule;
      rule.if_kind = row["if"];
      rule.then_kind = row["then"];
      for (const auto column : {std::string_view("if"), std::string_view("then")}) {
        if (!find_event(row[column])) {
          fail(row, "unknown-kind", column,
               "unknown event kind '" + std::string(row[column]) + "'" +
                   hint(row[column], ids, "; add it to events.tsv"));
        }
      }
      rule.excludes = row["relation"] == "excludes";
      if (!rule.excludes && row["relation"] != "implies") {
        fail(row, "bad-relation", "relation", "'" + std::string(row["relation"]) + "' is neither implies nor excludes");
      }
      const auto* from = find_event(rule.if_kind);
      const auto* to = find_event(rule.then_kind);
      for (const auto shared : split_list(row["shared"], ',')) {
        const auto arrow = shared.find('>');
        const auto a = shared.substr(0, arrow);
        const auto b = arrow == std::string_view::npos ? a : shared.substr(arrow + 1);
        if (from && !has_role(*from, a))
          fail(row, "unknown-role", "shared", rule.if_kind + " has no role '" + std::string(a) + "'");
        if (to && !has_role(*to, b))
          fail(row, "unknown-role", "shared", rule.then_kind + " has no role '" + std::string(b) + "'");
        rule.shared.emplace_back(shared);
      }
      for (const auto condition : split_list(row["when"], ',')) {
        const auto equals = condition.find('=');
        if (equals == std::string_view::npos || (from && !has_role(*from, condition.substr(0, equals)))) {
          fail(row, "unknown-role", "when", "'" + std::string(condition) + "' is no role=value of " + rule.if_kind);
          continue;
        }
        rule.when.emplace_back(condition.substr(0, equals), condition.substr(equals + 1));
      }
      schema_.implications.push_back(std::move(rule));
    }
  }

  void read_property_events() {
    for (const auto& row : rows("property_events.tsv", {"property", "event", "subject", "value"})) {
      const auto* property = schema_.property(row["property"]);
      const auto* event = find_event(row["event"]);
      if (property == nullptr)
        fail(row, "unknown-property", "property", "unknown property '" + std::string(row["property"]) + "'");
      if (event == nullptr) {
        fail(row, "unknown-kind", "event", "unknown event kind '" + std::string(row["event"]) + "'");
        continue;
      }
      for (const auto column : {std::string_view("subject"), std::string_view("value")}) {
        if (row[column] != "time" && !has_role(*event, row[column]))
          fail(row, "unknown-role", column, event->id + " has no role '" + std::string(row[column]) + "'");
      }
      if (const auto pick = row["pick"]; !pick.empty()) {
        const auto kind = kinds_of(row, "kind");
        if (pick != "first" || row["value"] != "time" || kind.size() != 1)
          fail(row, "bad-pick", "pick",
               "'" + std::string(pick) + "': only the first time of events of one kind can be picked");
        else
          schema_.first_events.push_back(
              {std::string(row["property"]), event->id, std::string(row["subject"]), kind.front()});
        continue;
      }
      schema_.property_events.push_back(
          {std::string(row["property"]), event->id, std::string(row["subject"]), std::string(row["value"])});
    }
  }

  bool role_somewhere(std::string_view name) const {
    return std::any_of(schema_.events.begin(), schema_.events.end(),
                       [&](const EventDef& e) { return has_role(e, name); });
  }

  void read_roles() {
    std::set<std::string, std::less<>> seen;
    for (const auto& row : rows("roles.tsv", {"role", "traits", "actor", "doer", "through"})) {
      RoleInfo role;
      role.name = row["role"];
      if (!seen.insert(role.name).second)
        fail(row, "duplicate-id", "role", "'" + role.name + "' is there already; remove one of the two rows");
      if (!role_somewhere(role.name) && schema_.property(role.name) == nullptr)
        fail(row, "unknown-role", "role", "no event has a role and nothing a property '" + role.name + "'");
      role.traits = static_cast<std::uint8_t>(traits(row, kRoleTraits));
      role.actor = order(row, "actor");
      role.doer = order(row, "doer");
      role.through = row["through"];
      if (!role.through.empty() && !role_somewhere(role.through))
        fail(row, "unknown-role", "through", "no event has a role '" + role.through + "'");
      schema_.roles.push_back(std::move(role));
    }
  }

  void read_symbols() {
    for (const auto& row : rows("symbols.tsv", {"symbol", "label_en", "label_id"}))
      schema_.symbol_labels.push_back({std::string(row["symbol"]), std::string(row["label_en"]),
                                       std::string(row["label_id"]), traits(row, kSymbolTraits) != 0});
  }

  void read_halves() {
    for (const auto& row : rows("halves.tsv", {"id", "axis", "sign", "label_en", "label_id"})) {
      const auto axis = row["axis"], sign = row["sign"];
      if (axis != "lat" && axis != "lon") fail(row, "bad-axis", "axis", "write lat or lon");
      if (sign != "+" && sign != "-") fail(row, "bad-sign", "sign", "write + or -");
      schema_.halves.push_back({std::string(row["id"]), axis == "lat", sign == "+", std::string(row["label_en"]),
                                std::string(row["label_id"])});
    }
  }

  void read_counts() {
    for (const auto& row : rows("counts.tsv", {"kind", "with", "by", "property", "whole", "yearly"})) {
      RecordedCount count;
      count.kind = row["kind"];
      if (find_event(count.kind) == nullptr && !has_kind(count.kind))
        fail(row, "unknown-kind", "kind", "unknown kind '" + count.kind + "'");
      const auto with = row["with"];
      if (const auto equals = with.find('='); equals != std::string_view::npos) {
        count.with_role = with.substr(0, equals);
        count.with_value = with.substr(equals + 1);
      } else if (!with.empty()) {
        fail(row, "bad-condition", "with", "'" + std::string(with) + "' is no role=value");
      }
      for (const auto by : split_list(row["by"], ',')) count.by.emplace_back(by);
      count.property = row["property"];
      if (schema_.property(count.property) == nullptr)
        fail(row, "unknown-property", "property", "unknown property '" + count.property + "'");
      count.whole = row["whole"];
      count.yearly = flag(row, "yearly", false);
      schema_.counts.push_back(std::move(count));
    }
  }

  void read_zone_aliases() {
    for (const auto& row : rows("zone_aliases.tsv", {"zone", "also"}))
      schema_.zone_aliases.push_back({std::string(row["zone"]), std::string(row["also"])});
  }

  const std::vector<SchemaTable>& tables_;
  std::vector<std::unique_ptr<Tsv>> read_;
  Schema schema_;
  std::vector<std::string_view> kind_ids_;
  std::unordered_map<std::string_view, std::size_t> kind_places_;
  std::vector<Diagnostic> errors_;
};

}  // namespace

Result<Schema> read_schema(const std::vector<SchemaTable>& tables) { return Reader(tables).run(); }

std::vector<SchemaTable> embedded_schema_tables() {
  std::vector<SchemaTable> tables;
  for (const auto& file : schema_files()) {
    const auto name = file.path.substr(file.path.rfind('/') + 1);
    if (std::find(std::begin(kTables), std::end(kTables), name) == std::end(kTables)) continue;
    tables.push_back({std::string(name), std::string(file.path), std::string(file.content)});
  }
  return tables;
}

std::vector<SchemaTable> schema_tables_of(const std::string& folder) {
  std::vector<SchemaTable> tables;
  for (const auto name : kTables) {
    const std::string path = folder + "/" + std::string(name);
    std::ifstream in(path, std::ios::binary);
    if (!in) continue;
    std::ostringstream content;
    content << in.rdbuf();
    tables.push_back({std::string(name), path, content.str()});
  }
  return tables;
}

}  // namespace saksi::corpus
