#pragma once
#include <string_view>

namespace saksi {

/// A file of the source tree linked into the library with .incbin: its path from the project's root, its bytes.
struct EmbeddedFile {
  std::string_view path;
  std::string_view content;
};

}  // namespace saksi
