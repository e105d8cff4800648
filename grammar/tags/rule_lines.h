#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "core/tsv.h"
#include "grammar/words/tag.h"

namespace saksi::grammar {

/// A file of rules, one a line, read from top to bottom, with the faults that are found in it. Views point into the text.
class RuleLines {
 public:
  RuleLines(std::string_view path, std::string_view text) : path_(path), rest_(text) {}

  /// Goes to the next line that is not blank; false at the end.
  bool next() {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++number_;
      if (!body().empty()) return true;
    }
    return false;
  }
  /// The line without blanks around it.
  [[nodiscard]] std::string_view body() const { return trim(line_); }
  /// 1-based.
  [[nodiscard]] int number() const { return number_; }

  /// A fault of this line, under the first place where `at` stands; of the whole line where it does not or is empty.
  void fault(std::string_view at, std::string code, std::string message) {
    Diagnostic d{std::move(code), std::string(path_), number_, 0, std::move(message), std::string(line_)};
    if (const std::size_t column = line_.find(at); column != std::string_view::npos && !at.empty()) {
      d.column = code_points(line_.substr(0, column)) + 1;
      d.length = code_points(at);
    }
    faults_.push_back(std::move(d));
  }
  /// A line that was read up to `from` only: the fault stands under the word there.
  void unreadable(const char* from, const char* end, std::string code, std::string message) {
    const std::string_view bad(from, static_cast<std::size_t>(end - from));
    fault(bad.substr(0, std::min(bad.size(), bad.find(' '))), std::move(code), std::move(message));
  }
  [[nodiscard]] std::vector<Diagnostic>& faults() { return faults_; }

 private:
  static int code_points(std::string_view s) {
    return static_cast<int>(
        std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  }

  std::string_view path_, rest_, line_;
  int number_ = 0;
  std::vector<Diagnostic> faults_;
};

/// Sets of tags that a file gives names to.
class TagSets {
 public:
  void define(const std::string& name, Tags tags) { sets_[name] = tags; }
  /// What a name stands for, a set of the file or a tag with its refinements; a fault of the line where it is neither.
  Tags of(const std::string& name, RuleLines& lines) const {
    if (const auto it = sets_.find(name); it != sets_.end()) return it->second;
    const Tags tags = tags_called(name);
    if (tags.empty()) lines.fault(name, "unknown-tag", "there is no tag or set '" + name + "'");
    return tags;
  }
  Tags of(const std::vector<std::string>& names, RuleLines& lines) const {
    Tags out;
    for (const std::string& n : names) out |= of(n, lines);
    return out;
  }

 private:
  std::map<std::string, Tags> sets_;
};

}  // namespace saksi::grammar
