#include "engine/evaluate.h"

#include "engine/world.h"

namespace saksi::engine {

struct Evaluator::Impl {
  World world;
};

World::World(const FactBase& base, std::optional<TimeInterval> day, std::string language)
    : facts(base), as_of(day), lang(std::move(language)) {}

Evaluator::Evaluator(const FactBase& facts, std::optional<TimeInterval> as_of, std::string lang)
    : impl_(std::make_unique<Impl>(Impl{World(facts, as_of, std::move(lang))})) {}
Evaluator::~Evaluator() = default;

Known Evaluator::known(const Term& t) const { return impl_->world.known(t); }
Known Evaluator::members(const Set& s) const { return impl_->world.members(s); }
Truth Evaluator::test(const Witness& fact, Op op, const Term& said, std::string_view property) const {
  return impl_->world.test(fact, op, said, property);
}
std::string Evaluator::show(const Witness& w, std::string_view lang) const { return impl_->world.show(w, lang); }
std::string Evaluator::show(const Term& t, std::string_view lang) const { return impl_->world.show(t, lang); }
std::string Evaluator::show_like(const Witness& w, const Term& said, std::string_view lang) const {
  return impl_->world.show_like(w, said, lang);
}
std::vector<Reading> Evaluator::choose(const Reading& reading) const { return impl_->world.choose(reading); }

}  // namespace saksi::engine
