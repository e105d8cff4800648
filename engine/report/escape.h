#pragma once
#include <string>
#include <string_view>

namespace saksi::engine {

/// For text and attributes of XML and HTML; what XML 1.0 has no place for is left out.
std::string escaped_xml(std::string_view s);

}  // namespace saksi::engine
