#include "cli/read_file.h"

#include <fmt/format.h>

#include "cli/output.h"
#include "core/limits.h"
#include "engine/batch/source.h"

namespace saksi::cli {

std::optional<std::string> read_whole(const std::string& path) {
  auto source = engine::open_source(path);
  if (!source) {
    complain(source.errors());
    return std::nullopt;
  }
  auto out = engine::read_all(**source, limits::whole_file_bytes);
  if (!out) {
    complain(fmt::format("{}: reading broke off: {}", path, (*source)->failure()));
  } else if (out->size() > limits::whole_file_bytes) {
    complain(fmt::format("{}: this file is over {} bytes", path, limits::whole_file_bytes));
    out.reset();
  }
  return out;
}

}  // namespace saksi::cli
