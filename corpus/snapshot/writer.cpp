#include <algorithm>
#include <cstddef>
#include <cstring>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "core/text_index.h"
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
    if (auto read = read_schema(content_.schema)) {
      t_.schema_def = std::move(*read);
      t_.schema_image = t_.schema_def.image();
    }
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
    const auto add = [&](Group g, std::string_view text) {
      if (!text.empty()) ids_[static_cast<std::size_t>(g)].add(text);
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
    for (std::size_t g = 0; g < Symbols::kGroups; ++g) number_symbols(g);
    t_.slots = Symbols::index(t_.pool, t_.texts, t_.groups);
  }

  void number_symbols(std::size_t g) {
    TextIndex& ids = ids_[g];
    std::vector<std::uint32_t> order;
    for (std::uint32_t n = 0; n < ids.size(); ++n)
      if (g != static_cast<std::size_t>(Group::name) || !names::known(ids[n])) order.push_back(n);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
    Symbols::Block& block = t_.groups[g];
    block.begin = static_cast<std::uint32_t>(t_.texts.size());
    if (g == static_cast<std::size_t>(Group::name)) {
      block.begin = 0;
      for (std::size_t i = 1; i < names::kKnown.size(); ++i) {
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(i - 1), ids.add(names::kKnown[i]).first);
      }
    }
    syms_[g].resize(ids.size());
    for (const std::uint32_t n : order) {
      syms_[g][n] = {static_cast<std::uint32_t>(t_.texts.size())};
      t_.texts.push_back(str(ids[n]));
    }
    block.count = static_cast<std::uint32_t>(t_.texts.size()) - block.begin;
  }

  [[nodiscard]] Sym find(Group g, std::string_view text) const {
    const std::uint32_t n = ids_[static_cast<std::size_t>(g)].find(text);
    return n == TextIndex::kNone ? Sym{} : syms_[static_cast<std::size_t>(g)][n];
  }

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

  [[nodiscard]] std::uint32_t entity(std::string_view id) const {
    const Sym s = find(Group::entity, id);
    return s ? t_.row(Group::entity, s) : flat::kNone;
  }

  // ---- texts, zones ----

  /// Its place in the pool. The text must stay where it is for as long as this writes.
  flat::Str str(std::string_view s) {
    if (s.empty()) return {};
    const auto [number, fresh] = interned_.add(s);
    if (fresh) {
      places_.push_back({static_cast<std::uint32_t>(t_.pool.size()), static_cast<std::uint32_t>(s.size())});
      t_.pool += s;
    }
    return places_[number];
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
    const auto row = static_cast<std::uint32_t>(t_.zones.size()) + 1;
    const auto kept = zone_rows_.emplace(name, row).first;
    t_.zones.push_back({str(kept->first), *fixed, {}, 1});
    return row;
  }

  flat::Range citations(const std::vector<CitationRow>& all) {
    if (all.empty()) return {};
    // The cells of a row share theirs.
    if (last_cited_ != nullptr && all == *last_cited_) return last_citations_;
    last_cited_ = &all;
    last_citations_ = {static_cast<std::uint32_t>(t_.citations.size()), static_cast<std::uint32_t>(all.size())};
    for (const auto& c : all) {
      const Sym source = find(Group::source, c.source);
      // In the order in which their texts come into the pool.
      const flat::Str evidence = str(c.evidence);
      const flat::Str checked = str(c.checked);
      t_.citations.push_back(
          {source ? t_.row(Group::source, source) : 0, evidence, checked, 0, end_of_day(c.checked, checked)});
    }
    return last_citations_;
  }

  /// When the day of a text was over; 0 = it is no day.
  std::int64_t end_of_day(const std::string& text, flat::Str place) {
    if (text.empty()) return 0;
    const auto [day, fresh] = days_.try_emplace(place.begin, 0);
    if (const auto date = fresh ? parse_edtf(text) : std::nullopt) day->second = date->civil.end;
    return day->second;
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
      if (d->zone) {
        v.text = str(*d->zone);
        v.zone = zone(*d->zone);
      }
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
    return number_of(v);
  }

  /// Its place among the values, each of which is kept once.
  std::uint32_t number_of(const flat::Value& v) {
    const auto bytes = [](const flat::Value& value) {
      return std::string_view(reinterpret_cast<const char*>(&value), sizeof(value));
    };
    if (t_.values.size() * 2 >= value_slots_.size()) {
      value_slots_.assign(std::max<std::size_t>(1024, value_slots_.size() * 2), flat::kNone);
      for (std::uint32_t i = 0; i < t_.values.size(); ++i) *value_slot(bytes(t_.values[i])) = i;
    }
    std::uint32_t* slot = value_slot(bytes(v));
    if (*slot == flat::kNone) {
      *slot = static_cast<std::uint32_t>(t_.values.size());
      t_.values.push_back(v);
    }
    return *slot;
  }

  /// Where the number of a value of these bytes stands or would.
  std::uint32_t* value_slot(std::string_view bytes) {
    const std::size_t mask = value_slots_.size() - 1;
    std::size_t at = TextIndex::hash(bytes) & mask;
    while (value_slots_[at] != flat::kNone &&
           std::memcmp(&t_.values[value_slots_[at]], bytes.data(), bytes.size()) != 0)
      at = (at + 1) & mask;
    return &value_slots_[at];
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
    // They stand by subject.
    if (last_subject_.empty() || s.subject != last_subject_) {
      last_subject_ = s.subject;
      last_row_ = entity(s.subject);
    }
    out.subject = last_row_;
    out.property = find(Group::name, s.property);
    out.from_text = str(s.from_text);
    out.to_text = str(s.to_text);
    out.reason = str(s.reason);
    if (s.valid) std::tie(out.begin, out.end) = std::tuple(s.valid->begin, s.valid->end);
    out.flags = (s.valid ? flat::has_time : 0U) | (s.open_ended ? flat::open_ended : 0U);
    out.rank = static_cast<std::uint32_t>(s.rank);
    out.value = value(s.cell);
    const auto precision = [](const std::string& edtf) {
      const auto date = edtf.empty() ? std::nullopt : parse_edtf(edtf);
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
  std::array<TextIndex, Symbols::kGroups> ids_;
  std::array<std::vector<Sym>, Symbols::kGroups> syms_;  ///< by number of the id
  TextIndex interned_;
  std::vector<flat::Str> places_;           ///< in the pool, by number of the text
  std::vector<std::uint32_t> value_slots_;  ///< numbers of values by hash of their bytes; a power of two
  std::unordered_map<std::string, std::uint32_t> zone_rows_;
  std::unordered_map<std::uint32_t, std::int64_t>
      days_;  ///< ends of the days that rows were checked, by place of the text
  const std::vector<CitationRow>* last_cited_ = nullptr;
  flat::Range last_citations_;
  std::string_view last_subject_;
  std::uint32_t last_row_ = flat::kNone;
};

/// The sections of what the tables say, in their order.
template <class Sink, class T>
void plain_sections(Sink& a, T& t) {
  a.section(flat::pool, t.pool);
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

/// Those and the ones that follow from them.
template <class Sink, class T>
void all_sections(Sink& a, T& t) {
  plain_sections(a, t);
  a.section(flat::slots, t.slots);
  a.section(flat::places, t.places);
  a.section(flat::kind_bits, t.kind_bits);
  a.section(flat::kinds_up, t.kinds_up);
  a.section(flat::kinds_apart, t.kinds_apart);
  a.section(flat::kinds_exclude, t.kinds_exclude);
  a.section(flat::kind_index, t.kind_index);
  a.section(flat::name_index, t.name_index);
  a.section(flat::fillers, t.fillers);
  a.section(flat::lacking, t.lacking);
  a.section(flat::value_index, t.value_index);
  a.section(flat::withdrawn_events, t.withdrawn_events);
  a.section(flat::withdrawn_open, t.withdrawn_open);
  a.section(flat::names_by_text, t.names_by_text);
  a.section(flat::numbers, t.numbers);
  a.section(flat::schema_image, t.schema_image);
}

/// Each section begins on eight bytes.
std::size_t padding_at(std::size_t size) { return (8 - size % 8) % 8; }

template <class Records>
std::string_view bytes_of(const Records& records) {
  static_assert(std::is_trivially_copyable_v<typename Records::value_type>);
  return {reinterpret_cast<const char*>(records.data()), records.size() * sizeof(typename Records::value_type)};
}

/// How long a snapshot of the sections is.
class Measure {
 public:
  template <class Records>
  void section(flat::Section, const Records& records) {
    size += padding_at(size) + bytes_of(records).size();
  }
  std::size_t size = sizeof(flat::Header);
};

/// The hash of what the tables say, without what follows from it: the bytes as they lie in the snapshot, then the numbers
/// that rows point to.
class Hash {
 public:
  template <class Records>
  void section(flat::Section, const Records& records) {
    constexpr std::string_view kZeros("\0\0\0\0\0\0\0", 7);
    sum_.add(kZeros.substr(0, padding_at(size_)));
    size_ += padding_at(size_) + bytes_of(records).size();
    sum_.add(bytes_of(records));
  }
  std::string hex(const Tables& t, const Content& content) {
    sum_.add(bytes_of(t.numbers));
    sum_.add(content.tz_version);
    sum_.add(content.date);
    return sum_.hex();
  }

 private:
  Sha256 sum_;
  std::size_t size_ = sizeof(flat::Header);
};

/// Lays the sections one behind the other; each is gone from the tables then.
class Assembler {
 public:
  explicit Assembler(std::size_t size) {
    out_.reserve(size);
    out_.assign(sizeof(flat::Header), '\0');
  }

  template <class Records>
  void section(flat::Section which, Records& records) {
    out_.append(padding_at(out_.size()), '\0');
    header_.at[which].begin = out_.size();
    header_.at[which].count = records.size();
    out_ += bytes_of(records);
    Records().swap(records);
  }

  std::string finish(const Tables& t, std::string_view hash, flat::Str tz_version, flat::Str date) {
    std::memcpy(header_.magic, flat::kMagic, sizeof(header_.magic));
    header_.version = flat::kVersion;
    header_.sections = flat::section_count;
    header_.tz_version = tz_version;
    header_.date = date;
    header_.groups = t.groups;
    header_.kind_words = static_cast<std::uint32_t>(t.kind_words);
    header_.size = out_.size();
    std::memcpy(header_.hash, hash.data(), sizeof(header_.hash));
    header_.checksum = checksum(std::string_view(out_).substr(sizeof(flat::Header)));
    std::memcpy(out_.data(), &header_, sizeof(header_));
    return std::move(out_);
  }

 private:
  flat::Header header_;
  std::string out_;
};

flat::Str append(Tables& t, const std::string& s) {
  const flat::Str at{static_cast<std::uint32_t>(t.pool.size()), static_cast<std::uint32_t>(s.size())};
  t.pool += s;
  return at;
}

/// What the tables say, and its hash.
struct Plain {
  Tables tables;
  flat::Str tz_version, date;
  std::string hash;
};

Plain plain_of(const Content& content) {
  Plain out{Writer(content).run(), {}, {}, {}};
  out.tz_version = append(out.tables, content.tz_version);
  out.date = append(out.tables, content.date);
  Hash sum;
  plain_sections(sum, std::as_const(out.tables));
  out.hash = sum.hex(out.tables, content);
  return out;
}

std::string encode(Plain plain) {
  Tables& t = plain.tables;
  derive(t);
  Measure measure;
  all_sections(measure, std::as_const(t));
  Assembler all(measure.size);
  all_sections(all, t);
  return all.finish(t, plain.hash, plain.tz_version, plain.date);
}

}  // namespace

std::string encode_snapshot(const Content& content) { return encode(plain_of(content)); }

std::string encode_snapshot(Content&& content) {
  Plain plain = plain_of(content);
  content = {};
  return encode(std::move(plain));
}

bool is_snapshot_of(std::string_view bytes, std::string_view hash) {
  flat::Header header;
  if (bytes.size() < sizeof(header)) return false;
  std::memcpy(&header, bytes.data(), sizeof(header));
  return header.size == bytes.size() && header.version == flat::kVersion &&
         hash == std::string_view(header.hash, sizeof(header.hash)) &&
         header.checksum == checksum(bytes.substr(sizeof(header)));
}

std::string content_hash(const Content& content) { return plain_of(content).hash; }

}  // namespace saksi::corpus
