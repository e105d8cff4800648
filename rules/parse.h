#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/embedded.h"
#include "core/schema.h"
#include "rules/rule.h"

namespace saksi::rules {

/// Reads one rule file. `path` names it in diagnostics only. Codes: "syntax", "too-long".
Result<Rule> parse_rule(std::string_view path, std::string_view text);

/// Everything wrong with a rule that parses, in text order: unknown kinds, roles, properties and built-ins (with the
/// nearest known name), unbound and unused variables, variables of the wrong type, clauses without a message in a
/// language, rules without a supporting or a refuting example. Empty = the rule may run.
std::vector<Diagnostic> check_rule(const Rule& rule, const Schema& schema);

/// The rule in canonical form; parse_rule reads it back to the same rule, and formatting it again changes nothing.
/// Comments that stand before `rule` are kept; there are none elsewhere.
std::string format_rule(const Rule& rule);

/// Every clause that speaks must speak these.
inline constexpr std::string_view message_languages[] = {"en", "id"};

/// The rules in force: immutable once made, safe to use from any thread.
class RuleSet {
 public:
  /// Parses and checks; all diagnostics of all files at once. A later file with a rule of the same id replaces the
  /// earlier one.
  static Result<std::shared_ptr<const RuleSet>> make(std::span<const EmbeddedFile> files, const Schema& schema);
  /// The embedded rules, and over them those of every *.rule below `folder` (empty = none). `built_in` is the image of the
  /// embedded ones (rule_image.h), which are parsed where there is none. Codes of make(), and "no-such-folder",
  /// "unreadable".
  static Result<std::shared_ptr<const RuleSet>> load(const std::string& folder, const Schema& schema,
                                                     std::string_view built_in = {});

  /// The same rules less those not wanted: `enable` empty = all. Codes: "unknown-rule".
  [[nodiscard]] Result<std::shared_ptr<const RuleSet>> select(const std::vector<std::string>& enable,
                                                              const std::vector<std::string>& disable) const;

  /// Most specific pattern first, then by id.
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  [[nodiscard]] const Rule* find(std::string_view id) const;
  /// What messages call a role, property or symbol: a label of any rule; empty where none is given.
  [[nodiscard]] std::string_view label(std::string_view name, std::string_view lang) const;
  /// Hash of ids and texts, hex.
  [[nodiscard]] const std::string& hash() const { return hash_; }

 private:
  explicit RuleSet(std::vector<Rule> rules);
  std::vector<Rule> rules_;
  std::string hash_;
};

/// How much of an atom the rule's pattern pins down; the higher is asked first.
int specificity(const Rule& rule);

}  // namespace saksi::rules
