#include "corpus/snapshot.h"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "corpus/snapshot/checksum.h"
#include "corpus/snapshot/format.h"
#include "corpus/snapshot/snapshot.h"
#include "corpus/snapshot/values.h"

namespace saksi::corpus {
namespace {

class MappedBase final : public FactBase {
 public:
  MappedBase(std::string_view bytes, std::shared_ptr<const void> owner, Schema schema)
      : owner_(std::move(owner)), schema_(std::move(schema)), rows_(bytes, schema_) {}

  const Schema& schema() const override { return schema_; }
  const Snapshot& rows() const override { return rows_; }

  std::vector<EmbeddedFile> words() const override {
    std::vector<EmbeddedFile> out;
    for (const auto& t : rows_.section<flat::SchemaTable>(flat::schema)) {
      if (rows_.text(t.name).starts_with("lexicon/")) out.push_back({rows_.text(t.name), rows_.text(t.content)});
    }
    return out;
  }
  const NameList& names() const override {
    std::call_once(names_made_, [&] { make_names(); });
    return names_;
  }

  std::optional<EntityView> entity(std::string_view id) const override {
    const auto found = find_entity(id);
    if (!found || rows_.entities()[*found].known == 0) return std::nullopt;
    return view_of_entity(*found);
  }

  std::vector<EntityView> entities(std::string_view kind) const override {
    std::vector<EntityView> out;
    for (const auto row : rows_.entities_of(rows_.kind(kind))) out.push_back(view_of_entity(row));
    return out;
  }

  std::vector<std::string_view> kinds_of(std::string_view id) const override {
    std::vector<std::string_view> out;
    if (const auto found = find_entity(id))
      for (const auto kind : rows_.stated_kinds(*found)) out.push_back(rows_.text(Sym{kind}));
    return out;
  }

  std::vector<Citation> citations_of(std::string_view id) const override {
    const auto found = find_entity(id);
    return found ? citations(rows_.entities()[*found].citations) : std::vector<Citation>();
  }

  std::span<const std::uint32_t> events(std::string_view kind) const override {
    return rows_.events_of(rows_.kind(kind));
  }
  std::span<const std::uint32_t> events_with(std::string_view id) const override {
    const auto found = find_entity(id);
    return found ? rows_.events_with(*found) : std::span<const std::uint32_t>();
  }
  const EventView& event(std::uint32_t index) const override {
    std::call_once(events_made_, [&] { make_events(); });
    return events_[index];
  }

  std::vector<StatementView> statements(std::string_view subject, std::string_view property) const override {
    return about(subject, property, [](const flat::Statement& s) { return decides(s.rank); });
  }

  std::vector<StatementView> statements_of_value(std::string_view property, std::string_view entity) const override {
    return listed(
        rows_.statements_of_value(rows_.name(property), rows_.symbols().find(Symbols::Group::entity, entity)));
  }

  std::vector<StatementView> statements_of(std::string_view property) const override {
    return listed(rows_.statements_of(rows_.name(property)));
  }

  std::vector<StatementView> withdrawn(std::string_view subject, std::string_view property) const override {
    return about(subject, property, [](const flat::Statement& s) {
      return s.rank == static_cast<std::uint32_t>(Rank::deprecated) && s.reason.size > 0;
    });
  }
  std::vector<std::uint32_t> withdrawn_events(bool open) const override {
    const auto all = open ? rows_.withdrawn_open() : rows_.withdrawn_events();
    return {all.begin(), all.end()};
  }

  const std::vector<CompletenessView>& completeness() const override {
    std::call_once(complete_made_, [&] { make_completeness(); });
    return complete_;
  }
  const Source& source(std::uint32_t index) const override {
    std::call_once(sources_made_, [&] {
      for (const auto& s : rows_.section<flat::Source>(flat::sources))
        sources_.push_back({rows_.text(s.id), rows_.text(s.title), rows_.text(s.url), rows_.text(s.licence),
                            rows_.text(s.accessed), s.rank});
    });
    return sources_[index];
  }
  std::size_t source_count() const override { return rows_.section<flat::Source>(flat::sources).size(); }
  std::size_t event_count() const override { return rows_.events().size(); }

  std::optional<int> utc_offset(std::string_view zone, Seconds utc) const override {
    return rows_.utc_offset(zone, utc);
  }

  std::string_view hash() const override { return {rows_.header().hash, sizeof(rows_.header().hash)}; }
  std::string_view tz_version() const override { return rows_.text(rows_.header().tz_version); }
  std::string_view date() const override {
    if (rows_.header().date.size > 0) return rows_.text(rows_.header().date);
    std::string_view latest;
    for (const auto& c : rows_.section<flat::Citation>(flat::citations))
      latest = std::max(latest, rows_.text(c.checked));
    return latest;
  }

  std::optional<Seconds> horizon(std::string_view kind) const override {
    const Sym wanted = rows_.kind(kind);
    std::optional<Seconds> latest;
    for (const auto& c : rows_.section<flat::Complete>(flat::complete)) {
      if (c.good == 0 || (c.flags & flat::has_time) == 0 || !(rows_.is_a(c.kind, wanted) || rows_.is_a(wanted, c.kind)))
        continue;
      if (!latest || c.end > *latest) latest = c.end;
    }
    return latest;
  }

  [[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> schema_tables() const {
    std::vector<std::pair<std::string_view, std::string_view>> out;
    for (const auto& t : rows_.section<flat::SchemaTable>(flat::schema))
      out.emplace_back(rows_.text(t.name), rows_.text(t.content));
    return out;
  }

  /// The rows it was made of.
  [[nodiscard]] Content content() const;

 private:
  [[nodiscard]] std::vector<std::string_view> texts_of(flat::Range range) const {
    std::vector<std::string_view> out;
    for (const auto id : rows_.numbers(range)) out.push_back(rows_.text(Sym{id}));
    return out;
  }

  [[nodiscard]] std::vector<Citation> citations(flat::Range range) const {
    std::vector<Citation> out;
    for (const auto& c : rows_.citations(range))
      out.push_back({c.source, rows_.text(c.evidence), rows_.text(c.checked)});
    return out;
  }

  /// Its row, where the table of symbols has it: others may name it though it has no row of its own.
  [[nodiscard]] std::optional<std::uint32_t> find_entity(std::string_view id) const {
    const Sym s = rows_.symbols().find(Symbols::Group::entity, id);
    return s ? std::optional(rows_.row(s)) : std::nullopt;
  }

  template <class Wanted>
  [[nodiscard]] std::vector<StatementView> about(std::string_view subject, std::string_view property,
                                                 const Wanted& wanted) const {
    std::vector<StatementView> out;
    const auto found = find_entity(subject);
    if (!found) return out;
    const flat::Range range = rows_.place(*found).statements;
    for (std::uint32_t i = range.begin; i < range.begin + range.count; ++i) {
      const flat::Statement& s = rows_.statement(i);
      if ((property.empty() || rows_.text(s.property) == property) && wanted(s)) out.push_back(view(i));
    }
    return out;
  }

  [[nodiscard]] EntityView view_of_entity(std::uint32_t row) const {
    const auto& e = rows_.entities()[row];
    const auto kinds = rows_.stated_kinds(row);
    return {rows_.text(rows_.entity(row)), kinds.empty() ? std::string_view() : rows_.text(Sym{kinds.front()}),
            rows_.text(e.label_en), rows_.text(e.label_id)};
  }

  [[nodiscard]] Value value(std::uint32_t index) const { return value_of(rows_, rows_.value(index)); }

  [[nodiscard]] Cell cell(std::uint32_t index) const {
    return {value(index), std::string(rows_.text(rows_.value(index).cell))};
  }

  [[nodiscard]] StatementView view(std::uint32_t index) const {
    const flat::Statement& s = rows_.statement(index);
    StatementView out;
    out.index = index;
    out.subject = rows_.text(rows_.entity(s.subject));
    out.property = rows_.text(s.property);
    out.value = value(s.value);
    if (s.flags & flat::has_time) out.valid = TimeInterval{s.begin, s.end};
    out.open_ended = (s.flags & flat::open_ended) != 0;
    out.from = rows_.text(s.from_text);
    out.to = rows_.text(s.to_text);
    out.from_precision = static_cast<Precision>(s.from_precision);
    out.to_precision = static_cast<Precision>(s.to_precision);
    out.citations = citations(s.citations);
    out.rank = static_cast<Rank>(s.rank);
    out.reason = rows_.text(s.reason);
    return out;
  }

  [[nodiscard]] std::vector<StatementView> listed(std::span<const std::uint32_t> rows) const {
    std::vector<StatementView> out;
    for (const auto i : rows) out.push_back(view(i));
    return out;
  }

  void make_names() const {
    const auto all = rows_.all_names();
    names_.reserve(all.size());
    for (const auto& n : all) {
      const EntityView e = view_of_entity(n.entity);
      names_.push_back({std::string(rows_.text(n.text)), std::string(e.id), std::string(e.kind),
                        std::string(rows_.text(n.lang)), std::string(rows_.text(n.role)), n.common != 0});
    }
  }

  void make_events() const {
    const auto all = rows_.events();
    events_.reserve(all.size());
    for (const auto& e : all) {
      EventView out;
      out.index = static_cast<std::uint32_t>(events_.size());
      out.id = rows_.text(e.id);
      out.kind = rows_.text(e.kind);
      if (e.flags & flat::has_time) out.when = TimeInterval{e.begin, e.end};
      out.open_ended = (e.flags & flat::open_ended) != 0;
      out.marginal = (e.flags & flat::marginal) != 0;
      out.rank = static_cast<Rank>(e.rank);
      out.zone = rows_.text(e.zone_text);
      out.from = rows_.text(e.from_text);
      out.to = rows_.text(e.to_text);
      out.told = told_of(rows_, e);
      out.precision = static_cast<Precision>(e.precision);
      for (const auto& r : rows_.roles(e))
        out.roles.push_back({rows_.text(r.role), value(r.value), citations(r.citations)});
      out.unknown = texts_of(e.unknown);
      out.citations = citations(e.citations);
      out.reason = rows_.text(e.reason);
      events_.push_back(std::move(out));
    }
  }

  void make_completeness() const {
    for (const auto& c : rows_.section<flat::Complete>(flat::complete)) {
      CompletenessView out;
      out.id = rows_.text(c.id);
      auto set = parse_set(rows_.text(c.set), schema_, nullptr, nullptr);
      if (!set) continue;
      out.set = std::move(*set);
      out.roles = texts_of(c.roles);
      if (c.flags & flat::has_time) out.span = TimeInterval{c.begin, c.end};
      out.citations = citations(c.citations);
      complete_.push_back(std::move(out));
    }
  }

  std::shared_ptr<const void> owner_;
  Schema schema_;
  Snapshot rows_;
  // The views of rows that tools look at one by one are made when first asked for.
  mutable std::once_flag names_made_, events_made_, complete_made_, sources_made_;
  mutable NameList names_;
  mutable std::vector<EventView> events_;
  mutable std::vector<CompletenessView> complete_;
  mutable std::vector<Source> sources_;
};

Content MappedBase::content() const {
  Content out;
  const auto own = [&](flat::Str s) { return std::string(rows_.text(s)); };
  const auto id = [&](Sym s) { return std::string(rows_.text(s)); };
  const auto ids = [&](flat::Range range) {
    std::vector<std::string> all;
    for (const auto s : texts_of(range)) all.emplace_back(s);
    return all;
  };
  const auto cited = [&](flat::Range range) {
    std::vector<CitationRow> all;
    for (const auto& c : rows_.citations(range))
      all.push_back({id(rows_.source(c.source).id), own(c.evidence), own(c.checked)});
    return all;
  };
  for (const auto& t : rows_.section<flat::SchemaTable>(flat::schema))
    out.schema.push_back({own(t.name), {}, own(t.content)});
  for (const auto& s : rows_.section<flat::Source>(flat::sources))
    out.sources.push_back({id(s.id), own(s.title), own(s.url), own(s.licence), own(s.accessed), s.rank});
  for (std::uint32_t i = 0; i < rows_.entities().size(); ++i) {
    const auto& e = rows_.entities()[i];
    if (e.known == 0) continue;
    out.entities.push_back({id(rows_.entity(i)), own(e.label_en), own(e.label_id), ids(e.kinds), cited(e.citations)});
  }
  for (const auto& n : rows_.all_names())
    out.names.push_back({id(rows_.entity(n.entity)), own(n.text), own(n.lang), own(n.role), n.common != 0});
  out.events.reserve(rows_.events().size());
  for (const auto& e : rows_.events()) {
    EventRow row;
    row.id = own(e.id);
    row.kind = id(e.kind);
    row.time_text = own(e.time_text);
    row.from_text = own(e.from_text);
    row.to_text = own(e.to_text);
    if (e.flags & flat::has_time) row.when = TimeInterval{e.begin, e.end};
    row.open_ended = (e.flags & flat::open_ended) != 0;
    row.zone = own(e.zone_text);
    for (const auto& r : rows_.roles(e)) row.roles.push_back({id(r.role), cell(r.value), cited(r.citations)});
    row.unknown = ids(e.unknown);
    row.citations = cited(e.citations);
    row.rank = static_cast<Rank>(e.rank);
    row.marginal = (e.flags & flat::marginal) != 0;
    row.reason = own(e.reason);
    out.events.push_back(std::move(row));
  }
  out.statements.reserve(rows_.section<flat::Statement>(flat::statements).size());
  for (const auto& s : rows_.section<flat::Statement>(flat::statements)) {
    StatementRow row;
    row.subject = id(rows_.entity(s.subject));
    row.property = id(s.property);
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
  for (const auto& c : rows_.section<flat::Complete>(flat::complete)) {
    CompleteRow row{own(c.id),      own(c.set),   ids(c.roles),      own(c.from_text),
                    own(c.to_text), std::nullopt, cited(c.citations)};
    if (c.flags & flat::has_time) row.span = TimeInterval{c.begin, c.end};
    out.complete.push_back(std::move(row));
  }
  for (const auto& z : rows_.section<flat::Zone>(flat::zones)) {
    if (z.fixed != 0) continue;
    ZoneRow row{own(z.name), z.initial, {}};
    for (const auto& t :
         rows_.section<flat::Transition>(flat::transitions).subspan(z.transitions.begin, z.transitions.count))
      row.transitions.push_back({t.utc, t.offset});
    out.zones.push_back(std::move(row));
  }
  out.tz_version = own(rows_.header().tz_version);
  out.date = own(rows_.header().date);
  return out;
}

/// What of the layout cannot be; null where it is sound. With it every section lies within the file; that what is in them
/// is as it was written, the checksum says (is_snapshot_of).
const char* fault_of(std::string_view bytes, const flat::Header& header) {
  constexpr std::size_t kSizes[flat::section_count] = {1,
                                                       sizeof(flat::Str),
                                                       sizeof(std::uint32_t),
                                                       sizeof(flat::SchemaTable),
                                                       sizeof(flat::Source),
                                                       sizeof(flat::Citation),
                                                       sizeof(flat::Entity),
                                                       sizeof(flat::Name),
                                                       sizeof(flat::Value),
                                                       sizeof(flat::Role),
                                                       sizeof(flat::Event),
                                                       sizeof(flat::Statement),
                                                       sizeof(flat::Complete),
                                                       sizeof(flat::CompleteCondition),
                                                       sizeof(flat::Zone),
                                                       sizeof(flat::Transition),
                                                       sizeof(flat::Place),
                                                       sizeof(std::uint64_t),
                                                       sizeof(std::uint64_t),
                                                       sizeof(std::uint64_t),
                                                       sizeof(std::uint64_t),
                                                       sizeof(flat::KindIndex),
                                                       sizeof(flat::NameIndex),
                                                       sizeof(flat::Filler),
                                                       sizeof(flat::Lacking),
                                                       sizeof(flat::ValueIndex),
                                                       sizeof(std::uint32_t),
                                                       sizeof(std::uint32_t),
                                                       sizeof(std::uint32_t),
                                                       sizeof(std::uint32_t),
                                                       1};
  for (std::size_t s = 0; s < flat::section_count; ++s) {
    const auto& at = header.at[s];
    if (at.begin < sizeof(flat::Header) || at.begin > bytes.size() || at.begin % 8 != 0 ||
        at.count > (bytes.size() - at.begin) / kSizes[s])
      return "a section lies outside of it";
  }
  const auto count = [&](flat::Section s) { return header.at[s].count; };
  const auto group = [&](Symbols::Group g) -> const Symbols::Block& {
    return header.groups[static_cast<std::size_t>(g)];
  };
  for (const auto& block : header.groups)
    if (block.begin + std::uint64_t{block.count} > count(flat::texts)) return "its table of ids is too short";
  if (count(flat::slots) == 0 || (count(flat::slots) & (count(flat::slots) - 1)) != 0)
    return "its index of ids is no table";
  if (count(flat::entities) != group(Symbols::Group::entity).count || count(flat::places) != count(flat::entities))
    return "its entities are not those of its ids";
  const std::uint64_t kinds = group(Symbols::Group::kind).count;
  const std::uint64_t words = header.kind_words;
  if (words != (kinds + 63) / 64 || count(flat::kind_index) != kinds || count(flat::kinds_up) != kinds * words ||
      count(flat::kinds_apart) != kinds * words || count(flat::kinds_exclude) != kinds * words ||
      count(flat::kind_bits) != count(flat::entities) * words ||
      count(flat::name_index) != group(Symbols::Group::name).count)
    return "its kinds are not those of its ids";
  return nullptr;
}

/// From its image; from the tables themselves, with what is wrong with them, where they made none.
Result<Schema> schema_in(std::string_view bytes, const flat::Header& header) {
  const auto& image = header.at[flat::schema_image];
  if (image.count != 0) {
    if (auto schema = Schema::from_image(bytes.substr(image.begin, image.count))) return std::move(*schema);
    Diagnostic d;
    d.code = "not-a-fact-base";
    d.message = "the snapshot is damaged (its schema cannot be read); build it anew";
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
  return read_schema(tables);
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
  if (const char* wrong = fault_of(bytes, header); wrong != nullptr) {
    d.message = std::string("the snapshot is damaged (") + wrong + "); build it anew";
    return d;
  }
  auto schema = schema_in(bytes, header);
  if (!schema) return schema.errors();
  return std::shared_ptr<const FactBase>(std::make_shared<MappedBase>(bytes, std::move(owner), std::move(*schema)));
}

namespace {

Result<std::shared_ptr<const FactBase>> base_of(std::string snapshot) {
  // A string's buffer from the heap is aligned for any record.
  auto bytes = std::make_shared<const std::string>(std::move(snapshot));
  return map_snapshot(*bytes, bytes);
}

}  // namespace

Result<std::shared_ptr<const FactBase>> make_base(const Content& content) { return base_of(encode_snapshot(content)); }

Result<std::shared_ptr<const FactBase>> make_base(Content&& content) {
  return base_of(encode_snapshot(std::move(content)));
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
