#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace saksi {

/// One way to call an entity. `lang` "" = any. `role` "name", "alias", "acronym" or "demonym" ("Russian", "Rusia"
/// before a noun). `common`: also the name of much else (Apollo, Mars, Columbia), so company is needed.
struct NameEntry {
  std::string text;
  std::string entity;
  std::string kind;  ///< the entity's kind in the schema (its most specific one)
  std::string lang;
  std::string role = "name";
  bool common = false;
};

/// All names the grammar knows; made by the fact base, which the grammar never sees.
using NameList = std::vector<NameEntry>;

}  // namespace saksi
