#pragma once

namespace saksi::cli {

/// Exit statuses: public interface. A graver one replaces a lesser one.
enum Status : int { ok = 0, findings = 1, usage = 2, io = 3 };

inline void raise(int& status, Status to) {
  if (to > status) status = to;
}

}  // namespace saksi::cli
