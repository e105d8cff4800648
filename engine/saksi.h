#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/verdict.h"

/// The public API of saksi.
namespace saksi {

class FactBase;
class Grammar;
struct LayerReport;
namespace rules {
class RuleSet;
}
namespace engine {
struct Knowledge;
}

struct CheckerOptions {
  /// Over the default base, in this order: SQLite fact bases, and tables of facts that end in ".csv" (docs/own-facts.md).
  std::vector<std::string> facts;
  bool default_facts = true;
  std::string installed;  ///< a bundle that is the default base where it is there and not older than the built-in one
  std::string cache;      ///< a folder that keeps what was made of `facts` for the next time; empty = none
  std::string rules;      ///< a folder of further rules; empty = the embedded ones alone
  std::vector<std::string> enable, disable;  ///< rule ids; enable empty = all
};

struct ClaimOptions {
  std::string lang;           ///< "en", "id"; empty or "auto" = found from the text
  std::optional<Date> as_of;  ///< the day the claim is judged on; absent = claims that need one say so
  std::string zone;           ///< IANA zone of the desk
  std::string messages;       ///< language of explanations: "en", "id"; empty or "text" = the text's
  bool article = false;
};

/// Reads and weighs claims. Immutable; safe to use from any thread. Never throws.
class Checker {
 public:
  static Result<std::shared_ptr<const Checker>> make(const CheckerOptions& options);
  virtual ~Checker() = default;

  /// One result a sentence, in text order; spans are bytes of `text`, which must be valid UTF-8.
  [[nodiscard]] virtual std::vector<ClaimResult> check(std::string_view text, const ClaimOptions& options) const = 0;
  /// Meanings only; touches no facts.
  [[nodiscard]] virtual std::vector<Parsed> parse(std::string_view text, const ClaimOptions& options) const = 0;
  /// The verdict of a record made of several sentences.
  static Verdict overall(const std::vector<ClaimResult>& sentences);

  /// What was odd about the facts, though no reason to stop.
  [[nodiscard]] virtual std::vector<Diagnostic> warnings() const { return {}; }
  [[nodiscard]] virtual const FactBase& facts() const = 0;
  [[nodiscard]] virtual const Grammar& grammar() const = 0;
  [[nodiscard]] virtual const rules::RuleSet& rules() const = 0;
  /// Facts and rules as the engine asks them.
  [[nodiscard]] virtual const engine::Knowledge& knowledge() const = 0;
  /// What became of the layers of facts; empty lists where there is one.
  [[nodiscard]] virtual const LayerReport& layers() const = 0;
  /// Hashes of the fact base and the rules, and the zone data's version, for the `run` field of records.
  [[nodiscard]] virtual std::string facts_hash() const = 0;
  [[nodiscard]] virtual std::string rules_hash() const = 0;
  [[nodiscard]] virtual std::string tz_version() const = 0;
};

/// "0.1.0"
std::string_view version();

}  // namespace saksi
