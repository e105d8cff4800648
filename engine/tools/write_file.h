#pragma once
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

/// Writes a file as a whole or not at all; false, with a message, where that cannot be.
inline bool write_file(const std::string& path, std::string_view bytes) {
  const std::string part = path + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(part, path, error);
  if (out && !error) return true;
  std::cerr << path << ": cannot be written\n";
  return false;
}
