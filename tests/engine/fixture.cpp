#include "tests/engine/fixture.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "corpus/builder.h"
#include "engine/explain/show.h"
#include "engine/judge/choose.h"
#include "engine/judge/walk.h"
#include "grammar/meaning/to_ids.h"
#include "rules/parse.h"

namespace saksi::test {
namespace {

template <class T>
T made(Result<T> result) {
  if (!result) {
    for (const Diagnostic& d : result.errors()) std::cerr << d.text() << '\n';
    std::abort();
  }
  return std::move(result).value();
}

const Term kNothing;

}  // namespace

std::shared_ptr<const FactBase> base_of(const char* folder) {
  std::string name = "saksi-engine-test-" + std::to_string(getpid()) + "-" + folder;
  std::replace(name.begin(), name.end(), '/', '-');
  const auto file = std::filesystem::temp_directory_path() / name;
  made(corpus::build(std::string(SAKSI_SOURCE_DIR "/tests/engine/") + folder, file.string()));
  auto base = made(FactBase::open(file.string()));
  std::filesystem::remove(file);
  return base;
}

const FactBase& facts() {
  static const std::shared_ptr<const FactBase> base = base_of("fixtures/facts");
  return *base;
}

const engine::Knowledge& knowledge() {
  static const std::shared_ptr<const rules::RuleSet> rules = made(rules::RuleSet::load("", facts().schema()));
  static const engine::Knowledge all(facts(), *rules);
  return all;
}

// Only atoms are turned into ids outside the reader: a term or set goes in one of its own.
TermId in_ids(const Term& t, Meaning& m) { return grammar::in_ids(compare(t, Op::eq, kNothing, "event", {}), m).left; }

SetId in_ids(const Set& s, Meaning& m) { return grammar::in_ids(some(s, "event", {}), m).set; }

std::vector<saksi::Atom> in_ids(const std::vector<Atom>& atoms, Meaning& m) {
  std::vector<saksi::Atom> out;
  for (const Atom& a : atoms) out.push_back(grammar::in_ids(a, m));
  return out;
}

std::optional<TimeInterval> day(const char* iso) {
  const auto d = parse_edtf(iso);
  return d ? std::optional(d->civil) : std::nullopt;
}

Asked::Asked(std::optional<TimeInterval> as_of)
    : meaning_(facts().rows().symbols()), evaluator_(knowledge().facts, knowledge().vocabulary) {
  evaluator_.begin(meaning_, proofs_, as_of);
}

std::vector<Witness> Asked::witnesses(const std::vector<engine::Fact>& all) const {
  std::vector<Witness> out;
  for (const engine::Fact& f : all) {
    Witness& w = out.emplace_back(Witness{f, {}});
    if (f.type == engine::Fact::Type::event) w.id = evaluator_.id_of(f.event);
    if (f.type == engine::Fact::Type::entity || f.type == engine::Fact::Type::symbol) w.id = meaning_.text(f.sym);
  }
  return out;
}

Known Asked::known(const Term& t) {
  const engine::Answer a = evaluator_.answer(in_ids(t, meaning_));
  Known out{witnesses(a.certain), witnesses(a.possible), {}, a.closed, a.missing};
  for (const engine::Excluded& x : a.excluded)
    out.excluded.emplace_back(x.event ? evaluator_.id_of(x.event) : std::string(meaning_.text(x.value)));
  return out;
}

Known Asked::members(const Set& s) {
  const SetId id = in_ids(s, meaning_);
  const engine::Members m = evaluator_.members(id);
  const auto facts_of = [&](const std::vector<engine::Member>& all) {
    std::vector<engine::Fact> out;
    for (const engine::Member& x : all) out.push_back(evaluator_.as_fact(x, id));
    return out;
  };
  return {witnesses(facts_of(m.certain)), witnesses(facts_of(m.possible)), {}, m.closed, m.missing};
}

Truth Asked::test(const Witness& fact, Op op, const Term& said, std::string_view property) {
  return evaluator_.test(fact.fact, op, in_ids(said, meaning_), facts().rows().name(property));
}

Truth Asked::ask(const Term& left, Op op, const Term& right) {
  const TermId id = in_ids(left, meaning_);
  const engine::Answer& known = evaluator_.answer(id);
  if (known.certain.empty()) return Truth::open;
  return evaluator_.test(known.certain.front(), op, in_ids(right, meaning_), engine::property_of(id, meaning_));
}

std::string Asked::show(const Witness& w, std::string_view lang) {
  return engine::Show(knowledge(), meaning_, proofs_).fact(w.fact, engine::words(lang));
}

std::string Asked::show(const Term& t, std::string_view lang) {
  const TermId id = in_ids(t, meaning_);
  return engine::Show(knowledge(), meaning_, proofs_).term(id, engine::words(lang));
}

std::string Asked::show_like(const Witness& w, const Term& said, std::string_view lang) {
  const TermId id = in_ids(said, meaning_);
  return engine::Show(knowledge(), meaning_, proofs_)
      .fact_like(w.fact, id, engine::words(lang), engine::Show::Exact::as_said);
}

std::vector<std::vector<std::string>> Asked::choose(const std::vector<Atom>& atoms) {
  std::vector<std::vector<std::string>> out;
  for (const auto& chosen : engine::choose_members(in_ids(atoms, meaning_), evaluator_)) {
    auto& written = out.emplace_back();
    for (const saksi::Atom& a : chosen) written.push_back(to_string(a, meaning_));
  }
  return out;
}

std::unique_ptr<Asked> as_of(const char* iso) { return std::make_unique<Asked>(day(iso)); }

Term date(const char* edtf) { return value(*parse_edtf(edtf)); }

Term quantity(double v, const char* unit, int significant, Hedge hedge) {
  Quantity q;
  q.value = v;
  q.unit = unit;
  q.significant = significant;
  q.hedge = hedge;
  q.widen();
  return value(q);
}

Term number(int n) { return value(Quantity::count(n)); }
Term symbol(const char* id) { return value(Symbol{id}); }

Set set(const char* kind, std::initializer_list<std::pair<const char*, const char*>> conditions) {
  Set s;
  s.kind = kind;
  for (const auto& [name, what] : conditions) {
    const bool is_entity = facts().entity(what).has_value();
    s.where.push_back(where(name, is_entity ? entity(what) : symbol(what)));
  }
  return s;
}

Set launches_from(const char* site) { return set("launch", {{"site", site}}); }

Set timed(Set s, Op op, Term when) {
  s.where.push_back(where("time", std::move(when), op));
  return s;
}

std::string ids(const Known& k) {
  std::string out;
  for (const auto* list : {&k.certain, &k.possible}) {
    for (const Witness& w : *list) {
      if (!out.empty()) out += ",";
      if (list == &k.possible) out += "?";
      out += w.id;
    }
  }
  return out;
}

bool lacks(const Known& k, engine::Missing::What what) {
  return std::any_of(k.missing.begin(), k.missing.end(), [&](const engine::Missing& m) { return m.what == what; });
}

}  // namespace saksi::test
