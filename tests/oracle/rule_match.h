#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rules/rule.h"
#include "tests/oracle/answer.h"
#include "tests/oracle/facts.h"

/// Patterns of rules against atoms.
namespace saksi::oracle {

/// A role or property a pattern variable stands for.
struct BoundName {
  std::string name;
  bool role = false;
};
struct BoundKey {
  std::string key;
};

/// What a variable of a rule stands for while it runs.
using Binding = std::variant<Term, Set, BoundName, BoundKey, int, Op, std::vector<Term>, Known>;
using Bindings = std::map<std::string, Binding>;

/// The bindings under which the atom fits the rule's pattern and guards; nullopt where it does not.
std::optional<Bindings> match(const rules::Rule& rule, const Atom& atom, const Facts& facts);

/// The term an expression stands for; nullopt for what is no term (a computed value, a built-in).
std::optional<Term> build_term(const rules::Expr& e, const Bindings& bindings, const Schema& schema);

}  // namespace saksi::oracle
