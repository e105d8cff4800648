#include <optional>

#include "engine/report/format.h"
#include "engine/report/json.h"

namespace saksi::engine {

namespace {

/// Of 1 to 5, as fact checkers rate; nullopt where the facts decide nothing.
std::optional<std::uint64_t> rating_of(Verdict v) {
  switch (v) {
    case Verdict::refuted: return 1;
    case Verdict::outdated: return 2;
    case Verdict::disputed: return 3;
    case Verdict::supported: return 5;
    default: return std::nullopt;
  }
}

/// Why, in the words of the findings that made the verdict.
std::string reason_of(const CheckedRecord& r, std::vector<std::string>& sources) {
  std::string out;
  for (const ClaimResult& s : r.sentences) {
    for (const Finding& f : s.findings) {
      if (f.verdict != r.verdict || r.suppression(&f) != Suppression::none) continue;
      if (!f.explanation.empty()) out += (out.empty() ? "" : " ") + one_line(f.explanation);
      add_sources(f.proof, sources);
    }
  }
  return out;
}

}  // namespace

void append_claim_review(std::string& out, const CheckedRecord& r) {
  const auto rating = rating_of(r.verdict);
  if (!rating) return;
  std::vector<std::string> sources;
  const std::string reason = reason_of(r, sources);
  if (reason.empty() && sources.empty()) return;  // all of it is suppressed
  out += ",\n";
  JsonWriter json(out);
  json.begin_object()
      .member("@type", "ClaimReview")
      .member("identifier", r.id())
      .member("claimReviewed", one_line(r.text()));
  json.member("inLanguage", r.lang);
  if (!r.record->as_of.empty()) json.member("datePublished", r.record->as_of);
  json.key("author").begin_object().member("@type", "SoftwareApplication").member("name", "saksi").end_object();
  json.key("itemReviewed").begin_object().member("@type", "Claim").member("text", one_line(r.text())).end_object();
  json.key("reviewRating").begin_object().member("@type", "Rating").key("ratingValue").integer(*rating);
  json.key("worstRating").integer(1).key("bestRating").integer(5).member("alternateName", to_string(r.verdict));
  json.end_object().member("reviewBody", reason).key("citation").begin_list();
  for (const std::string& s : sources) json.string(s);
  json.end_list().end_object();
}

}  // namespace saksi::engine
