#include <algorithm>
#include <cstddef>
#include <cstring>
#include <map>
#include <tuple>
#include <unordered_map>

#include "corpus/sha256.h"
#include "corpus/snapshot.h"
#include "corpus/snapshot_format.h"

namespace saksi::corpus {
namespace {

using Index = std::map<std::string, std::vector<std::uint32_t>>;

class Writer {
 public:
  explicit Writer(const Content& content) : content_(content) {}

  std::string run() {
    if (auto read = read_schema(content_.schema)) schema_ = std::move(*read);
    for (const auto& t : content_.schema) schema_tables_.push_back({str(t.name), str(t.content)});
    for (const auto& s : content_.sources) {
      source_numbers_[s.id] = static_cast<std::uint32_t>(sources_.size());
      sources_.push_back({str(s.id), str(s.title), str(s.url), str(s.licence), str(s.accessed), s.rank});
    }
    write_entities();
    for (const auto& n : content_.names)
      names_.push_back({str(n.entity), str(n.text), str(n.lang), str(n.role), n.common ? 1U : 0U});
    write_events();
    write_statements();
    for (const auto& c : content_.complete) {
      flat::Complete out{str(c.id), str(c.set), str(c.from_text), str(c.to_text)};
      if (c.span)
        std::tie(out.begin, out.end, out.flags) = std::tuple(c.span->begin, c.span->end, std::uint32_t{flat::has_time});
      out.roles = strings(c.roles);
      out.citations = citations(c.citations);
      complete_.push_back(out);
    }
    for (const auto& z : content_.zones) {
      flat::Zone out{
          str(z.name),
          z.initial,
          {static_cast<std::uint32_t>(transitions_.size()), static_cast<std::uint32_t>(z.transitions.size())}};
      for (const auto& t : z.transitions) transitions_.push_back({t.utc, t.offset, 0});
      zones_.push_back(out);
    }
    return assemble();
  }

 private:
  flat::Str str(const std::string& s) {
    if (s.empty()) return {};
    const auto [found, fresh] = interned_.emplace(s, flat::Str{});
    if (fresh) {
      found->second = {static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(s.size())};
      pool_ += s;
    }
    return found->second;
  }

  flat::Range strings(const std::vector<std::string>& all) {
    const flat::Range range{static_cast<std::uint32_t>(strings_.size()), static_cast<std::uint32_t>(all.size())};
    for (const auto& s : all) strings_.push_back(str(s));
    return range;
  }

  flat::Range citations(const std::vector<CitationRow>& all) {
    if (all.empty()) return {};
    // The cells of a row share theirs.
    if (all == last_cited_) return last_citations_;
    last_cited_ = all;
    last_citations_ = {static_cast<std::uint32_t>(citations_.size()), static_cast<std::uint32_t>(all.size())};
    for (const auto& c : all) citations_.push_back({source_numbers_[c.source], str(c.evidence), str(c.checked)});
    return last_citations_;
  }

  std::uint32_t value(const Cell& cell) {
    flat::Value v;
    v.cell = str(cell.text);
    if (const auto* e = std::get_if<Entity>(&cell.value)) {
      v.type = flat::ValueType::entity;
      v.text = str(e->id);
    } else if (const auto* s = std::get_if<Symbol>(&cell.value)) {
      v.type = flat::ValueType::symbol;
      v.text = str(s->id);
    } else if (const auto* t = std::get_if<Text>(&cell.value)) {
      v.type = flat::ValueType::text;
      v.text = str(t->text);
    } else if (const auto* d = std::get_if<Date>(&cell.value)) {
      v.type = flat::ValueType::date;
      v.text = str(d->zone.value_or(""));
      v.flags = (d->zone ? flat::has_zone : 0U) | (d->approximate ? flat::approximate : 0U);
      v.begin = d->civil.begin;
      v.end = d->civil.end;
      v.precision = static_cast<std::uint32_t>(d->precision);
    } else if (const auto* q = std::get_if<Quantity>(&cell.value)) {
      v.type = flat::ValueType::quantity;
      v.text = str(q->unit);
      v.flags = q->range ? flat::range : 0U;
      std::tie(v.value, v.low, v.high) = std::tuple(q->value, q->low, q->high);
      std::tie(v.decimals, v.significant) = std::tuple(q->decimals, q->significant);
    } else if (const auto* w = std::get_if<Weekday>(&cell.value)) {
      v.type = flat::ValueType::weekday;
      v.precision = static_cast<std::uint32_t>(*w);
    }
    const auto [found, fresh] = value_numbers_.try_emplace(std::string(reinterpret_cast<const char*>(&v), sizeof(v)));
    if (fresh) {
      found->second = static_cast<std::uint32_t>(values_.size());
      values_.push_back(v);
    }
    return found->second;
  }

  /// The kind itself too.
  const std::vector<std::string>& kinds_above(const std::string& kind) {
    const auto [found, fresh] = above_.try_emplace(kind);
    if (fresh) {
      for (const auto& k : schema_.kinds) {
        if (schema_.is_a(kind, k.id)) found->second.push_back(k.id);
      }
    }
    return found->second;
  }

  void write_entities() {
    for (const auto& e : content_.entities) {
      const auto number = static_cast<std::uint32_t>(entities_.size());
      entities_.push_back({str(e.id), str(e.label_en), str(e.label_id), strings(e.kinds), citations(e.citations)});
      for (const auto& kind : e.kinds) {
        for (const auto& above : kinds_above(kind)) {
          auto& list = entities_by_kind_[above];
          if (list.empty() || list.back() != number) list.push_back(number);
        }
      }
    }
  }

  void write_events() {
    std::vector<std::uint32_t> by_time;
    for (const auto& e : content_.events) {
      flat::Event out{str(e.id), str(e.kind), str(e.zone), str(e.time_text), str(e.from_text), str(e.to_text)};
      if (e.when) std::tie(out.begin, out.end) = std::tuple(e.when->begin, e.when->end);
      out.flags =
          (e.when ? flat::has_time : 0U) | (e.open_ended ? flat::open_ended : 0U) | (e.marginal ? flat::marginal : 0U);
      out.rank = static_cast<std::uint32_t>(e.rank);
      out.roles = {static_cast<std::uint32_t>(roles_.size()), static_cast<std::uint32_t>(e.roles.size())};
      for (const auto& r : e.roles) roles_.push_back({str(r.role), value(r.cell), citations(r.citations)});
      out.unknown = strings(e.unknown);
      out.citations = citations(e.citations);
      out.reason = str(e.reason);
      if (e.rank != Rank::deprecated && e.rank != Rank::draft)
        by_time.push_back(static_cast<std::uint32_t>(events_.size()));
      events_.push_back(out);
    }
    // By time, those without one last, then by id.
    std::stable_sort(by_time.begin(), by_time.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto key = [&](std::uint32_t i) {
        const auto& w = content_.events[i].when;
        return std::tuple(!w, w ? w->begin : 0, w ? w->end : 0);
      };
      return key(a) < key(b);
    });
    for (const auto i : by_time) {
      const auto& e = content_.events[i];
      const EventDef* def = schema_.event(e.kind);
      for (int depth = 0; def && depth < 32; ++depth) {
        events_by_kind_[def->id].push_back(i);
        def = def->parent.empty() ? nullptr : schema_.event(def->parent);
      }
      for (const auto& r : e.roles) {
        const auto* filler = std::get_if<Entity>(&r.cell.value);
        if (!filler) continue;
        auto& list = events_by_entity_[filler->id];
        if (list.empty() || list.back() != i) list.push_back(i);
      }
    }
  }

  void write_statements() {
    for (const auto& s : content_.statements) {
      const auto number = static_cast<std::uint32_t>(statements_.size());
      flat::Statement out{str(s.subject), str(s.property), str(s.from_text), str(s.to_text)};
      if (s.valid) std::tie(out.begin, out.end) = std::tuple(s.valid->begin, s.valid->end);
      out.flags = (s.valid ? flat::has_time : 0U) | (s.open_ended ? flat::open_ended : 0U);
      out.rank = static_cast<std::uint32_t>(s.rank);
      out.value = value(s.cell);
      out.citations = citations(s.citations);
      out.reason = str(s.reason);
      statements_.push_back(out);
      if (s.rank == Rank::deprecated || s.rank == Rank::draft) continue;
      statements_by_property_[s.property].push_back(number);
      if (const auto* e = std::get_if<Entity>(&s.cell.value))
        statements_by_value_[s.property + "\t" + e->id].push_back(number);
    }
  }

  std::vector<flat::Key> keys(const Index& index) {
    std::vector<flat::Key> out;
    for (const auto& [key, list] : index) {
      out.push_back({str(key), {static_cast<std::uint32_t>(numbers_.size()), static_cast<std::uint32_t>(list.size())}});
      numbers_.insert(numbers_.end(), list.begin(), list.end());
    }
    return out;
  }

  template <class T>
  void section(flat::Section which, const std::vector<T>& records) {
    static_assert(std::is_trivially_copyable_v<T>);
    while (out_.size() % 8 != 0) out_ += '\0';
    header_.at[which].begin = out_.size();
    header_.at[which].count = records.size();
    if (!records.empty()) out_.append(reinterpret_cast<const char*>(records.data()), records.size() * sizeof(T));
  }

  std::string assemble() {
    std::memcpy(header_.magic, flat::kMagic, sizeof(header_.magic));
    header_.version = flat::kVersion;
    header_.sections = flat::section_count;
    header_.tz_version = str(content_.tz_version);
    header_.date = str(content_.date);
    out_.assign(sizeof(flat::Header), '\0');
    const auto events_by_kind = keys(events_by_kind_);
    const auto events_by_entity = keys(events_by_entity_);
    const auto entities_by_kind = keys(entities_by_kind_);
    const auto statements_by_property = keys(statements_by_property_);
    const auto statements_by_value = keys(statements_by_value_);
    section(flat::pool, std::vector<char>(pool_.begin(), pool_.end()));
    section(flat::strings, strings_);
    section(flat::schema, schema_tables_);
    section(flat::sources, sources_);
    section(flat::citations, citations_);
    section(flat::entities, entities_);
    section(flat::names, names_);
    section(flat::values, values_);
    section(flat::roles, roles_);
    section(flat::events, events_);
    section(flat::statements, statements_);
    section(flat::complete, complete_);
    section(flat::zones, zones_);
    section(flat::transitions, transitions_);
    section(flat::events_by_kind, events_by_kind);
    section(flat::events_by_entity, events_by_entity);
    section(flat::entities_by_kind, entities_by_kind);
    section(flat::statements_by_property, statements_by_property);
    section(flat::statements_by_value, statements_by_value);
    section(flat::numbers, numbers_);
    header_.size = out_.size();
    std::memcpy(out_.data(), &header_, sizeof(header_));
    const std::string hash = sha256(out_);
    std::memcpy(header_.hash, hash.data(), sizeof(header_.hash));
    std::memcpy(out_.data(), &header_, sizeof(header_));
    return std::move(out_);
  }

  const Content& content_;
  Schema schema_;
  std::string pool_;
  std::unordered_map<std::string, flat::Str> interned_;
  std::unordered_map<std::string, std::uint32_t> source_numbers_;
  std::unordered_map<std::string, std::uint32_t> value_numbers_;  ///< by their bytes
  std::vector<flat::Str> strings_;
  std::vector<flat::SchemaTable> schema_tables_;
  std::vector<flat::Source> sources_;
  std::vector<flat::Citation> citations_;
  std::vector<flat::Entity> entities_;
  std::vector<flat::Name> names_;
  std::vector<flat::Value> values_;
  std::vector<flat::Role> roles_;
  std::vector<flat::Event> events_;
  std::vector<flat::Statement> statements_;
  std::vector<flat::Complete> complete_;
  std::vector<flat::Zone> zones_;
  std::vector<flat::Transition> transitions_;
  std::vector<std::uint32_t> numbers_;
  Index events_by_kind_, events_by_entity_, entities_by_kind_, statements_by_property_, statements_by_value_;
  std::unordered_map<std::string, std::vector<std::string>> above_;
  std::vector<CitationRow> last_cited_;
  flat::Range last_citations_;
  flat::Header header_;
  std::string out_;
};

}  // namespace

std::string encode_snapshot(const Content& content) { return Writer(content).run(); }

bool is_snapshot_of(std::string_view bytes, std::string_view hash) {
  flat::Header header;
  if (bytes.size() < sizeof(header)) return false;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.size != bytes.size() || hash != std::string_view(header.hash, sizeof(header.hash))) return false;
  std::string blank(bytes);
  std::memset(blank.data() + offsetof(flat::Header, hash), 0, sizeof(header.hash));
  return sha256(blank) == hash;
}

std::string content_hash(const Content& content) {
  const std::string bytes = encode_snapshot(content);
  flat::Header header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  return {header.hash, sizeof(header.hash)};
}

}  // namespace saksi::corpus
