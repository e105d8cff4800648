#include "engine/judge/opinion.h"

#include <algorithm>

namespace saksi::engine {

void Opinion::want(Want w) {
  if (std::find(wants.begin(), wants.end(), w) == wants.end()) wants.push_back(w);
}

void Opinion::withdraw() {
  leave_open();
  proven = false;
}

void Opinion::leave_open() {
  verdict_ = Verdict::unverified;
  explained = corrected = dated = false;
}

void Opinion::mark_outdated(Outdated o) {
  verdict_ = Verdict::outdated;
  outdated = o;
}

void Opinion::deny(Verdict all) {
  const Verdict own = verdict_;
  corrected = false;
  if (all == Verdict::refuted) {
    verdict_ = Verdict::supported;
    if (own != Verdict::refuted) explained = false;
  } else if (all == Verdict::supported) {
    verdict_ = Verdict::refuted;
    denial = Denial::contradicted;
  } else {
    verdict_ = all;
  }
}

}  // namespace saksi::engine
