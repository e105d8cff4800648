#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/status.h"

namespace saksi::cli {

Output::~Output() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
}

bool Output::open(const std::string& path) {
  if (path.empty() || path == "-") return true;
  path_ = path;
  errno = 0;
  file_ = std::fopen(path.c_str(), "wb");
  return check(file_ != nullptr);
}

bool Output::write(std::string_view bytes) {
  if (!failure_.empty() || file_ == nullptr) return false;
  if (bytes.empty()) return true;
  errno = 0;
  return check(std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size() && std::fflush(file_) == 0);
}

bool Output::close() {
  if (!failure_.empty() || file_ == nullptr) return false;
  errno = 0;
  if (file_ == stdout) return check(std::fflush(stdout) == 0);
  std::FILE* file = file_;
  file_ = nullptr;
  return check(std::fclose(file) == 0);
}

bool Output::terminal() const {
  const char* none = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if ((none != nullptr && *none != 0) || (term != nullptr && std::strcmp(term, "dumb") == 0)) return false;
  return file_ == stdout && isatty(STDOUT_FILENO) == 1;
}

bool Output::check(bool good) {
  if (!good) failure_ = fmt::format("cannot write {}: {}", path_, std::strerror(errno));
  return good;
}

void finish(Output& output, int& status) {
  if (output.close()) return;
  complain(output.failure());
  raise(status, io);
}

void complain(std::string_view message) { fmt::print(stderr, "saksi: {}\n", message); }

void complain(const std::vector<Diagnostic>& diagnostics, std::string_view severity) {
  for (const Diagnostic& d : diagnostics) {
    const std::string text = d.text(severity);
    fmt::print(stderr, "{}{}", text, text.empty() || text.back() == '\n' ? "" : "\n");
  }
}

}  // namespace saksi::cli
