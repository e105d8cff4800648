#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/embedded.h"
#include "engine/batch/reader.h"

namespace saksi::engine {

/// columns.tsv.
std::span<const EmbeddedFile> column_files();

/// Which of the names of a table or a record are meant for what.
struct Columns {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t claim = none, id = none, lang = none, as_of = none;
  /// Those whose name is not the default, but was taken to mean it.
  std::vector<std::string_view> guessed;
};

/// By the names of the options where those are there, else, of those that the options leave at their defaults, by what
/// people call them. Names that are empty are nobody's.
Columns choose_columns(std::span<const std::string> names, const ReaderOptions& options);

/// Of cells without names: the column that holds the longest texts of several words; none where there is none.
std::size_t column_of_prose(std::span<const std::vector<std::string>> rows);

}  // namespace saksi::engine
