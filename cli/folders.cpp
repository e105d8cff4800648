#include "cli/folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/output.h"
#include "engine/batch/reader.h"

namespace saksi::cli {

namespace {

namespace fs = std::filesystem;

/// One character of a set "[a-z]", "[!0-9]"; `pattern` is moved past it. A set that is never closed is a '['.
bool fits_set(std::string_view& pattern, char c) {
  std::size_t at = 1;
  const bool denied = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (denied) ++at;
  bool in = false;
  for (const std::size_t first = at; at < pattern.size() && (pattern[at] != ']' || at == first); ++at) {
    const bool range = at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']';
    in = in || (range ? pattern[at] <= c && c <= pattern[at + 2] : pattern[at] == c);
    if (range) at += 2;
  }
  if (at >= pattern.size()) {
    pattern.remove_prefix(1);
    return c == '[';
  }
  pattern.remove_prefix(at + 1);
  return in != denied && c != '/';
}

/// Does a pattern without '/' fit a name without?
bool fits_name(std::string_view pattern, std::string_view name) {
  // On a misfit, the last '*' takes one character more.
  std::string_view star, rest;
  bool starred = false;
  for (;;) {
    if (!pattern.empty() && pattern.front() == '*') {
      pattern.remove_prefix(1);
      star = pattern;
      rest = name;
      starred = true;
      continue;
    }
    if (name.empty() && pattern.empty()) return true;
    bool fits = false;
    if (!name.empty() && !pattern.empty()) {
      const char c = name.front();
      if (pattern.front() == '[') {
        fits = fits_set(pattern, c);
      } else {
        if (pattern.front() == '\\' && pattern.size() > 1) pattern.remove_prefix(1);
        fits = pattern.front() == '?' || pattern.front() == c;
        pattern.remove_prefix(1);
      }
      name.remove_prefix(1);
    }
    if (fits) continue;
    if (!starred || rest.empty()) return false;
    rest.remove_prefix(1);
    pattern = star;
    name = rest;
  }
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) out.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return out;
}

/// Row by row: fits[j] tells whether the parts of the pattern so far fit the first j of the path.
bool fits_parts(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& path) {
  std::vector<bool> fits(path.size() + 1, false);
  fits[0] = true;
  for (const std::string_view part : pattern) {
    std::vector<bool> next(path.size() + 1, false);
    for (std::size_t j = 0; j <= path.size(); ++j) {
      if (part == "**")
        next[j] = fits[j] || (j > 0 && next[j - 1]);
      else
        next[j] = j > 0 && fits[j - 1] && fits_name(part, path[j - 1]);
    }
    fits = std::move(next);
  }
  return fits.back();
}

/// The lines of ignore files, of a folder and those above it.
class Ignored {
 public:
  void read(const fs::path& folder) {
    for (const char* name : {".gitignore", ".saksiignore"}) {
      std::ifstream in(folder / name);
      for (std::string line; std::getline(in, line);) add(folder, std::move(line));
    }
  }

  /// The last line that fits has the word.
  [[nodiscard]] bool operator()(const fs::path& path, bool is_folder) const {
    for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
      if (rule->folders_only && !is_folder) continue;
      const std::string below = path.lexically_relative(rule->folder).generic_string();
      if (fits_glob(rule->pattern, below)) return !rule->denied;
    }
    return false;
  }

  [[nodiscard]] std::size_t size() const { return rules_.size(); }
  void shrink(std::size_t size) { rules_.resize(size); }

 private:
  struct Rule {
    fs::path folder;
    std::string pattern;
    bool denied = false, folders_only = false;
  };

  void add(const fs::path& folder, std::string line) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    while (!line.empty() && line.back() == ' ' && (line.size() < 2 || line[line.size() - 2] != '\\')) line.pop_back();
    if (line.empty() || line.front() == '#') return;
    Rule rule;
    rule.folder = folder;
    rule.denied = line.front() == '!';
    if (rule.denied) line.erase(0, 1);
    rule.folders_only = !line.empty() && line.back() == '/';
    if (rule.folders_only) line.pop_back();
    if (line.empty()) return;
    rule.pattern = std::move(line);
    rules_.push_back(std::move(rule));
  }

  std::vector<Rule> rules_;
};

class Walk {
 public:
  Walk(const FolderOptions& options, std::vector<std::string>& out) : options_(options), out_(out) {
    std::error_code error;
    report_ = fs::weakly_canonical(options.output.empty() ? "-" : options.output, error);
  }

  Status folder(const std::string& named) {
    std::error_code error;
    const fs::path root = fs::canonical(named, error);
    if (error) {
      complain_of(named, error);
      return io;
    }
    read_above(root);
    const std::size_t before = out_.size();
    if (!below(root, fs::path(named), "")) return io;
    if (out_.size() > before) return ok;
    complain(fmt::format("{}: no file in this folder is {}; name the files, or say which with --glob", named,
                         options_.globs.empty() ? "one that saksi knows by its ending" : "meant by --glob"));
    return usage;
  }

 private:
  static bool complain_of(const std::string& path, const std::error_code& error) {
    complain(fmt::format("{}: this folder cannot be read: {}", path, error.message()));
    return false;
  }

  /// The ignore files above a folder, up to the root of its repository; none where it is in none.
  void read_above(const fs::path& root) {
    ignored_.shrink(0);
    std::vector<fs::path> above;
    std::error_code error;
    for (fs::path at = root;; at = at.parent_path()) {
      if (at != root) above.push_back(at);
      if (fs::exists(at / ".git", error)) break;
      if (at == at.parent_path()) return;
    }
    for (auto at = above.rbegin(); at != above.rend(); ++at) ignored_.read(*at);
  }

  bool below(const fs::path& real, const fs::path& shown, const std::string& relative) {
    const std::size_t before = ignored_.size();
    ignored_.read(real);
    std::error_code error;
    std::vector<fs::directory_entry> all;
    for (fs::directory_iterator it(real, error), end; !error && it != end; it.increment(error)) all.push_back(*it);
    if (error) return complain_of(shown.string(), error);
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.path().filename() < b.path().filename(); });
    for (const fs::directory_entry& e : all) {
      const std::string name = e.path().filename().string();
      const bool is_folder = e.is_directory(error) && !e.is_symlink(error);
      if (name.starts_with('.') || ignored_(e.path(), is_folder)) continue;
      const std::string inside = relative.empty() ? name : relative + "/" + name;
      if (is_folder && !below(e.path(), shown / name, inside)) return false;
      if (!is_folder && e.is_regular_file(error) && is_meant(e.path(), inside)) out_.push_back((shown / name).string());
    }
    ignored_.shrink(before);
    return true;
  }

  [[nodiscard]] bool is_meant(const fs::path& path, const std::string& relative) const {
    if (!options_.output.empty() && path == report_) return false;
    if (options_.globs.empty()) return engine::is_told_by_name(path.string());
    return std::any_of(options_.globs.begin(), options_.globs.end(),
                       [&](const std::string& g) { return fits_glob(g, relative); });
  }

  const FolderOptions& options_;
  std::vector<std::string>& out_;
  fs::path report_;
  Ignored ignored_;
};

}  // namespace

bool fits_glob(std::string_view pattern, std::string_view path) {
  const bool anywhere = pattern.find('/') == std::string_view::npos;
  std::vector<std::string_view> parts = parts_of(pattern);
  if (anywhere) parts.insert(parts.begin(), "**");
  return fits_parts(parts, parts_of(path));
}

Status expand_folders(std::vector<std::string>& files, const FolderOptions& options) {
  std::vector<std::string> out;
  Walk walk(options, out);
  for (const std::string& file : files) {
    std::error_code error;
    if (file == "-" || !fs::is_directory(file, error))
      out.push_back(file);
    else if (const Status status = walk.folder(file); status != ok)
      return status;
  }
  files = std::move(out);
  return ok;
}

}  // namespace saksi::cli
