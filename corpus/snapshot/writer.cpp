#include <algorithm>
#include <cstddef>
#include <cstring>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "corpus/sha256.h"
#include "corpus/snapshot.h"
#include "corpus/snapshot/checksum.h"
#include "corpus/snapshot/tables.h"

namespace saksi::corpus {
namespace {

using Group = Symbols::Group;

/// Turns plain rows into the sections of a snapshot.
class Writer {
 public:
  explicit Writer(const Content& content) : content_(content) {}

  Tables run() {
    if (auto read = read_schema(content_.schema)) t_.schema_def = std::move(*read);
    t_.texts.push_back({});  // no id
    write_symbols();
    for (const auto& t : content_.schema) t_.schema.push_back({str(t.name), str(t.content)});
    for (const auto& s : content_.sources)
      t_.sources.push_back(
          {find(Group::source, s.id), str(s.title), str(s.url), str(s.licence), str(s.accessed), s.rank});
    write_zones();
    t_.entities.resize(t_.groups[static_cast<std::size_t>(Group::entity)].count);
    for (const auto& e : content_.entities) {
      std::vector<std::uint32_t> kinds;
      for (const auto& kind : e.kinds)
        if (const Sym k = find(Group::kind, kind)) kinds.push_back(k.id);
      t_.entities[entity(e.id)] = {str(e.label_en), str(e.label_id), t_.list(kinds), citations(e.citations), 1};
    }
    for (const auto& n : content_.names)
      t_.names.push_back({entity(n.entity), str(n.text), str(n.lang), str(n.role), n.common ? 1U : 0U});
    for (const auto& e : content_.events) write_event(e);
    for (const auto& s : content_.statements) write_statement(s);
    for (const auto& c : content_.complete) write_complete(c);
    return std::move(t_);
  }

 private:
  // ---- ids ----

  /// Every id once, by group: the names that the engine knows first, then all in the order of their texts.
  void write_symbols() {
    std::array<std::set<std::string_view>, Symbols::kGroups> all;
    const auto add = [&](Group g, std::string_view text) {
      if (!text.empty()) all[static_cast<std::size_t>(g)].insert(text);
    };
    const Schema& s = t_.schema_def;
    for (const auto& k : s.kinds) add(Group::kind, k.id);
    for (const auto& e : s.events) {
      add(Group::kind, e.id);
      for (const auto& r : e.roles) {
        add(Group::name, r.name);
        add_symbols(r.type, add);
      }
    }
    for (const auto& p : s.properties) {
      add(Group::name, p.id);
      add_symbols(p.value, add);
    }
    for (const auto& x : s.symbol_labels) add(Group::symbol, x.id);
    for (const auto& h : s.halves) add(Group::entity, h.id);
    for (const auto& i : s.implications)
      for (const auto& [role, value] : i.when) add(Group::symbol, value);
    for (const auto& x : content_.sources) add(Group::source, x.id);
    for (const auto& e : content_.entities) add(Group::entity, e.id);
    const auto add_cell = [&](const Cell& cell) {
      if (const auto* symbol = std::get_if<Symbol>(&cell.value)) add(Group::symbol, symbol->id);
      if (const auto* e = std::get_if<Entity>(&cell.value)) add(Group::entity, e->id);
    };
    for (const auto& e : content_.events) {
      for (const auto& r : e.roles) {
        add(Group::name, r.role);
        add_cell(r.cell);
      }
      for (const auto& r : e.unknown) add(Group::name, r);
    }
    for (const auto& x : content_.statements) {
      add(Group::entity, x.subject);
      add(Group::name, x.property);
      add_cell(x.cell);
    }
    for (const auto& n : content_.names) add(Group::entity, n.entity);
    for (const std::string_view known : names::kKnown) all[static_cast<std::size_t>(Group::name)].erase(known);
    for (std::size_t g = 0; g < Symbols::kGroups; ++g) {
      Symbols::Block& block = t_.groups[g];
      block.begin = static_cast<std::uint32_t>(t_.texts.size());
      if (g == static_cast<std::size_t>(Group::name)) {
        block.begin = 0;
        for (std::size_t i = 1; i < names::kKnown.size(); ++i) t_.texts.push_back(str(std::string(names::kKnown[i])));
      }
      for (const std::string_view text : all[g]) t_.texts.push_back(str(std::string(text)));
      block.count = static_cast<std::uint32_t>(t_.texts.size()) - block.begin;
    }
    t_.slots = Symbols::index(t_.pool, t_.texts, t_.groups);
  }

  [[nodiscard]] Sym find(Group g, std::string_view text) const { return t_.symbols().find(g, text); }

  template <class Add>
  static void add_symbols(std::string_view type, const Add& add) {
    constexpr std::string_view kSymbol = "symbol:";
    if (!type.starts_with(kSymbol)) return;
    for (std::string_view rest = type.substr(kSymbol.size()); !rest.empty();) {
      const auto bar = rest.find('|');
      add(Group::symbol, rest.substr(0, bar));
      rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
    }
  }

  std::uint32_t entity(std::string_view id) const {
    const Sym s = find(Group::entity, id);
    return s ? t_.row(Group::entity, s) : flat::kNone;
  }

  // ---- texts, zones ----

  flat::Str str(const std::string& s) {
    if (s.empty()) return {};
    const auto [found, fresh] = interned_.emplace(s, flat::Str{});
    if (fresh) {
      found->second = {static_cast<std::uint32_t>(t_.pool.size()), static_cast<std::uint32_t>(s.size())};
      t_.pool += s;
    }
    return found->second;
  }

  void write_zones() {
    for (const auto& z : content_.zones) {
      flat::Zone out{
          str(z.name),
          z.initial,
          {static_cast<std::uint32_t>(t_.transitions.size()), static_cast<std::uint32_t>(z.transitions.size())}};
      for (const auto& t : z.transitions) t_.transitions.push_back({t.utc, t.offset, 0});
      zone_rows_.emplace(z.name, static_cast<std::uint32_t>(t_.zones.size()) + 1);
      t_.zones.push_back(out);
    }
    zone("UTC");
  }

  /// The row of a zone from 1; 0 for one that nobody knows.
  std::uint32_t zone(const std::string& name) {
    if (name.empty()) return 0;
    const auto known = zone_rows_.find(name);
    if (known != zone_rows_.end()) return known->second;
    const auto fixed = fixed_offset(name);
    if (!fixed) return 0;
    t_.zones.push_back({str(name), *fixed, {}, 1});
    const auto row = static_cast<std::uint32_t>(t_.zones.size());
    zone_rows_.emplace(name, row);
    return row;
  }

  flat::Range citations(const std::vector<CitationRow>& all) {
    if (all.empty()) return {};
    // The cells of a row share theirs.
    if (all == last_cited_) return last_citations_;
    last_cited_ = all;
    last_citations_ = {static_cast<std::uint32_t>(t_.citations.size()), static_cast<std::uint32_t>(all.size())};
    for (const auto& c : all) {
      const Sym source = find(Group::source, c.source);
      const auto day = parse_edtf(c.checked);
      t_.citations.push_back(
          {source ? t_.row(Group::source, source) : 0, str(c.evidence), str(c.checked), 0, day ? day->civil.end : 0});
    }
    return last_citations_;
  }

  // ---- rows ----

  std::uint32_t value(const Cell& cell) {
    flat::Value v;
    v.cell = str(cell.text);
    if (const auto* e = std::get_if<Entity>(&cell.value)) {
      v.type = flat::ValueType::entity;
      v.sym = find(Group::entity, e->id);
    } else if (const auto* s = std::get_if<Symbol>(&cell.value)) {
      v.type = flat::ValueType::symbol;
      v.sym = find(Group::kind, s->id);
      if (!v.sym) v.sym = find(Group::symbol, s->id);
    } else if (const auto* t = std::get_if<Text>(&cell.value)) {
      v.type = flat::ValueType::text;
      v.text = str(t->text);
    } else if (const auto* d = std::get_if<Date>(&cell.value)) {
      v.type = flat::ValueType::date;
      v.text = str(d->zone.value_or(""));
      v.zone = zone(d->zone.value_or(""));
      v.flags = (d->zone ? flat::has_zone : 0U) | (d->approximate ? flat::approximate : 0U);
      v.begin = d->civil.begin;
      v.end = d->civil.end;
      v.precision = static_cast<std::uint32_t>(d->precision);
    } else if (const auto* q = std::get_if<Quantity>(&cell.value)) {
      v.type = flat::ValueType::quantity;
      v.text = str(q->unit);
      if (const Unit* u = find_unit(q->unit)) v.unit = static_cast<std::uint32_t>(u - all_units().data()) + 1;
      v.flags = q->range ? flat::range : 0U;
      std::tie(v.value, v.low, v.high) = std::tuple(q->value, q->low, q->high);
      std::tie(v.decimals, v.significant) = std::tuple(q->decimals, q->significant);
    } else if (const auto* w = std::get_if<Weekday>(&cell.value)) {
      v.type = flat::ValueType::weekday;
      v.precision = static_cast<std::uint32_t>(*w);
    }
    const auto [found, fresh] = value_numbers_.try_emplace(std::string(reinterpret_cast<const char*>(&v), sizeof(v)));
    if (fresh) {
      found->second = static_cast<std::uint32_t>(t_.values.size());
      t_.values.push_back(v);
    }
    return found->second;
  }

  /// A date of a row; the zone of the event where it has none of its own.
  flat::Told told(const std::optional<Date>& date, const std::string& own_zone) {
    flat::Told out;
    if (!date) return out;
    const std::string& in = date->zone ? *date->zone : own_zone;
    out.begin = date->civil.begin;
    out.end = date->civil.end;
    out.precision = static_cast<std::uint32_t>(date->precision);
    out.zone = zone(in);
    out.flags = flat::is_told | (date->approximate ? flat::told_approximate : 0U) |
                (in == "UTC" ? flat::told_in_utc : 0U) | (in.empty() ? 0U : flat::told_has_zone);
    return out;
  }

  void write_event(const EventRow& e) {
    flat::Event out;
    out.id = str(e.id);
    out.kind = find(Group::kind, e.kind);
    out.zone_text = str(e.zone);
    out.zone = zone(e.zone);
    out.time_text = str(e.time_text);
    out.from_text = str(e.from_text);
    out.to_text = str(e.to_text);
    out.reason = str(e.reason);
    if (e.when) std::tie(out.begin, out.end) = std::tuple(e.when->begin, e.when->end);
    out.flags =
        (e.when ? flat::has_time : 0U) | (e.open_ended ? flat::open_ended : 0U) | (e.marginal ? flat::marginal : 0U);
    out.rank = static_cast<std::uint32_t>(e.rank);
    write_told(e, out);
    out.roles = {static_cast<std::uint32_t>(t_.roles.size()), static_cast<std::uint32_t>(e.roles.size())};
    for (const auto& r : e.roles)
      t_.roles.push_back({find(Group::name, r.role), value(r.cell), citations(r.citations)});
    std::vector<std::uint32_t> unknown;
    for (const auto& r : e.unknown) unknown.push_back(find(Group::name, r).id);
    out.unknown = t_.list(unknown);
    out.citations = citations(e.citations);
    t_.events.push_back(out);
  }

  /// A state is known as precisely as the vaguer of its ends.
  void write_told(const EventRow& e, flat::Event& out) {
    const auto time = parse_edtf(e.time_text), from = parse_edtf(e.from_text), to = parse_edtf(e.to_text);
    out.from = told(from, e.zone);
    out.to = told(to, e.zone);
    if (!e.time_text.empty())
      out.told = told(time, e.zone);
    else if (from && to)
      out.told = told(Date::range(*from, *to), e.zone);
    Precision precision = Precision::day;
    if (!e.time_text.empty() && time) {
      precision = time->precision;
    } else if (!e.from_text.empty()) {
      precision = from ? from->precision : Precision::day;
      if (!e.to_text.empty()) precision = std::min(precision, to ? to->precision : Precision::day);
    }
    out.precision = static_cast<std::uint32_t>(precision);
  }

  void write_statement(const StatementRow& s) {
    flat::Statement out;
    out.subject = entity(s.subject);
    out.property = find(Group::name, s.property);
    out.from_text = str(s.from_text);
    out.to_text = str(s.to_text);
    out.reason = str(s.reason);
    if (s.valid) std::tie(out.begin, out.end) = std::tuple(s.valid->begin, s.valid->end);
    out.flags = (s.valid ? flat::has_time : 0U) | (s.open_ended ? flat::open_ended : 0U);
    out.rank = static_cast<std::uint32_t>(s.rank);
    out.value = value(s.cell);
    const auto precision = [](const std::string& edtf) {
      const auto date = parse_edtf(edtf);
      return static_cast<std::uint32_t>(date ? date->precision : Precision::day);
    };
    out.from_precision = precision(s.from_text);
    out.to_precision = precision(s.to_text);
    out.citations = citations(s.citations);
    t_.statements.push_back(out);
  }

  void write_complete(const CompleteRow& c) {
    flat::Complete out;
    out.id = str(c.id);
    out.set = str(c.set);
    out.from_text = str(c.from_text);
    out.to_text = str(c.to_text);
    if (c.span)
      std::tie(out.begin, out.end, out.flags) = std::tuple(c.span->begin, c.span->end, std::uint32_t{flat::has_time});
    std::vector<std::uint32_t> roles;
    for (const auto& r : c.roles)
      if (const Sym name = find(Group::name, r)) roles.push_back(name.id);
    out.roles = t_.list(roles);
    out.citations = citations(c.citations);
    out.conditions.begin = static_cast<std::uint32_t>(t_.complete_conditions.size());
    if (const auto set = parse_set(c.set, t_.schema_def, nullptr, nullptr)) {
      out.good = 1;
      out.kind = find(Group::kind, set->kind);
      for (const auto& w : set->where) {
        const auto dot = w.name.find('.');
        flat::CompleteCondition condition;
        condition.head = find(Group::name, w.name.substr(0, dot));
        if (dot != std::string::npos) condition.tail = find(Group::name, w.name.substr(dot + 1));
        if (const auto* e = std::get_if<Entity>(&w.value.value)) {
          condition.is_entity = 1;
          condition.value = find(Group::entity, e->id);
        } else if (const auto* s = std::get_if<Symbol>(&w.value.value)) {
          condition.value = find(Group::kind, s->id);
          if (!condition.value) condition.value = find(Group::symbol, s->id);
        }
        t_.complete_conditions.push_back(condition);
      }
    }
    out.conditions.count = static_cast<std::uint32_t>(t_.complete_conditions.size()) - out.conditions.begin;
    t_.complete.push_back(out);
  }

  const Content& content_;
  Tables t_;
  std::unordered_map<std::string, flat::Str> interned_;
  std::unordered_map<std::string, std::uint32_t> value_numbers_;  ///< by their bytes
  std::unordered_map<std::string, std::uint32_t> zone_rows_;
  std::vector<CitationRow> last_cited_;
  flat::Range last_citations_;
};

/// Lays the sections one behind the other.
class Assembler {
 public:
  explicit Assembler(const Tables& t) : t_(t) { out_.assign(sizeof(flat::Header), '\0'); }

  template <class T>
  void section(flat::Section which, const std::vector<T>& records) {
    bytes(which, records.data(), records.size(), sizeof(T));
    static_assert(std::is_trivially_copyable_v<T>);
  }

  void bytes(flat::Section which, const void* data, std::size_t count, std::size_t size) {
    while (out_.size() % 8 != 0) out_ += '\0';
    header_.at[which].begin = out_.size();
    header_.at[which].count = count;
    if (count > 0) out_.append(static_cast<const char*>(data), count * size);
  }

  /// What the tables say, without what follows from it: the numbers that rows point to come last, so that they stand in
  /// the hash up to here.
  std::string hash(std::string_view tz_version, std::string_view date, std::size_t own_numbers) {
    Sha256 sum;
    sum.add(std::string_view(out_).substr(sizeof(flat::Header)));
    sum.add({reinterpret_cast<const char*>(t_.numbers.data()), own_numbers * sizeof(std::uint32_t)});
    sum.add(tz_version);
    sum.add(date);
    return sum.hex();
  }

  std::string finish(std::string_view hash, flat::Str tz_version, flat::Str date) {
    std::memcpy(header_.magic, flat::kMagic, sizeof(header_.magic));
    header_.version = flat::kVersion;
    header_.sections = flat::section_count;
    header_.tz_version = tz_version;
    header_.date = date;
    header_.groups = t_.groups;
    header_.kind_words = static_cast<std::uint32_t>(t_.kind_words);
    header_.size = out_.size();
    std::memcpy(header_.hash, hash.data(), sizeof(header_.hash));
    header_.checksum = checksum(std::string_view(out_).substr(sizeof(flat::Header)));
    std::memcpy(out_.data(), &header_, sizeof(header_));
    return std::move(out_);
  }

 private:
  const Tables& t_;
  flat::Header header_;
  std::string out_;
};

flat::Str append(Tables& t, const std::string& s) {
  const flat::Str at{static_cast<std::uint32_t>(t.pool.size()), static_cast<std::uint32_t>(s.size())};
  t.pool += s;
  return at;
}

/// The sections of what the tables say.
void plain_sections(Assembler& a, const Tables& t) {
  a.bytes(flat::pool, t.pool.data(), t.pool.size(), 1);
  a.section(flat::texts, t.texts);
  a.section(flat::schema, t.schema);
  a.section(flat::sources, t.sources);
  a.section(flat::citations, t.citations);
  a.section(flat::entities, t.entities);
  a.section(flat::names, t.names);
  a.section(flat::values, t.values);
  a.section(flat::roles, t.roles);
  a.section(flat::events, t.events);
  a.section(flat::statements, t.statements);
  a.section(flat::complete, t.complete);
  a.section(flat::complete_conditions, t.complete_conditions);
  a.section(flat::zones, t.zones);
  a.section(flat::transitions, t.transitions);
}

}  // namespace

std::string encode_snapshot(const Content& content) {
  Tables t = Writer(content).run();
  const std::size_t own_numbers = t.numbers.size();
  const flat::Str tz = append(t, content.tz_version);
  const flat::Str date = append(t, content.date);
  Assembler plain(t);
  plain_sections(plain, t);
  const std::string hash = plain.hash(content.tz_version, content.date, own_numbers);
  derive(t);
  Assembler all(t);
  plain_sections(all, t);
  all.section(flat::slots, t.slots);
  all.section(flat::places, t.places);
  all.section(flat::kind_bits, t.kind_bits);
  all.section(flat::kinds_up, t.kinds_up);
  all.section(flat::kinds_apart, t.kinds_apart);
  all.section(flat::kinds_exclude, t.kinds_exclude);
  all.section(flat::kind_index, t.kind_index);
  all.section(flat::name_index, t.name_index);
  all.section(flat::fillers, t.fillers);
  all.section(flat::lacking, t.lacking);
  all.section(flat::value_index, t.value_index);
  all.section(flat::withdrawn_events, t.withdrawn_events);
  all.section(flat::withdrawn_open, t.withdrawn_open);
  all.section(flat::names_by_text, t.names_by_text);
  all.section(flat::numbers, t.numbers);
  return all.finish(hash, tz, date);
}

bool is_snapshot_of(std::string_view bytes, std::string_view hash) {
  flat::Header header;
  if (bytes.size() < sizeof(header)) return false;
  std::memcpy(&header, bytes.data(), sizeof(header));
  return header.size == bytes.size() && header.version == flat::kVersion &&
         hash == std::string_view(header.hash, sizeof(header.hash)) &&
         header.checksum == checksum(bytes.substr(sizeof(header)));
}

std::string content_hash(const Content& content) {
  Tables t = Writer(content).run();
  const std::size_t own_numbers = t.numbers.size();
  append(t, content.tz_version);
  append(t, content.date);
  Assembler plain(t);
  plain_sections(plain, t);
  return plain.hash(content.tz_version, content.date, own_numbers);
}

}  // namespace saksi::corpus
