#pragma once
#include <vector>

#include "grammar/tree/groups.h"

namespace saksi::grammar::tree {

/// Fills in Group::ahead: what stands before and behind a group, whatever hangs where.
void look_ahead(std::vector<Group>& groups, const AttachTable& table);

}  // namespace saksi::grammar::tree
