#pragma once
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/notation.h"
#include "corpus/fact_base.h"
#include "engine/judge/knowledge.h"
#include "engine/query/evaluator.h"

/// The small base of tests/engine/fixtures, built once a run, and words to talk to it with. Tests ask in the notation,
/// so here its names are the plain ones: Term is notation::Term, saksi::Term the one in ids.
namespace saksi::test {

using engine::Truth;

using notation::Atom;
using notation::Condition;
using notation::Entity;
using notation::Set;
using notation::Symbol;
using notation::Term;
using notation::Value;

using notation::compare;
using notation::count;
using notation::distinct;
using notation::entity;
using notation::last;
using notation::minus;
using notation::no;
using notation::now_term;
using notation::nth;
using notation::prop;
using notation::rank;
using notation::role;
using notation::some;
using notation::the;
using notation::value;
using notation::where;

/// The base of a folder of tables under tests/engine, with the shipped schema; ends the run where there is none.
std::shared_ptr<const FactBase> base_of(const char* folder);

const FactBase& facts();
/// That base with the shipped rules.
const engine::Knowledge& knowledge();

TermId in_ids(const Term& t, Meaning& m);
SetId in_ids(const Set& s, Meaning& m);
std::vector<saksi::Atom> in_ids(const std::vector<Atom>& atoms, Meaning& m);

/// A day as the engine takes it: "2024-01-01".
std::optional<TimeInterval> day(const char* iso);

/// A value or member, with its id where it has one: "l-luna-25".
struct Witness {
  engine::Fact fact;
  std::string id;
};

/// What the facts say of a term or a set.
struct Known {
  std::vector<Witness> certain, possible;
  std::vector<std::string> excluded;  ///< their ids
  bool closed = false;
  engine::Gaps missing;
};

/// The engine's evaluator, asked in the notation.
class Asked {
 public:
  explicit Asked(std::optional<TimeInterval> as_of);
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  Known known(const Term& t);
  Known members(const Set& s);
  /// `property` is what the fact is a value of.
  Truth test(const Witness& fact, Op op, const Term& said, std::string_view property);
  /// The first certain value of `left` against `right`; open where there is none.
  Truth ask(const Term& left, Op op, const Term& right);
  std::string show(const Witness& w, std::string_view lang);
  std::string show(const Term& t, std::string_view lang);
  std::string show_like(const Witness& w, const Term& said, std::string_view lang);
  /// The atoms as they may be meant where "the S" has several members, written.
  std::vector<std::vector<std::string>> choose(const std::vector<Atom>& atoms);

 private:
  [[nodiscard]] std::vector<Witness> witnesses(const std::vector<engine::Fact>& all) const;
  Meaning meaning_;
  engine::Proofs proofs_;
  engine::Evaluator evaluator_;
};

/// Asked as of a day; "" = of no day.
std::unique_ptr<Asked> as_of(const char* iso);

Term date(const char* edtf);
Term quantity(double v, const char* unit, int significant, Hedge hedge = Hedge::none);
Term number(int n);
Term symbol(const char* id);
Set launches_from(const char* site);
Set set(const char* kind, std::initializer_list<std::pair<const char*, const char*>> where = {});
/// {time | …} added to a set.
Set timed(Set s, Op op, Term when);

/// What the facts make of `left op right`.
inline Truth ask(Asked& e, const Term& left, Op op, const Term& right) { return e.ask(left, op, right); }
/// The ids of members, comma between, "?" before those that are only possible.
std::string ids(const Known& k);
/// Is it this that is missing?
bool lacks(const Known& k, engine::Missing::What what);

}  // namespace saksi::test
