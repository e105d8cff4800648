#include <algorithm>
#include <cctype>

#include "engine/explain/findings.h"
#include "engine/judge/walk.h"

/// What to write instead.
namespace saksi::engine {

namespace {
constexpr std::string_view kUtc = "UTC";
}  // namespace

std::vector<Suggestion> FindingWriter::corrections(const RuleClause& c, const RuleRun& run, const Atom& atom) {
  std::vector<Suggestion> out;
  if (atom.suggest.empty() || (atom.op != Op::eq && atom.op != Op::in)) return out;
  const Meaning& m = parsed_.meaning;
  for (const RuleFix& f : c.fix) {
    if (f.target < 0 || run.slots[static_cast<std::size_t>(f.target)].kind != Binding::Kind::term) continue;
    const TermId said = run.slots[static_cast<std::size_t>(f.target)].term;
    if (m.constant(said) == nullptr) continue;
    // "More than 500 km" is not mended by another figure behind "more than".
    const auto* bounded = m.constant<Quantity>(said);
    if (bounded != nullptr && (bounded->bound != Bound::eq || bounded->range)) continue;
    // "Between 1969 and 1972" is not mended by one year.
    const auto* date = m.constant<Date>(said);
    if (date != nullptr && to_edtf(*date).find('/') != std::string::npos) continue;
    const Answer& k = runner_.evaluate(f.with, run);
    std::string with = replacement(k, said, atom);
    // A clock of no zone may be any of those that the moment is told by.
    const bool clock = date != nullptr && (date->clock_only || date->precision > Precision::day);
    if (clock && !date->zone && !std::all_of(k.certain.begin(), k.certain.end(), [](const Fact& fact) {
          return fact.moment.frames.size() < 2;
        }))
      continue;
    if (date != nullptr && date->zone && !with.empty()) {
      const std::string_view zone = zone_said(atom.suggest);
      if (zone.empty() && *date->zone != kUtc) continue;  // it is told in front of the day
      with += zone.empty() ? " " + std::string(kUtc) : std::string(zone);
    }
    if (with.empty() || spoken_of_elsewhere(k, said, atom)) continue;
    Suggestion s;
    s.safety = f.safe && atom.attributed_to.empty() ? Suggestion::Safety::safe : Suggestion::Safety::review;
    s.edits.push_back({atom.suggest, with});
    bool whole = true;
    for (const Span other : atom.also) {
      const std::string half = other_half(k, other, atom);
      whole = whole && !half.empty();
      s.edits.push_back({other, half});
    }
    // Half a pair mended is a new mistake.
    if (!whole) continue;
    std::sort(s.edits.begin(), s.edits.end(), [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
    out.push_back(std::move(s));
  }
  return out;
}

/// " UTC" of "2 February 1958 UTC", which stays.
std::string_view FindingWriter::zone_said(Span span) const {
  if (span.end > wording_.text.size()) return {};
  std::string_view told = wording_.text.substr(span.begin, span.size());
  const auto last = told.find_last_of("0123456789");
  return last == std::string_view::npos ? std::string_view() : told.substr(last + 1);
}

/// Whether the sentence says something else of the thing that is replaced, or of the one that takes its place: "Sally Ride,
/// who flew aboard Challenger, was the second woman in space".
bool FindingWriter::spoken_of_elsewhere(const Answer& k, TermId said, const Atom& atom) const {
  const Meaning& m = parsed_.meaning;
  std::vector<Sym> things;
  if (const auto* e = m.constant<Entity>(said)) things.push_back(e->id);
  for (const Fact& f : k.certain)
    if (f.type == Fact::Type::entity) things.push_back(f.sym);
  bool found = false;
  const auto look = [&](TermId id, const Term&) {
    const auto* e = m.constant<Entity>(id);
    found = found || (e != nullptr && std::find(things.begin(), things.end(), e->id) != things.end());
  };
  for (const Reading& r : parsed_.readings)
    for (const Atom& other : r.atoms)
      if (other.span.begin != atom.span.begin || other.span.end != atom.span.end) Walk(m).terms(other, look);
  return found;
}

/// Empty where the facts give several things to write, or a figure that its unit does not suit ("0.3 years").
std::string FindingWriter::replacement(const Answer& k, TermId said, const Atom& atom) const {
  std::string one;
  const bool ranks = parsed_.meaning[atom.left].kind == Term::Kind::rank;
  for (const Fact& f : k.certain) {
    const bool amount = f.type == Fact::Type::amount;
    // "-18 months before" is no mending.
    if (f.of_count == 2 && f.amount.value < 0) return {};
    // "At least 4" can't be written for "3".
    if (amount && f.amount.unit == find_unit("1") && f.amount.low != f.amount.high) return {};
    std::string s = ranks && amount ? text_words_.ordinal(static_cast<int>(f.amount.value))
                                    : show_.fact_like(f, said, text_words_, Show::Exact::as_said);
    if (!one.empty() && s != one) return {};
    one = std::move(s);
  }
  const bool tiny = one.starts_with("0.") || one.starts_with("0,");
  return k.possible.empty() && !k.cut && !tiny ? one : std::string();
}

/// "930 miles" of "1,500 km (930 miles)", for the right number of kilometres.
std::string FindingWriter::other_half(const Answer& k, Span span, const Atom& atom) {
  if (span.end > wording_.text.size() || span.empty()) return {};
  const std::string_view told = wording_.text.substr(span.begin, span.size());
  std::size_t unit_at = 0;
  int digits = 0;
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(told[i])) == 0) continue;
    ++digits;
    unit_at = i + 1;
  }
  while (unit_at < told.size() && told[unit_at] == ' ') ++unit_at;
  const std::string_view word = told.substr(unit_at);
  if (digits == 0 || word.empty()) return {};
  for (const Unit& u : all_units()) {
    const bool plural =
        u.label_en.size() == word.size() + 1 && u.label_en.starts_with(word) && u.label_en.back() == 's';
    if (u.id != word && u.label_en != word && u.label_id != word && !plural) continue;
    Quantity like = Quantity::count(1);
    like.unit = std::string(u.id);
    like.significant = digits;
    for (const Fact& f : k.certain) {
      const auto v = f.type == Fact::Type::amount ? convert(f.amount.value, f.amount.unit, &u) : std::nullopt;
      if (!v) return {};
      like.value = *v;
    }
    return replacement(k, runner_.evaluator().meaning().value(like), atom);
  }
  return {};
}

}  // namespace saksi::engine
