#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/span.h"

namespace saksi {

/// What went wrong with an input that somebody can mend: a value, sorted and reported, never thrown.
struct Diagnostic {
  std::string code;     ///< stable, kebab-case: "unknown-role", "bad-utf8"
  std::string path;     ///< the file, empty where there is none
  int line = 0;         ///< 1-based; 0 = the whole file
  int column = 0;       ///< 1-based, in code points; 0 = the whole line
  std::string message;  ///< one sentence: what is wrong and what to do
  std::string source;   ///< the offending line, for the caret; may be empty
  int length = 1;       ///< code points to underline

  /// "path:line:column: error: message", then the line and a caret under it where `source` is set. `severity` is "error"
  /// or "warning".
  [[nodiscard]] std::string text(std::string_view severity = "error") const;
};

/// A value, or the diagnostics that say why there is none. Nothing in the library throws across its API.
template <class T>
class Result {
 public:
  Result(T value) : data_(std::move(value)) {}
  Result(Diagnostic d) : data_(std::vector<Diagnostic>{std::move(d)}) {}
  Result(std::vector<Diagnostic> d) : data_(std::move(d)) {}

  [[nodiscard]] bool ok() const { return data_.index() == 0; }
  explicit operator bool() const { return ok(); }
  /// Precondition: ok().
  [[nodiscard]] T& value() & { return std::get<0>(data_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(data_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(data_)); }
  T* operator->() { return &std::get<0>(data_); }
  const T* operator->() const { return &std::get<0>(data_); }
  T& operator*() { return std::get<0>(data_); }
  const T& operator*() const { return std::get<0>(data_); }
  /// Precondition: !ok().
  [[nodiscard]] const std::vector<Diagnostic>& errors() const { return std::get<1>(data_); }

 private:
  std::variant<T, std::vector<Diagnostic>> data_;
};

}  // namespace saksi
