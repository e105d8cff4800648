#pragma once
#include <string>
#include <string_view>

#include "corpus/fact_base.h"

namespace saksi::corpus {

/// Everything known of an entity, by id or by any of its names, line by line with sources, for a terminal; labels in
/// `lang`, "en" or "id". Of a name that several entities have, each in turn. Empty where nothing has that id or name.
std::string show(const FactBase& facts, std::string_view id_or_name, std::string_view lang);

/// The ids of the entities with that id or name, letters in either case; in order.
std::vector<std::string> find_entities(const FactBase& facts, std::string_view id_or_name);

}  // namespace saksi::corpus
