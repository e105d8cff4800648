#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "grammar/grammar.h"
#include "grammar/matrix/generator.h"

namespace saksi::grammar {

/// What the parser makes of one cell.
struct MatrixCell {
  /// wrong: something is asserted that the phrase does not say, or all of it is read and means something else.
  enum class State : std::uint8_t { filled, empty, wrong, impossible };
  MatrixCase told;
  State state = State::empty;
  std::vector<std::string>
      got;            ///< atoms with their links, the stance, the unread words; of the twin, where it is at fault
  bool twin = false;  ///< the phrase is read rightly, but so is its twin
};

std::string_view to_string(MatrixCell::State s);

/// Reads every cell of a language.
Result<std::vector<MatrixCell>> run_matrix(const Grammar& grammar, const Schema& schema, const NameList& names,
                                           std::string_view lang);

/// A table of constructions by what they were tried on, the shares, and every cell that is not filled.
std::string matrix_text(const std::vector<MatrixCell>& cells);
/// One record a cell.
std::string matrix_jsonl(const std::vector<MatrixCell>& cells);

}  // namespace saksi::grammar
