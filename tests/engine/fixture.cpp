#include "tests/engine/fixture.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "corpus/builder.h"

namespace saksi::test {

const FactBase& facts() {
  static const std::shared_ptr<const FactBase> base = [] {
    const auto file =
        std::filesystem::temp_directory_path() / ("saksi-engine-test-" + std::to_string(getpid()) + ".sqlite");
    const auto built = corpus::build(SAKSI_SOURCE_DIR "/tests/engine/fixtures/facts", file.string());
    if (!built) {
      for (const Diagnostic& d : built.errors()) std::cerr << d.text() << '\n';
      std::abort();
    }
    auto opened = FactBase::open(file.string());
    std::filesystem::remove(file);
    if (!opened) {
      for (const Diagnostic& d : opened.errors()) std::cerr << d.text() << '\n';
      std::abort();
    }
    return std::move(opened).value();
  }();
  return *base;
}

std::optional<TimeInterval> day(const char* iso) {
  const auto d = parse_edtf(iso);
  return d ? std::optional(d->civil) : std::nullopt;
}

std::unique_ptr<engine::Evaluator> as_of(const char* iso) {
  return std::make_unique<engine::Evaluator>(facts(), day(iso), "en");
}

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

engine::Truth ask(const engine::Evaluator& e, const Term& left, Op op, const Term& right) {
  const engine::Known k = e.known(left);
  if (k.certain.empty()) return engine::Truth::open;
  return e.test(k.certain.front(), op, right, left.name);
}

std::string ids(const engine::Known& k) {
  std::string out;
  for (const auto* list : {&k.certain, &k.possible}) {
    for (const engine::Witness& w : *list) {
      if (!out.empty()) out += ",";
      if (list == &k.possible) out += "?";
      out += to_string(w.value);
    }
  }
  return out;
}

}  // namespace saksi::test
