#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

Stance Binder::stance() const {
  Stance found = Stance::assertion;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].mark == '?') return Stance::question;
    const auto* s = items_[i].sense(Cat::stance);
    if (s == nullptr || items_[i].value != nullptr || !items_[i].names.empty()) {
      if (items_[i].is(Cat::modal) && found == Stance::assertion) found = Stance::plan;
      continue;
    }
    const bool start = std::any_of(s->where.begin(), s->where.end(),
                                   [](const auto& w) { return w.first == "at" && w.second == "start"; });
    if (start && i > 1) continue;
    if (s->id == "question") return Stance::question;
    if (s->id == "hypothetical") return Stance::hypothetical;
    if (s->id == "furniture") return Stance::furniture;
    if (s->id == "plan")
      found = Stance::plan;
    else if (s->id == "vague" && found == Stance::assertion)
      found = Stance::vague;
    else if (found == Stance::assertion)
      found = Stance::opinion;
  }
  return found;
}

/// "Roscosmos said (that) …", "Menurut NASA, …", "According to ISRO, …": what follows is checked as theirs.
bool Binder::attribution(State& st, std::string& who) {
  const auto says = [&](const State& s, std::string_view id) {
    return is(s, Chunk::Kind::verb) && items_[chunks_[s.at].last - 1].is(Cat::say, id);
  };
  auto trial = st;
  const auto accept = [&](const Noun& n) {
    if (n.kind != Noun::Kind::entity || !schema_.is_a(n.entity_kind, "agent")) return false;
    for (const auto& it : items_)
      if (it.span == n.head) who = it.raw;
    return true;
  };
  if (says(trial, "according")) {
    mark(trial, trial.at);
    ++trial.at;
    auto n = noun(trial);
    if (!n || !accept(*n) || !is(trial, Chunk::Kind::comma)) return false;
    ++trial.at;
  } else {
    auto n = noun(trial);
    if (!n || !says(trial, "said") || chunks_[trial.at].last != chunks_[trial.at].first + 1 || !accept(*n))
      return false;
    mark(trial, trial.at);
    ++trial.at;
    if (is(trial, Chunk::Kind::comp) || (is(trial, Chunk::Kind::rel) && item(trial).is(Cat::rel, "that"))) {
      mark(trial, trial.at);
      ++trial.at;
    }
  }
  st = std::move(trial);
  return true;
}

/// "…, NASA said.", "…, kata NASA."
bool Binder::trailing_attribution(State& st, std::string& who) {
  auto trial = st;
  while (is(trial, Chunk::Kind::comma) || is(trial, Chunk::Kind::quote)) ++trial.at;
  if (trial.at == st.at) return false;
  const auto says = [&](const State& s) {
    return is(s, Chunk::Kind::verb) && chunks_[s.at].last - chunks_[s.at].first == 1 &&
           items_[chunks_[s.at].first].is(Cat::say, "said");
  };
  bool told = says(trial);
  if (told) {
    mark(trial, trial.at);
    ++trial.at;
  }
  auto n = noun(trial);
  if (!n || n->kind != Noun::Kind::entity || !schema_.is_a(n->entity_kind, "agent")) return false;
  if (!told) {
    if (!says(trial)) return false;
    mark(trial, trial.at);
    ++trial.at;
  }
  if (trial.at < trial.end && !closes(chunks_[trial.at].kind)) return false;
  for (const auto& it : items_)
    if (it.span == n->head) who = it.raw;
  st = std::move(trial);
  return true;
}

}  // namespace saksi::grammar
