#include "corpus/snapshot.h"

#include <algorithm>
#include <cstring>

#include "corpus/snapshot_format.h"

namespace saksi::corpus {
namespace {

/// What a row tells of its time: its civil interval, with the zone it is told in.
std::optional<Date> told_of(std::string_view time, std::string_view from, std::string_view to, std::string_view zone) {
  std::optional<Date> told;
  if (!time.empty()) {
    told = parse_edtf(time);
  } else if (!from.empty() && !to.empty()) {
    const auto first = parse_edtf(from);
    const auto last = parse_edtf(to);
    if (first && last) told = Date::range(*first, *last);
  }
  if (told && !told->zone && !zone.empty()) told->zone = std::string(zone);
  return told;
}

Precision precision_of(std::string_view edtf) {
  const auto date = parse_edtf(edtf);
  return date ? date->precision : Precision::day;
}

class MappedBase final : public FactBase {
 public:
  MappedBase(std::string_view bytes, std::shared_ptr<const void> owner, const flat::Header& header, Schema schema)
      : bytes_(bytes), owner_(std::move(owner)), header_(header), schema_(std::move(schema)) {
    make_names();
    make_events();
    make_completeness();
    for (const auto& s : records<flat::Source>(flat::sources)) {
      sources_.push_back({text(s.id), text(s.title), text(s.url), text(s.licence), text(s.accessed), s.rank});
    }
  }

  const Schema& schema() const override { return schema_; }
  std::vector<EmbeddedFile> words() const override {
    std::vector<EmbeddedFile> out;
    for (const auto& t : records<flat::SchemaTable>(flat::schema)) {
      if (text(t.name).starts_with("lexicon/")) out.push_back({text(t.name), text(t.content)});
    }
    return out;
  }
  const NameList& names() const override { return names_; }

  std::optional<EntityView> entity(std::string_view id) const override {
    const auto* found = find_entity(id);
    if (!found) return std::nullopt;
    return view(*found);
  }

  std::vector<EntityView> entities(std::string_view kind) const override {
    std::vector<EntityView> out;
    const auto all = records<flat::Entity>(flat::entities);
    for (const auto i : find_key(flat::entities_by_kind, kind)) out.push_back(view(all[i]));
    return out;
  }

  std::vector<std::string_view> kinds_of(std::string_view id) const override {
    const auto* found = find_entity(id);
    return found ? texts(found->kinds) : std::vector<std::string_view>();
  }

  std::vector<Citation> citations_of(std::string_view id) const override {
    const auto* found = find_entity(id);
    return found ? citations(found->citations) : std::vector<Citation>();
  }

  std::span<const std::uint32_t> events(std::string_view kind) const override {
    return find_key(flat::events_by_kind, kind);
  }
  std::span<const std::uint32_t> events_with(std::string_view id) const override {
    return find_key(flat::events_by_entity, id);
  }
  const EventView& event(std::uint32_t index) const override { return events_[index]; }

  std::vector<StatementView> statements(std::string_view subject, std::string_view property) const override {
    std::vector<StatementView> out;
    for (const auto& s : about(subject)) {
      if (!property.empty() && text(s.property) != property) continue;
      if (decides(s.rank)) out.push_back(view(s));
    }
    return out;
  }

  std::vector<StatementView> statements_of_value(std::string_view property, std::string_view entity) const override {
    std::string key(property);
    key += '\t';
    key += entity;
    return listed(flat::statements_by_value, key);
  }

  std::vector<StatementView> statements_of(std::string_view property) const override {
    return listed(flat::statements_by_property, property);
  }

  std::vector<StatementView> withdrawn(std::string_view subject, std::string_view property) const override {
    std::vector<StatementView> out;
    for (const auto& s : about(subject)) {
      if (!property.empty() && text(s.property) != property) continue;
      if (s.rank == static_cast<std::uint32_t>(Rank::deprecated) && s.reason.size > 0) out.push_back(view(s));
    }
    return out;
  }
  std::vector<std::uint32_t> withdrawn_events(bool open) const override { return open ? withdrawn_open_ : withdrawn_; }

  const std::vector<CompletenessView>& completeness() const override { return complete_; }
  const Source& source(std::uint32_t index) const override { return sources_[index]; }
  std::size_t source_count() const override { return sources_.size(); }
  std::size_t event_count() const override { return events_.size(); }

  std::optional<int> utc_offset(std::string_view zone, Seconds utc) const override {
    if (const auto fixed = fixed_offset(zone)) return fixed;
    const auto zones = records<flat::Zone>(flat::zones);
    const auto found = std::lower_bound(zones.begin(), zones.end(), zone,
                                        [&](const flat::Zone& z, std::string_view id) { return text(z.name) < id; });
    if (found == zones.end() || text(found->name) != zone) return std::nullopt;
    const auto all =
        records<flat::Transition>(flat::transitions).subspan(found->transitions.begin, found->transitions.count);
    const auto after =
        std::upper_bound(all.begin(), all.end(), utc, [](Seconds at, const flat::Transition& t) { return at < t.utc; });
    return after == all.begin() ? found->initial : std::prev(after)->offset;
  }

  std::string_view hash() const override { return {header_.hash, sizeof(header_.hash)}; }
  std::string_view tz_version() const override { return text(header_.tz_version); }
  std::string_view date() const override {
    if (header_.date.size > 0) return text(header_.date);
    std::string_view latest;
    for (const auto& c : records<flat::Citation>(flat::citations)) latest = std::max(latest, text(c.checked));
    return latest;
  }

  std::optional<Seconds> horizon(std::string_view kind) const override {
    std::optional<Seconds> latest;
    for (const auto& c : complete_) {
      if (!c.span || !(schema_.is_a(c.set.kind, kind) || schema_.is_a(kind, c.set.kind))) continue;
      if (!latest || c.span->end > *latest) latest = c.span->end;
    }
    return latest;
  }

  [[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> schema_tables() const {
    std::vector<std::pair<std::string_view, std::string_view>> out;
    for (const auto& t : records<flat::SchemaTable>(flat::schema)) out.emplace_back(text(t.name), text(t.content));
    return out;
  }

  /// The rows it was made of.
  [[nodiscard]] Content content() const;

 private:
  template <class T>
  [[nodiscard]] std::span<const T> records(flat::Section section) const {
    const auto& at = header_.at[section];
    return {reinterpret_cast<const T*>(bytes_.data() + at.begin), static_cast<std::size_t>(at.count)};
  }

  [[nodiscard]] std::string_view text(flat::Str s) const {
    return bytes_.substr(header_.at[flat::pool].begin + s.begin, s.size);
  }

  [[nodiscard]] std::vector<std::string_view> texts(flat::Range range) const {
    std::vector<std::string_view> out;
    for (const auto s : records<flat::Str>(flat::strings).subspan(range.begin, range.count)) out.push_back(text(s));
    return out;
  }

  [[nodiscard]] std::vector<Citation> citations(flat::Range range) const {
    std::vector<Citation> out;
    for (const auto& c : records<flat::Citation>(flat::citations).subspan(range.begin, range.count)) {
      out.push_back({c.source, text(c.evidence), text(c.checked)});
    }
    return out;
  }

  /// The statements about a subject, of every rank.
  [[nodiscard]] std::span<const flat::Statement> about(std::string_view subject) const {
    const auto all = records<flat::Statement>(flat::statements);
    const auto first =
        std::lower_bound(all.begin(), all.end(), subject,
                         [&](const flat::Statement& s, std::string_view id) { return text(s.subject) < id; });
    auto last = first;
    while (last != all.end() && text(last->subject) == subject) ++last;
    return {first, last};
  }

  static bool decides(std::uint32_t rank) {
    return rank != static_cast<std::uint32_t>(Rank::deprecated) && rank != static_cast<std::uint32_t>(Rank::draft);
  }

  [[nodiscard]] std::span<const std::uint32_t> find_key(flat::Section section, std::string_view key) const {
    const auto keys = records<flat::Key>(section);
    const auto found = std::lower_bound(keys.begin(), keys.end(), key,
                                        [&](const flat::Key& k, std::string_view id) { return text(k.key) < id; });
    if (found == keys.end() || text(found->key) != key) return {};
    return records<std::uint32_t>(flat::numbers).subspan(found->numbers.begin, found->numbers.count);
  }

  [[nodiscard]] const flat::Entity* find_entity(std::string_view id) const {
    const auto all = records<flat::Entity>(flat::entities);
    const auto found = std::lower_bound(all.begin(), all.end(), id,
                                        [&](const flat::Entity& e, std::string_view key) { return text(e.id) < key; });
    return found == all.end() || text(found->id) != id ? nullptr : &*found;
  }

  [[nodiscard]] EntityView view(const flat::Entity& e) const {
    const auto kind = e.kinds.count > 0 ? text(records<flat::Str>(flat::strings)[e.kinds.begin]) : std::string_view();
    return {text(e.id), kind, text(e.label_en), text(e.label_id)};
  }

  [[nodiscard]] Value value(std::uint32_t index) const {
    const auto& v = records<flat::Value>(flat::values)[index];
    switch (v.type) {
      case flat::ValueType::none: return {};
      case flat::ValueType::entity: return Entity{std::string(text(v.text))};
      case flat::ValueType::symbol: return Symbol{std::string(text(v.text))};
      case flat::ValueType::text: return Text{std::string(text(v.text))};
      case flat::ValueType::weekday: return static_cast<Weekday>(v.precision);
      case flat::ValueType::date: {
        Date d;
        d.civil = {v.begin, v.end};
        d.precision = static_cast<Precision>(v.precision);
        d.approximate = (v.flags & flat::approximate) != 0;
        if (v.flags & flat::has_zone) d.zone = std::string(text(v.text));
        return d;
      }
      case flat::ValueType::quantity: {
        Quantity q;
        q.value = v.value;
        q.low = v.low;
        q.high = v.high;
        q.unit = text(v.text);
        q.decimals = v.decimals;
        q.significant = v.significant;
        q.range = (v.flags & flat::range) != 0;
        return q;
      }
    }
    return {};
  }

  [[nodiscard]] Cell cell(std::uint32_t index) const {
    return {value(index), std::string(text(records<flat::Value>(flat::values)[index].cell))};
  }

  [[nodiscard]] StatementView view(const flat::Statement& s) const {
    StatementView out;
    out.index = static_cast<std::uint32_t>(&s - records<flat::Statement>(flat::statements).data());
    out.subject = text(s.subject);
    out.property = text(s.property);
    out.value = value(s.value);
    if (s.flags & flat::has_time) out.valid = TimeInterval{s.begin, s.end};
    out.open_ended = (s.flags & flat::open_ended) != 0;
    out.from = text(s.from_text);
    out.to = text(s.to_text);
    if (!out.from.empty()) out.from_precision = precision_of(out.from);
    if (!out.to.empty()) out.to_precision = precision_of(out.to);
    out.citations = citations(s.citations);
    out.rank = static_cast<Rank>(s.rank);
    out.reason = text(s.reason);
    return out;
  }

  [[nodiscard]] std::vector<StatementView> listed(flat::Section section, std::string_view key) const {
    std::vector<StatementView> out;
    const auto all = records<flat::Statement>(flat::statements);
    for (const auto i : find_key(section, key)) out.push_back(view(all[i]));
    return out;
  }

  void make_names() {
    const auto all = records<flat::Name>(flat::names);
    names_.reserve(all.size());
    std::string_view last;
    std::string_view kind;
    for (const auto& n : all) {
      if (text(n.entity) != last) {
        last = text(n.entity);
        const auto* e = find_entity(last);
        kind = e ? view(*e).kind : std::string_view();
      }
      names_.push_back({std::string(text(n.text)), std::string(last), std::string(kind), std::string(text(n.lang)),
                        std::string(text(n.role)), n.common != 0});
    }
  }

  void make_events() {
    const auto all = records<flat::Event>(flat::events);
    const auto roles = records<flat::Role>(flat::roles);
    events_.reserve(all.size());
    for (const auto& e : all) {
      EventView out;
      out.index = static_cast<std::uint32_t>(events_.size());
      out.id = text(e.id);
      out.kind = text(e.kind);
      if (e.flags & flat::has_time) out.when = TimeInterval{e.begin, e.end};
      out.open_ended = (e.flags & flat::open_ended) != 0;
      out.marginal = (e.flags & flat::marginal) != 0;
      out.rank = static_cast<Rank>(e.rank);
      out.zone = text(e.zone);
      out.from = text(e.from_text);
      out.to = text(e.to_text);
      out.told = told_of(text(e.time_text), text(e.from_text), text(e.to_text), out.zone);
      if (e.time_text.size > 0 && out.told) {
        out.precision = out.told->precision;
      } else if (e.from_text.size > 0) {
        // A state is known as precisely as the vaguer of its ends.
        out.precision = precision_of(text(e.from_text));
        if (e.to_text.size > 0) out.precision = std::min(out.precision, precision_of(text(e.to_text)));
      }
      out.roles.reserve(e.roles.count);
      for (const auto& r : roles.subspan(e.roles.begin, e.roles.count))
        out.roles.push_back({text(r.role), value(r.value), citations(r.citations)});
      out.unknown = texts(e.unknown);
      out.citations = citations(e.citations);
      out.reason = text(e.reason);
      if (out.rank == Rank::deprecated && !out.reason.empty()) withdrawn_.push_back(out.index);
      events_.push_back(std::move(out));
    }
    for (const auto i : withdrawn_) {
      if (!replaced(events_[i])) withdrawn_open_.push_back(i);
    }
  }

  /// Another event stands in its place: of its kind, not deprecated, and with the fillers of one of its keys.
  [[nodiscard]] bool replaced(const EventView& old) const {
    const auto* def = schema_.event(old.kind);
    if (!def) return false;
    const auto has = [](const EventView& e, const RoleValue& wanted) {
      return std::any_of(e.roles.begin(), e.roles.end(),
                         [&](const RoleValue& r) { return r.role == wanted.role && r.value == wanted.value; });
    };
    for (const auto& key : def->keys) {
      for (const auto& r : old.roles) {
        const auto* filler = std::get_if<Entity>(&r.value);
        if (!filler || std::find(key.begin(), key.end(), r.role) == key.end()) continue;
        for (const auto i : events_with(filler->id)) {
          const EventView& other = events_[i];
          if (other.kind != old.kind) continue;
          const bool same = std::all_of(key.begin(), key.end(), [&](const std::string& role) {
            return std::any_of(old.roles.begin(), old.roles.end(),
                               [&](const RoleValue& own) { return own.role == role && has(other, own); });
          });
          if (same) return true;
        }
      }
    }
    return false;
  }

  void make_completeness() {
    for (const auto& c : records<flat::Complete>(flat::complete)) {
      CompletenessView out;
      out.id = text(c.id);
      auto set = parse_set(text(c.set), schema_, nullptr, nullptr);
      if (!set) continue;
      out.set = std::move(*set);
      out.roles = texts(c.roles);
      if (c.flags & flat::has_time) out.span = TimeInterval{c.begin, c.end};
      out.citations = citations(c.citations);
      complete_.push_back(std::move(out));
    }
  }

  std::string_view bytes_;
  std::shared_ptr<const void> owner_;
  const flat::Header& header_;
  Schema schema_;
  NameList names_;
  std::vector<EventView> events_;
  std::vector<std::uint32_t> withdrawn_, withdrawn_open_;
  std::vector<CompletenessView> complete_;
  std::vector<Source> sources_;
};

Content MappedBase::content() const {
  Content out;
  const auto own = [&](flat::Str s) { return std::string(text(s)); };
  const auto owned = [&](flat::Range range) {
    std::vector<std::string> all;
    for (const auto s : texts(range)) all.emplace_back(s);
    return all;
  };
  const auto cited = [&](flat::Range range) {
    std::vector<CitationRow> all;
    for (const auto& c : citations(range)) {
      all.push_back({std::string(sources_[c.source].id), std::string(c.evidence), std::string(c.checked)});
    }
    return all;
  };
  for (const auto& t : records<flat::SchemaTable>(flat::schema))
    out.schema.push_back({own(t.name), {}, own(t.content)});
  for (const auto& s : records<flat::Source>(flat::sources)) {
    out.sources.push_back({own(s.id), own(s.title), own(s.url), own(s.licence), own(s.accessed), s.rank});
  }
  for (const auto& e : records<flat::Entity>(flat::entities)) {
    out.entities.push_back({own(e.id), own(e.label_en), own(e.label_id), owned(e.kinds), cited(e.citations)});
  }
  for (const auto& n : records<flat::Name>(flat::names)) {
    out.names.push_back({own(n.entity), own(n.text), own(n.lang), own(n.role), n.common != 0});
  }
  for (const auto& e : records<flat::Event>(flat::events)) {
    EventRow row;
    row.id = own(e.id);
    row.kind = own(e.kind);
    row.time_text = own(e.time_text);
    row.from_text = own(e.from_text);
    row.to_text = own(e.to_text);
    if (e.flags & flat::has_time) row.when = TimeInterval{e.begin, e.end};
    row.open_ended = (e.flags & flat::open_ended) != 0;
    row.zone = own(e.zone);
    for (const auto& r : records<flat::Role>(flat::roles).subspan(e.roles.begin, e.roles.count))
      row.roles.push_back({own(r.role), cell(r.value), cited(r.citations)});
    row.unknown = owned(e.unknown);
    row.citations = cited(e.citations);
    row.rank = static_cast<Rank>(e.rank);
    row.marginal = (e.flags & flat::marginal) != 0;
    row.reason = own(e.reason);
    out.events.push_back(std::move(row));
  }
  for (const auto& s : records<flat::Statement>(flat::statements)) {
    StatementRow row;
    row.subject = own(s.subject);
    row.property = own(s.property);
    row.cell = cell(s.value);
    row.from_text = own(s.from_text);
    row.to_text = own(s.to_text);
    if (s.flags & flat::has_time) row.valid = TimeInterval{s.begin, s.end};
    row.open_ended = (s.flags & flat::open_ended) != 0;
    row.citations = cited(s.citations);
    row.rank = static_cast<Rank>(s.rank);
    row.reason = own(s.reason);
    out.statements.push_back(std::move(row));
  }
  for (const auto& c : records<flat::Complete>(flat::complete)) {
    CompleteRow row{own(c.id),      own(c.set),   owned(c.roles),    own(c.from_text),
                    own(c.to_text), std::nullopt, cited(c.citations)};
    if (c.flags & flat::has_time) row.span = TimeInterval{c.begin, c.end};
    out.complete.push_back(std::move(row));
  }
  for (const auto& z : records<flat::Zone>(flat::zones)) {
    ZoneRow row{own(z.name), z.initial, {}};
    for (const auto& t :
         records<flat::Transition>(flat::transitions).subspan(z.transitions.begin, z.transitions.count)) {
      row.transitions.push_back({t.utc, t.offset});
    }
    out.zones.push_back(std::move(row));
  }
  out.tz_version = own(header_.tz_version);
  out.date = own(header_.date);
  return out;
}

}  // namespace

Result<std::shared_ptr<const FactBase>> map_snapshot(std::string_view bytes, std::shared_ptr<const void> owner) {
  Diagnostic d;
  d.code = "not-a-fact-base";
  d.message = "the bytes are no snapshot of a fact base; build it anew";
  if (bytes.size() < sizeof(flat::Header) ||
      reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(flat::Header) != 0)
    return d;
  const auto& header = *reinterpret_cast<const flat::Header*>(bytes.data());
  if (std::memcmp(header.magic, flat::kMagic, sizeof(header.magic)) != 0 || header.size > bytes.size()) return d;
  if (header.version != flat::kVersion || header.sections != flat::section_count) {
    d.code = "wrong-version";
    d.message = "the snapshot is of version " + std::to_string(header.version) + ", not " +
                std::to_string(flat::kVersion) + "; build it anew";
    return d;
  }
  std::vector<SchemaTable> tables;
  const auto pool = bytes.substr(header.at[flat::pool].begin);
  const auto* stored = reinterpret_cast<const flat::SchemaTable*>(bytes.data() + header.at[flat::schema].begin);
  for (std::uint64_t i = 0; i < header.at[flat::schema].count; ++i) {
    tables.push_back({std::string(pool.substr(stored[i].name.begin, stored[i].name.size)),
                      {},
                      std::string(pool.substr(stored[i].content.begin, stored[i].content.size))});
  }
  auto schema = read_schema(tables);
  if (!schema) return schema.errors();
  return std::shared_ptr<const FactBase>(
      std::make_shared<MappedBase>(bytes, std::move(owner), header, std::move(*schema)));
}

Result<std::shared_ptr<const FactBase>> make_base(const Content& content) {
  // A string's buffer from the heap is aligned for any record.
  auto bytes = std::make_shared<const std::string>(encode_snapshot(content));
  return map_snapshot(*bytes, bytes);
}

bool same_schema(const FactBase& a, const FactBase& b) {
  const auto* x = dynamic_cast<const MappedBase*>(&a);
  const auto* y = dynamic_cast<const MappedBase*>(&b);
  return x && y && x->schema_tables() == y->schema_tables();
}

std::optional<Content> content_of(const FactBase& base) {
  const auto* mapped = dynamic_cast<const MappedBase*>(&base);
  if (!mapped) return std::nullopt;
  return mapped->content();
}

}  // namespace saksi::corpus
