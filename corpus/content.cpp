#include "corpus/content.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/tsv.h"

namespace saksi::corpus {
namespace {

Seconds begin_of(const std::optional<TimeInterval>& t) { return t ? t->begin : kTimeBegin; }

std::optional<double> parse_double(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// The first eight bytes of a text as a number: of two texts whose numbers differ, the smaller number is of the lesser.
std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) out = out << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return out;
}

/// Sorts rows, equal ones as they stand: by `key`, a text, then by `less`. Each row is moved once.
template <class Row, class Key, class Less>
void sort_rows(std::vector<Row>& rows, const Key& key, const Less& less) {
  const auto before = [&](const Row& a, const Row& b) {
    const int order = key(a).compare(key(b));
    return order != 0 ? order < 0 : less(a, b);
  };
  if (std::is_sorted(rows.begin(), rows.end(), before)) return;
  struct Place {
    std::uint64_t first;
    std::uint32_t row;
  };
  std::vector<Place> order;
  order.reserve(rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) order.push_back({first_bytes(key(rows[i])), i});
  std::stable_sort(order.begin(), order.end(), [&](const Place& a, const Place& b) {
    return a.first != b.first ? a.first < b.first : before(rows[a.row], rows[b.row]);
  });
  // The row for each place comes from another; a place is done when it points to itself.
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (order[i].row == i) continue;
    Row held = std::move(rows[i]);
    std::uint32_t at = i;
    while (order[at].row != i) {
      const std::uint32_t from = std::exchange(order[at].row, at);
      rows[at] = std::move(rows[from]);
      at = from;
    }
    order[at].row = at;
    rows[at] = std::move(held);
  }
}

}  // namespace

void sort_content(Content& content) {
  const auto as_they_stand = [](const auto&, const auto&) { return false; };
  const auto by_id = [&](auto& rows) {
    sort_rows(
        rows, [](const auto& row) { return std::string_view(row.id); }, as_they_stand);
  };
  const auto by_name = [&](auto& rows) {
    sort_rows(
        rows, [](const auto& row) { return std::string_view(row.name); }, as_they_stand);
  };
  by_name(content.schema);
  by_id(content.sources);
  by_id(content.entities);
  sort_rows(
      content.names, [](const NameRow& n) { return std::string_view(n.entity); }, as_they_stand);
  by_id(content.events);
  sort_rows(
      content.statements, [](const StatementRow& s) { return std::string_view(s.subject); },
      [](const StatementRow& a, const StatementRow& b) {
        const int order = a.property.compare(b.property);
        return order != 0 ? order < 0 : begin_of(a.valid) < begin_of(b.valid);
      });
  by_id(content.complete);
  by_name(content.zones);
}

NameList names_of(const Content& content, const Schema& schema) {
  NameList out;
  out.reserve(content.names.size());
  auto at = content.entities.begin();
  for (const auto& n : content.names) {
    while (at != content.entities.end() && at->id < n.entity) ++at;
    std::string kind;
    if (at != content.entities.end() && at->id == n.entity) {
      const auto known = std::find_if(at->kinds.begin(), at->kinds.end(), [&](const auto& k) {
        return schema.kind(k) != nullptr || schema.event(k) != nullptr;
      });
      if (known != at->kinds.end()) kind = *known;
    }
    out.push_back({n.text, n.entity, std::move(kind), n.lang, n.role, n.common});
  }
  return out;
}

std::string_view to_string(Rank rank) {
  switch (rank) {
    case Rank::normal: return "normal";
    case Rank::preferred: return "preferred";
    case Rank::deprecated: return "deprecated";
    case Rank::draft: return "draft";
  }
  return "normal";
}

std::optional<Rank> parse_rank(std::string_view text) {
  for (const Rank rank : {Rank::normal, Rank::preferred, Rank::deprecated, Rank::draft}) {
    if (text == to_string(rank)) return rank;
  }
  return std::nullopt;
}

std::optional<Quantity> parse_number_cell(std::string_view text, std::string_view unit) {
  Quantity q;
  q.unit = unit.empty() ? "1" : std::string(unit);
  const auto slash = text.find('/');
  const auto first = text.substr(0, slash);
  const auto low = parse_double(first);
  if (!low) return std::nullopt;
  q.low = q.high = q.value = *low;
  if (slash != std::string_view::npos) {
    const auto high = parse_double(text.substr(slash + 1));
    if (!high || *high < *low) return std::nullopt;
    q.high = *high;
    q.value = (*low + *high) / 2;
    q.range = true;
  }
  std::string digits;
  const auto mark = first.find('.');
  for (std::size_t i = 0; i < first.size() && first[i] != 'e' && first[i] != 'E'; ++i) {
    if (first[i] < '0' || first[i] > '9') continue;
    if (mark != std::string_view::npos && i > mark) ++q.decimals;
    if (!digits.empty() || first[i] != '0') digits += first[i];
  }
  if (mark == std::string_view::npos) {
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
  }
  q.significant = std::max<int>(1, static_cast<int>(digits.size()));
  return q;
}

std::optional<std::string> parse_coordinates_cell(std::string_view text) {
  const auto parts = split(text, ',');
  if (parts.size() != 2) return std::nullopt;
  const auto lat = parse_double(parts[0]);
  const auto lon = parse_double(parts[1]);
  if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180) return std::nullopt;
  return std::string(parts[0]) + "," + std::string(parts[1]);
}

CellType cell_type(std::string_view declared) {
  const auto colon = declared.find(':');
  const auto head = declared.substr(0, colon);
  const std::string of(colon == std::string_view::npos ? std::string_view() : declared.substr(colon + 1));
  if (head == "date") return {CellType::Kind::date, of};
  if (head == "text") return {CellType::Kind::text, of};
  if (head == "number" || head == "quantity") return {CellType::Kind::quantity, of};
  if (head == "symbol") return {CellType::Kind::symbol, of};
  if (head == "coordinates") return {CellType::Kind::coordinates, of};
  if (head == "entity") return {CellType::Kind::entity, of};
  return {CellType::Kind::entity, std::string(declared)};
}

namespace {

/// The declared type of the last step of a path, or nullopt where a step is unknown.
std::optional<CellType> path_type(std::string_view path, const std::string& kind, const Schema& schema) {
  CellType at;
  if (schema.event(kind)) {
    const auto dot = path.find('.');
    const auto* role = schema.event(kind)->role(path.substr(0, dot));
    if (!role) return std::nullopt;
    at = cell_type(role->type);
    if (dot == std::string_view::npos) return at;
    path = path.substr(dot + 1);
  }
  for (;;) {
    const auto dot = path.find('.');
    const auto step = path.substr(0, dot);
    if (step == "kind") return CellType{CellType::Kind::symbol, ""};
    const auto* property = schema.property(step);
    if (!property) return std::nullopt;
    at = cell_type(property->value);
    if (dot == std::string_view::npos) return at;
    path = path.substr(dot + 1);
  }
}

}  // namespace

std::optional<Set> parse_set(std::string_view text, const Schema& schema, std::string* unknown,
                             std::vector<std::string>* entities) {
  const auto brace = text.find('{');
  Set set;
  set.kind = trim(text.substr(0, brace));
  if (!schema.event(set.kind) && !schema.kind(set.kind)) {
    if (unknown) *unknown = set.kind;
    return std::nullopt;
  }
  if (brace == std::string_view::npos) return set;
  if (text.back() != '}') {
    if (unknown) *unknown = "the closing brace";
    return std::nullopt;
  }
  for (const auto condition : split(text.substr(brace + 1, text.size() - brace - 2), ',')) {
    const auto equals = condition.find('=');
    const auto name = trim(condition.substr(0, equals));
    const auto said = equals == std::string_view::npos ? std::string_view() : trim(condition.substr(equals + 1));
    const auto type = path_type(name, set.kind, schema);
    if (!type || said.empty()) {
      if (unknown) *unknown = std::string(condition);
      return std::nullopt;
    }
    Condition c;
    c.name = name;
    switch (type->kind) {
      case CellType::Kind::entity:
        c.value.value = Entity{std::string(said)};
        if (entities) entities->emplace_back(said);
        break;
      case CellType::Kind::symbol: c.value.value = Symbol{std::string(said)}; break;
      case CellType::Kind::quantity:
        if (const auto q = parse_number_cell(said, "1")) c.value.value = *q;
        break;
      case CellType::Kind::date:
        if (const auto d = parse_edtf(said)) c.value.value = *d;
        break;
      default: c.value.value = Text{std::string(said)}; break;
    }
    if (std::holds_alternative<std::monostate>(c.value.value)) {
      if (unknown) *unknown = std::string(condition);
      return std::nullopt;
    }
    set.where.push_back(std::move(c));
  }
  return set;
}

}  // namespace saksi::corpus
