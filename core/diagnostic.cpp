#include "core/diagnostic.h"

#include <algorithm>

namespace saksi {
namespace {

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Blanks up to the column, tabs kept so that the caret stands right whatever a tab's width.
std::string indent(const std::string& source, int column) {
  std::string out;
  int at = 1;
  for (char c : source) {
    if (!starts_code_point(c)) continue;
    if (at++ >= column) break;
    out += c == '\t' ? '\t' : ' ';
  }
  return out;
}

}  // namespace

std::string Diagnostic::text(std::string_view severity) const {
  std::string out = path;
  if (line > 0) out += (out.empty() ? "" : ":") + std::to_string(line);
  if (line > 0 && column > 0) out += ":" + std::to_string(column);
  if (!out.empty()) out += ": ";
  out += std::string(severity) + ": " + message;
  if (!source.empty()) {
    out += "\n" + source;
    if (column > 0) out += "\n" + indent(source, column) + "^" + std::string(std::max(length, 1) - 1U, '~');
  }
  return out;
}

}  // namespace saksi
