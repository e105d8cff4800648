#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// Files and folders of a test that runs the program itself.
namespace saksi::test {

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Writes a file, and the folders it stands in.
inline void spill(const std::filesystem::path& path, const std::string& text) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// An empty folder that the test stands in, gone with it; what lies beside it, "..", is the test's own too.
class Folder {
 public:
  Folder()
      : before_(std::filesystem::current_path()),
        path_(std::filesystem::temp_directory_path() / ("saksi-test-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ / "in");
    std::filesystem::current_path(path_ / "in");
  }
  ~Folder() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

 private:
  std::filesystem::path before_, path_;
};

}  // namespace saksi::test
