#include "engine/suppress/changed_lines.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <optional>

namespace saksi::engine {

namespace {

namespace fs = std::filesystem;

/// A name as git writes it: in quotes, with escapes, where it holds what is not ASCII.
std::string unquoted(std::string_view s) {
  if (s.size() < 2 || s.front() != '"' || s.back() != '"') return std::string(s);
  std::string out;
  s = s.substr(1, s.size() - 2);
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] != '\\' || i + 1 == s.size()) {
      out += s[i];
      continue;
    }
    const char c = s[++i];
    const auto is_octal = [&](std::size_t at) { return at < s.size() && s[at] >= '0' && s[at] <= '7'; };
    if (is_octal(i) && is_octal(i + 1) && is_octal(i + 2)) {
      out += static_cast<char>((s[i] - '0') * 64 + (s[i + 1] - '0') * 8 + (s[i + 2] - '0'));
      i += 2;
    } else {
      out += c == 't' ? '\t' : c == 'n' ? '\n' : c;
    }
  }
  return out;
}

/// The file of a "+++ " line; empty for one that is gone.
std::string file_of(std::string_view rest) {
  while (!rest.empty() && (rest.back() == '\r' || rest.back() == '\n')) rest.remove_suffix(1);
  if (rest.find('"') != 0) rest = rest.substr(0, rest.find('\t'));  // diff -u puts the time there
  std::string name = unquoted(rest);
  if (name == "/dev/null") return {};
  if (name.starts_with("b/") || name.starts_with("w/") || name.starts_with("i/")) name.erase(0, 2);
  return fs::path(name).lexically_normal().generic_string();
}

/// Where the new lines of a hunk begin, and how many it has: "@@ -3,2 +4,5 @@".
struct Hunk {
  std::uint64_t old_count = 1, begin = 0, count = 1;
};
std::optional<Hunk> hunk_of(std::string_view line) {
  const auto number = [&](std::uint64_t& to) {
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), to);
    if (error != std::errc()) return false;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    return true;
  };
  Hunk out;
  std::uint64_t old_begin = 0;
  const auto pair = [&](char mark, std::uint64_t& begin, std::uint64_t& count) {
    const auto at = line.find(mark);
    if (at == std::string_view::npos) return false;
    line.remove_prefix(at + 1);
    if (!number(begin)) return false;
    if (!line.starts_with(',')) return true;
    line.remove_prefix(1);
    return number(count);
  };
  if (!line.starts_with("@@ ") || !pair('-', old_begin, out.old_count) || !pair('+', out.begin, out.count))
    return std::nullopt;
  return out;
}

void add_line(std::vector<std::pair<std::uint64_t, std::uint64_t>>& lines, std::uint64_t line) {
  if (!lines.empty() && lines.back().second + 1 == line)
    lines.back().second = line;
  else
    lines.emplace_back(line, line);
}

}  // namespace

Result<ChangedLines> ChangedLines::parse(std::string_view diff, const std::string& name, std::string root) {
  ChangedLines out;
  out.root_ = std::move(root);
  Lines* lines = nullptr;
  std::uint64_t old_left = 0, left = 0, at = 0;
  bool any = diff.find_first_not_of(" \t\r\n") == std::string_view::npos;
  while (!diff.empty()) {
    const std::string_view line = diff.substr(0, diff.find('\n'));
    diff.remove_prefix(std::min(line.size() + 1, diff.size()));
    if (old_left + left > 0 && lines != nullptr) {
      const char c = line.empty() ? ' ' : line.front();
      if (c == '+' && left > 0) {
        add_line(*lines, at++);
        --left;
      } else if (c == '-' && old_left > 0) {
        --old_left;
      } else if (c == ' ' || c == '\r') {
        ++at;
        left -= left > 0 ? 1 : 0;
        old_left -= old_left > 0 ? 1 : 0;
      }
      continue;
    }
    if (line.starts_with("+++ ")) {
      const std::string file = file_of(line.substr(4));
      lines = file.empty() ? nullptr : &out.files_[file];
      any = true;
    } else if (line.starts_with("diff ") || line.starts_with("Binary files ")) {
      any = true;
    } else if (const auto hunk = hunk_of(line)) {
      old_left = hunk->old_count;
      left = hunk->count;
      at = hunk->begin;
    }
  }
  if (!any) return Diagnostic{"bad-diff", name, 0, 0, "this is no unified diff, as git diff writes it", {}, 1};
  return out;
}

void ChangedLines::add_file(const std::string& path) {
  files_[fs::path(path).lexically_normal().generic_string()] = {{1, std::numeric_limits<std::uint64_t>::max()}};
}

const ChangedLines::Lines* ChangedLines::lines_of(std::string_view path) const {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(fs::path(path), error), error);
  const auto found = [&](const fs::path& root) -> const Lines* {
    const auto it = files_.find(whole.lexically_relative(root).generic_string());
    return it == files_.end() ? nullptr : &it->second;
  };
  if (!root_.empty()) return found(fs::weakly_canonical(root_, error));
  for (fs::path root = fs::current_path(error); !root.empty(); root = root.parent_path()) {
    if (const Lines* lines = found(root)) return lines;
    if (root == root.parent_path()) break;
  }
  return nullptr;
}

bool ChangedLines::touches(std::string_view path, std::uint64_t first, std::uint64_t last) const {
  const Lines* lines = lines_of(path);
  return lines != nullptr && std::any_of(lines->begin(), lines->end(), [&](const auto& range) {
           return range.first <= last && first <= range.second;
         });
}

}  // namespace saksi::engine
