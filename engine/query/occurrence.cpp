#include "engine/query/occurrence.h"

namespace saksi::engine {

namespace flat = corpus::flat;

std::optional<TimeInterval> when_of(Occurrence o, const corpus::Snapshot& facts, const Vocabulary& vocabulary) {
  const flat::Event& e = facts.event(o.event);
  if ((e.flags & flat::has_time) == 0) return std::nullopt;
  if (o.by != 0 && !vocabulary.implication(o.by).source_of(names::time)) return std::nullopt;
  TimeInterval t = clamp({e.begin, e.end});
  if ((e.flags & flat::open_ended) != 0) t.end = kEnd;
  return t;
}

Moment moment_of(Occurrence o, const corpus::Snapshot& facts, const Vocabulary& vocabulary) {
  Moment m;
  const auto t = when_of(o, facts, vocabulary);
  if (!t) return m;
  const flat::Event& e = facts.event(o.event);
  m.dated = m.of_event = true;
  m.when = m.civil = *t;
  m.told = (e.told.flags & flat::is_told) != 0;
  m.precision = static_cast<Precision>(m.told ? e.told.precision : e.precision);
  m.zone = e.zone;
  if (m.told) m.civil = {e.told.begin, e.told.end};
  if (m.told && (e.told.flags & flat::told_approximate) != 0) {
    // A fact told as about 1961 is known no better than that.
    const Seconds unit = unit_of(m.precision);
    m.civil = {m.civil.begin - unit, m.civil.end + unit};
    m.when = {m.when.begin - unit, m.when.end + unit};
  }
  m.frames = facts.numbers(e.frames);
  return m;
}

std::string id_of(Occurrence o, const corpus::Snapshot& facts, const Vocabulary& vocabulary) {
  std::string out(facts.text(facts.event(o.event).id));
  if (o.by != 0) (out += '#') += facts.text(vocabulary.implication(o.by).then_kind);
  return out;
}

}  // namespace saksi::engine
