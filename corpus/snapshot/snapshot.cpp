#include "corpus/snapshot/snapshot.h"

#include <tuple>

#include "corpus/time_zone.h"

namespace saksi::corpus {

Snapshot::Snapshot(std::string_view bytes, const Schema& schema)
    : bytes_(bytes),
      header_(reinterpret_cast<const flat::Header*>(bytes.data())),
      schema_(schema),
      pool_(bytes.substr(header_->at[flat::pool].begin, header_->at[flat::pool].count)),
      symbols_(pool_, section<flat::Str>(flat::texts), header_->groups, section<std::uint32_t>(flat::slots)),
      kind_words_(header_->kind_words),
      entities_(section<flat::Entity>(flat::entities)),
      events_(section<flat::Event>(flat::events)),
      statements_(section<flat::Statement>(flat::statements)),
      values_(section<flat::Value>(flat::values)),
      complete_(section<flat::Complete>(flat::complete)),
      complete_conditions_(section<flat::CompleteCondition>(flat::complete_conditions)),
      sources_(section<flat::Source>(flat::sources)),
      roles_(section<flat::Role>(flat::roles)),
      citations_(section<flat::Citation>(flat::citations)),
      names_(section<flat::Name>(flat::names)),
      places_(section<flat::Place>(flat::places)),
      kind_bits_(section<std::uint64_t>(flat::kind_bits)),
      kinds_up_(section<std::uint64_t>(flat::kinds_up)),
      kinds_apart_(section<std::uint64_t>(flat::kinds_apart)),
      kinds_exclude_(section<std::uint64_t>(flat::kinds_exclude)),
      kind_index_(section<flat::KindIndex>(flat::kind_index)),
      name_index_(section<flat::NameIndex>(flat::name_index)),
      fillers_(section<flat::Filler>(flat::fillers)),
      lacking_(section<flat::Lacking>(flat::lacking)),
      value_index_(section<flat::ValueIndex>(flat::value_index)),
      withdrawn_events_(section<std::uint32_t>(flat::withdrawn_events)),
      withdrawn_open_(section<std::uint32_t>(flat::withdrawn_open)),
      names_by_text_(section<std::uint32_t>(flat::names_by_text)),
      numbers_(section<std::uint32_t>(flat::numbers)),
      zones_(section<flat::Zone>(flat::zones)),
      transitions_(section<flat::Transition>(flat::transitions)) {}

std::span<const std::uint32_t> Snapshot::named(std::string_view wanted) const {
  const auto less = [&](std::uint32_t n, std::string_view t) { return text(names_[n].text) < t; };
  const auto first = std::lower_bound(names_by_text_.begin(), names_by_text_.end(), wanted, less);
  auto last = first;
  while (last != names_by_text_.end() && text(names_[*last].text) == wanted) ++last;
  return {first, last};
}

std::span<const std::uint32_t> Snapshot::statements(Row entity, Sym property) const {
  const auto all = numbers(places_[entity].deciding);
  const auto first = std::lower_bound(all.begin(), all.end(), property,
                                      [&](std::uint32_t s, Sym p) { return statements_[s].property < p; });
  auto last = first;
  while (last != all.end() && statements_[*last].property == property) ++last;
  return {first, last};
}

std::span<const flat::Filler> Snapshot::fillers(Sym role) const {
  if (!symbols_.is(Group::name, role)) return {};
  return cut(fillers_, name_index_[symbols_.row(Group::name, role)].fillers);
}

std::span<const std::uint32_t> Snapshot::events_of_filler(Sym role, Sym filler) const {
  const auto all = fillers(role);
  const auto found =
      std::lower_bound(all.begin(), all.end(), filler, [](const flat::Filler& f, Sym s) { return f.filler < s; });
  return found == all.end() || found->filler != filler ? std::span<const std::uint32_t>() : numbers(found->events);
}

std::span<const std::uint32_t> Snapshot::lacking(Sym kind, Sym role) const {
  const auto found = std::lower_bound(
      lacking_.begin(), lacking_.end(), std::pair(kind, role),
      [](const flat::Lacking& l, const std::pair<Sym, Sym>& key) { return std::pair(l.kind, l.role) < key; });
  if (found == lacking_.end() || found->kind != kind || found->role != role) return {};
  return numbers(found->events);
}

std::span<const std::uint32_t> Snapshot::statements_of(Sym property) const {
  if (!symbols_.is(Group::name, property)) return {};
  return numbers(name_index_[symbols_.row(Group::name, property)].statements);
}

std::span<const std::uint32_t> Snapshot::statements_of_value(Sym property, Sym value) const {
  const auto found = std::lower_bound(
      value_index_.begin(), value_index_.end(), std::pair(property, value),
      [](const flat::ValueIndex& x, const std::pair<Sym, Sym>& key) { return std::pair(x.property, x.value) < key; });
  if (found == value_index_.end() || found->property != property || found->value != value) return {};
  return numbers(found->statements);
}

std::uint32_t Snapshot::zone(std::string_view wanted) const {
  // Those of the tables are in order; those with a fixed offset stand behind them.
  const auto fixed = std::find_if(zones_.begin(), zones_.end(), [](const flat::Zone& z) { return z.fixed != 0; });
  const auto found = std::lower_bound(zones_.begin(), fixed, wanted,
                                      [&](const flat::Zone& z, std::string_view id) { return text(z.name) < id; });
  if (found != fixed && text(found->name) == wanted) return static_cast<std::uint32_t>(found - zones_.begin()) + 1;
  const auto other = std::find_if(fixed, zones_.end(), [&](const flat::Zone& z) { return text(z.name) == wanted; });
  return other == zones_.end() ? 0 : static_cast<std::uint32_t>(other - zones_.begin()) + 1;
}

int Snapshot::utc_offset(std::uint32_t zone, Seconds utc) const {
  const flat::Zone& z = zones_[zone - 1];
  const auto all = cut(transitions_, z.transitions);
  const auto after =
      std::upper_bound(all.begin(), all.end(), utc, [](Seconds at, const flat::Transition& t) { return at < t.utc; });
  return after == all.begin() ? z.initial : std::prev(after)->offset;
}

std::optional<int> Snapshot::utc_offset(std::string_view wanted, Seconds utc) const {
  if (const auto fixed = fixed_offset(wanted)) return fixed;
  const std::uint32_t known = zone(wanted);
  return known == 0 ? std::nullopt : std::optional(utc_offset(known, utc));
}

}  // namespace saksi::corpus
