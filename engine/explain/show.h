#pragma once
#include <string>
#include <string_view>

#include "core/meaning.h"
#include "engine/judge/knowledge.h"
#include "engine/query/answer.h"
#include "engine/query/proof.h"
#include "engine/truth/moment.h"
#include "engine/words/words.h"

namespace saksi::engine {

/// Values, terms and events as a reader is told them, dates and numbers by locale: "11 August 2023", "1.011 km",
/// "Kosmodrom Vostochny". Cheap to make; what it is made of must outlive it.
class Show {
 public:
  Show(const Knowledge& knowledge, const Meaning& meaning, const Proofs& proofs)
      : knowledge_(knowledge), facts_(knowledge.facts), clocks_(knowledge.facts), meaning_(meaning), proofs_(proofs) {}

  [[nodiscard]] std::string fact(const Fact& f, const Words& w) const;
  /// The same in the unit and zone that the text used: as precise as there, so that it can stand in its place, or more,
  /// so that one sees why the two differ.
  enum class Exact : std::uint8_t { as_said, more };
  [[nodiscard]] std::string fact_like(const Fact& f, TermId said, const Words& w, Exact exact) const;
  /// A time by the clocks of the zone that was said, or else of one that makes what is said right, with the zone; empty
  /// where the usual one does, or none.
  [[nodiscard]] std::string as_said(const Moment& m, const Date& said, const Words& w) const;
  /// Was it one and the same day by all clocks that it may be told by?
  [[nodiscard]] bool one_day(const Moment& m) const;
  [[nodiscard]] std::string value(const Value& v, const Words& w) const;
  [[nodiscard]] std::string term(TermId t, const Words& w) const;
  [[nodiscard]] std::string set(SetId s, const Words& w) const;
  [[nodiscard]] std::string event(Occurrence o, const Words& w) const;
  /// " (11 August 2023)" of an event; nothing of a thing.
  [[nodiscard]] std::string when_in_brackets(const Member& m, const Words& w) const;
  [[nodiscard]] std::string member(const Member& m, const Words& w) const;
  [[nodiscard]] std::string entity(Sym id, const Words& w) const;
  /// A figure of which nothing is said but what it is.
  [[nodiscard]] std::string amount(const Amount& a, const Words& w) const;
  /// A stretch of time in two units, "31 years 8 months"; the first is that of `like`, where it is given.
  [[nodiscard]] std::string elapsed_exactly(const Fact& f, const Quantity* like, const Words& w) const;
  /// A civil day that stands for itself.
  [[nodiscard]] std::string day(Seconds civil, const Words& w) const;
  /// What a role, a property or a symbol is called.
  [[nodiscard]] std::string name(Sym name, const Words& w) const;
  [[nodiscard]] std::string role(Sym name, const Words& w) const;
  [[nodiscard]] std::string kind(Sym kind, const Words& w) const;
  [[nodiscard]] std::string symbol(Sym symbol, const Words& w) const;

 private:
  [[nodiscard]] std::string row(const corpus::flat::Value& v, const Words& w) const;
  [[nodiscard]] std::string path(Path p, const Words& w) const;
  [[nodiscard]] std::string date(const Moment& m, const Date* like, const Words& w) const;
  [[nodiscard]] std::string date(const Date& d, const Words& w) const;
  [[nodiscard]] std::string weekday(const Moment& m, Weekday said, const Words& w) const;
  [[nodiscard]] std::string clock_as_said(const Moment& m, const Date& said, const Words& w) const;
  [[nodiscard]] std::string zone_of(std::uint32_t frame) const;
  [[nodiscard]] TimeInterval shown_interval(const Moment& m, const Date* like) const;
  [[nodiscard]] std::string figure(const Amount& a, const Quantity* like, const Words& w) const;
  [[nodiscard]] std::string elapsed(const Fact& f, const Quantity& like, const Words& w) const;
  static std::string unit_label(const Unit* u, double v, const Words& w);

  const Knowledge& knowledge_;
  const corpus::Snapshot& facts_;
  Clocks clocks_;
  const Meaning& meaning_;
  const Proofs& proofs_;
};

}  // namespace saksi::engine
