#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/meaning.h"

namespace saksi {

enum class Verdict : std::uint8_t { refuted, outdated, disputed, unverified, unread, supported, unchecked, error };
std::string_view to_string(Verdict v);
std::optional<Verdict> parse_verdict(std::string_view s);
/// The one that a claim made of both gets: refuted, else outdated, else disputed, else unverified, else unread,
/// else supported, else unchecked.
Verdict graver(Verdict a, Verdict b);

enum class Severity : std::uint8_t { error, warning, note };
std::string_view to_string(Severity s);

/// A node of a proof: a rule with what it rests on, a fact with its source, or a built-in's result.
struct Proof {
  enum class Kind : std::uint8_t { rule, fact, builtin, missing };
  Kind kind = Kind::rule;
  std::string name;      ///< rule id, "luna-25 launch: time", built-in's name, or the premise that is missing
  std::string value;     ///< "2023-08-10T23:10:57Z", "1011 km"
  std::string source;    ///< title of the source, of facts only
  std::string evidence;  ///< where in the source
  std::string checked;   ///< the day it was checked, ISO
  std::vector<Proof> from;
};

struct Edit {
  Span span;
  std::string with;
};

struct Suggestion {
  enum class Safety : std::uint8_t { safe, review };
  Safety safety = Safety::review;
  std::vector<Edit> edits;
};

/// What came of one atom.
struct Finding {
  Atom atom;
  Verdict verdict = Verdict::unverified;
  std::string rule;  ///< "event/role"; empty where none applied
  Severity severity = Severity::error;
  bool pilot = false;       ///< reported, never fails the gate
  std::string explanation;  ///< one sentence in the language of the messages
  std::string since;        ///< of outdated: ISO date from which it no longer held
  Proof proof;
  std::vector<Suggestion> suggestions;
  std::vector<std::string> missing;
};

/// What came of one claim or sentence.
struct ClaimResult {
  explicit ClaimResult(Parsed read) : parsed(std::move(read)) {}
  Parsed parsed;
  Verdict verdict = Verdict::unchecked;
  std::vector<Finding> findings;  ///< in text order
  std::vector<std::string> missing;
};

}  // namespace saksi
