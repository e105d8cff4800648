#pragma once
#include <memory>

#include "engine/batch/source.h"

namespace saksi::engine {

/// True of the first bytes of a file that may be a .docx or .odt.
bool is_zip(std::string_view head);
/// The text of a .docx or .odt, paragraph by paragraph with a blank line between, which is on one line each. A source that fails, with the
/// reason, for another zip, a damaged one or one whose text is too long.
std::unique_ptr<ByteSource> office_source(std::unique_ptr<ByteSource> source);

}  // namespace saksi::engine
