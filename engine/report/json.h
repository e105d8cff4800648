#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace saksi::engine {

/// Appends `s` as a JSON string, quotes included. `s` must be valid UTF-8; what JSON forbids is escaped, nothing else.
void append_json_string(std::string& out, std::string_view s);
/// Appends the shortest decimal that reads back as `v`, whole numbers without ".0"; null for what is not finite.
void append_json_number(std::string& out, double v);

/// Writes members and elements with their commas. Objects and lists nest by calls; nothing is checked.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_list();
  JsonWriter& end_list();
  JsonWriter& key(std::string_view k);
  JsonWriter& string(std::string_view s);
  JsonWriter& number(double v);
  JsonWriter& integer(std::uint64_t v);
  JsonWriter& boolean(bool v);
  JsonWriter& null();
  /// A finished JSON value, written as it is.
  JsonWriter& raw(std::string_view json);
  JsonWriter& member(std::string_view k, std::string_view s) { return key(k).string(s); }

 private:
  void comma();
  std::string& out_;
  bool first_ = true;
};

}  // namespace saksi::engine
