#include "tests/oracle/evaluator.h"

/// What an answer rests on.
namespace saksi::oracle {

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

void Evaluator::cite(Proof& p, const std::vector<Citation>& citations) const {
  for (const Citation& c : citations) {
    const Source& s = facts_.base().source(c.source);
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

Proof Evaluator::fact(const EventView& e, std::string_view role_name, std::string_view value,
                      const std::vector<Citation>& citations) const {
  Proof p;
  if (!proving_) return p;
  p.kind = Proof::Kind::fact;
  p.name = std::string(e.id) + (role_name.empty() ? "" : ": " + std::string(role_name));
  p.value = std::string(value);
  cite(p, citations.empty() ? e.citations : citations);
  return p;
}

Proof Evaluator::fact(const StatementView& s) const {
  Proof p;
  if (!proving_) return p;
  p.kind = Proof::Kind::fact;
  p.name = std::string(s.subject) + " " + std::string(s.property);
  const auto* text = s.property == "coordinates" ? std::get_if<Text>(&s.value) : nullptr;
  p.value = text != nullptr ? text->text : to_string(s.value);
  cite(p, s.citations);
  return p;
}

Proof Evaluator::fact(const CompletenessView& list) const {
  Proof p;
  if (!proving_) return p;
  p.kind = Proof::Kind::fact;
  p.name = "complete: " + to_string(list.set);
  if (list.span) {
    const TimeInterval t = clamp(*list.span);
    if (t.begin > kFirstYear) p.value = utc_text(t.begin).substr(0, 10);
    p.value += "..";
    if (t.end < kEnd) p.value += utc_text(t.end - 1).substr(0, 10);
  } else {
    p.value = "..";
  }
  cite(p, list.citations);
  return p;
}

}  // namespace saksi::oracle
