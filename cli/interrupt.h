#pragma once

/// SIGINT and SIGTERM: the first asks a run to come to an end at a record's boundary, the second ends the process.
namespace saksi::cli {

/// From now on they are noted.
void note_interrupts();
/// The signal that came, or 0.
int interrupted();
/// Ends the process as the signal would have.
[[noreturn]] void end_by(int signal);

}  // namespace saksi::cli
