#include "engine/world.h"

namespace saksi::engine {

Proof builtin(std::string name, std::string value, std::vector<Proof> from) {
  Proof p;
  p.kind = Proof::Kind::builtin;
  p.name = std::move(name);
  p.value = std::move(value);
  p.from = std::move(from);
  return p;
}

std::string utc_text(Seconds t) {
  Date d;
  d.civil = {t, t + 1};
  d.precision = Precision::second;
  d.zone = "UTC";
  return to_edtf(d);
}

Witness as_witness(Value v) {
  Witness w;
  w.value = std::move(v);
  return w;
}

std::pair<std::string_view, std::string_view> split_event(std::string_view ref) {
  const auto hash = ref.find('#');
  if (hash == std::string_view::npos) return {ref, {}};
  return {ref.substr(0, hash), ref.substr(hash + 1)};
}

void World::cite(Proof& p, const std::vector<Citation>& citations) const {
  for (const Citation& c : citations) {
    const Source& s = facts.source(c.source);
    const std::string_view title = s.title.empty() ? s.id : s.title;
    if (!title.empty() && p.source.find(title) == std::string::npos) {
      if (!p.source.empty()) p.source += "; ";
      p.source += title;
    }
    if (!c.evidence.empty()) {
      if (!p.evidence.empty()) p.evidence += "; ";
      p.evidence += c.evidence;
    }
    if (p.checked.empty() || c.checked < p.checked) p.checked = std::string(c.checked);
  }
}

Proof World::fact(const EventView& e, std::string_view role_name, std::string_view value,
                  const std::vector<Citation>& citations) const {
  Proof p;
  p.kind = Proof::Kind::fact;
  p.name = std::string(e.id) + (role_name.empty() ? "" : ": " + std::string(role_name));
  p.value = std::string(value);
  cite(p, citations.empty() ? e.citations : citations);
  return p;
}

Proof World::fact(const StatementView& s, std::string_view value) const {
  Proof p;
  p.kind = Proof::Kind::fact;
  p.name = std::string(s.subject) + " " + std::string(s.property);
  p.value = std::string(value);
  cite(p, s.citations);
  return p;
}

Proof World::fact(const CompletenessView& c) const {
  Proof p;
  p.kind = Proof::Kind::fact;
  p.name = "complete: " + to_string(c.set);
  if (c.span) {
    const TimeInterval t = clamp(*c.span);
    if (t.begin > -62135596800) p.value = utc_text(t.begin).substr(0, 10);
    p.value += "..";
    if (t.end < kEnd) p.value += utc_text(t.end - 1).substr(0, 10);
  } else {
    p.value = "..";
  }
  cite(p, c.citations);
  return p;
}

}  // namespace saksi::engine
