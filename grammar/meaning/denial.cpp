#include <algorithm>

#include "grammar/meaning/binder.h"

namespace saksi::grammar {

/// "not", "bukan" by itself.
bool Binder::lone_not(std::uint32_t chunk) const {
  if (chunk >= chunks_.size() || chunks_[chunk].kind != Chunk::Kind::verb) return false;
  const auto& c = chunks_[chunk];
  const auto& text = items_[c.first].text;
  return c.last - c.first == 1 && items_[c.first].is(Cat::neg, "not") &&
         (text == "not" || text == "bukan" || text == "bukanlah" || text == "tidak" || text == "tak");
}

/// Denies together what was told from atom `from` on: it is not so that all of it holds. False where that cannot be
/// said of these atoms.
bool Binder::deny(State& st, std::size_t from) const {
  std::vector<Atom*> told;
  for (auto i = from; i < st.atoms.size(); ++i)
    if (!st.atoms[i].presupposed) told.push_back(&st.atoms[i]);
  if (told.empty()) return false;
  if (told.size() == 1) {
    auto& a = *told.front();
    if (a.kind == Atom::Kind::no) {
      a.kind = Atom::Kind::some;
    } else if (a.kind == Atom::Kind::some && !a.negated) {
      a.kind = Atom::Kind::no;
    } else {
      a.negated = !a.negated;
    }
    return true;
  }
  int group = 1;
  for (const auto& a : st.atoms) group = std::max(group, a.group + 1);
  for (auto* a : told) {
    if (a->negated || a->kind == Atom::Kind::no) return false;  // a denial of denials told with more
    a->negated = true;
    a->group = group;
  }
  return true;
}

/// "It is not true that …", "Tidak benar bahwa …": the whole clause behind it is denied.
bool Binder::denial(State& st) {
  if (st.at >= st.end || chunks_[st.at].kind != Chunk::Kind::other || !item(st).is(Cat::denial)) return false;
  auto trial = st;
  mark(trial, trial.at);
  ++trial.at;
  if (is(trial, Chunk::Kind::comp) || (is(trial, Chunk::Kind::rel) && item(trial).is(Cat::rel, "that"))) {
    mark(trial, trial.at);
    ++trial.at;
  } else if (lang_ == "en") {
    return false;
  }
  const auto from = trial.atoms.size();
  if (item(st).is(Cat::denial, "affirm")) {
    st = std::move(trial);
    return main_clause(st, nullptr);
  }
  if (!main_clause(trial, nullptr)) return false;
  if (trial.at < trial.end && chunks_[trial.at].kind != Chunk::Kind::stop) return false;
  if (!deny(trial, from)) return false;
  st = std::move(trial);
  return true;
}

/// "Neither Luna-25 nor Beresheet landed …": each is denied for itself.
bool Binder::neither(State& st) {
  if (st.at >= st.end || chunks_[st.at].last - chunks_[st.at].first != 1 || !item(st).is(Cat::neg, "neither"))
    return false;
  auto trial = st;
  mark(trial, trial.at);
  ++trial.at;
  std::vector<Noun> all;
  while (trial.at < trial.end) {
    auto n = noun(trial);
    if (!n || n->kind != Noun::Kind::entity) return false;
    all.push_back(*n);
    if (is(trial, Chunk::Kind::conj) && item(trial).is(Cat::conj, "nor")) {
      mark(trial, trial.at);
      ++trial.at;
      continue;
    }
    break;
  }
  if (all.size() < 2 || !is(trial, Chunk::Kind::verb)) return false;
  const auto verb_at = trial.at;
  auto end = verb_at;
  for (const auto& n : all) {
    trial.at = verb_at;
    deny_verb_ = true;
    const bool ok = predicate(trial, &n, {});
    deny_verb_ = false;
    if (!ok) return false;
    end = std::max(end, trial.at);
  }
  trial.at = end;
  st = std::move(trial);
  return true;
}

/// ", not India," behind a subject; ", bukan India,": what is said of the one is denied of the other.
std::optional<Noun> Binder::rather_than(State& st) {
  auto trial = st;
  // "X, not Y,", "X, but not Y,", "X and not Y"
  if (is(trial, Chunk::Kind::comma)) ++trial.at;
  if (is(trial, Chunk::Kind::conj) && (item(trial).is(Cat::conj, "but") || item(trial).is(Cat::conj, "and"))) {
    mark(trial, trial.at);
    ++trial.at;
  }
  if (trial.at == st.at || !lone_not(trial.at) || !is(trial, Chunk::Kind::noun, 1)) return std::nullopt;
  mark(trial, trial.at);
  ++trial.at;
  auto n = noun(trial);
  if (!n || n->kind != Noun::Kind::entity) return std::nullopt;
  if (is(trial, Chunk::Kind::comma)) {
    ++trial.at;
  } else if (!is(trial, Chunk::Kind::verb)) {
    return std::nullopt;
  }
  st = std::move(trial);
  return n;
}

}  // namespace saksi::grammar
