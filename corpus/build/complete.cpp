#include <algorithm>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/text_util.h"

namespace saksi::corpus {

void Compiler::read_complete() {
  static const std::vector<std::string_view> columns = {"id", "set",    "roles",    "from",
                                                        "to", "source", "evidence", "checked"};
  std::set<std::string, std::less<>> seen;
  for (const auto* table : read_tables("", "complete")) {
    check_columns(
        *table, [](std::string_view c) { return std::find(columns.begin(), columns.end(), c) != columns.end(); },
        columns, "a completeness statement has id, set, roles, from, to, source, evidence and checked");
    for (const auto& r : table->rows) read_complete_row(RowView(*table, r), seen);
  }
}

void Compiler::read_complete_row(const RowView& row, std::set<std::string, std::less<>>& seen) {
  CompleteRow c;
  c.set = row.text("set");
  c.id = row.text("id").empty() ? c.set : std::string(row.text("id"));
  if (c.set.empty()) {
    fail(row.at("set"), "missing-cell", "the row has no set; write one such as launch{site=baikonur-cosmodrome}");
    return;
  }
  if (!seen.insert(c.id).second) {
    fail(row.at("id"), "duplicate-id", in_quotes(c.id) + " is there already; rename one of the two rows");
    return;
  }
  std::string unknown;
  std::vector<std::string> named;
  const auto set = parse_set(c.set, schema_, &unknown, &named);
  if (!set) {
    fail(row.at("set"), "bad-set",
         "what is " + in_quotes(unknown) + " here? Write a kind with role=entity or property=value conditions");
    return;
  }
  bool good = true;
  for (const auto& id : named) {
    if (known_entity(id)) continue;
    const std::string meant = did_you_mean(id, entity_ids());
    fail(row.at("set"), "unknown-entity",
         "unknown entity " + in_quotes(id) + (meant.empty() ? "; add a row to entities/" : meant));
    good = false;
  }
  const auto* event = schema_.event(set->kind);
  for (const auto role : split_list(row.text("roles"), ';')) {
    if (role != "time" && !(event ? event->role(role) != nullptr : schema_.property(role) != nullptr)) {
      fail(row.at("roles"), "unknown-role", "a " + set->kind + " has no role " + in_quotes(role));
      good = false;
    }
    c.roles.emplace_back(role);
  }
  const auto about = told(row);
  if (!good) return;
  if (about.draft) {
    ++report_.drafts;  // it may not let anything speak
    return;
  }
  c.citations = about.citations;
  c.from_text = row.text("from");
  c.to_text = row.text("to");
  if (!c.from_text.empty() || !c.to_text.empty()) {
    TimeInterval span{kTimeBegin, kTimeEnd};
    // The days are those of UTC; with no end, it reaches to the day it was checked.
    if (!c.from_text.empty()) {
      const auto from = parse_date(row.at("from"), c.from_text);
      if (!from) return;
      span.begin = utc_of(*from, "UTC").begin;
    }
    const auto to = c.to_text.empty() ? about.checked : parse_date(row.at("to"), c.to_text);
    if (!to) return;
    span.end = c.to_text.empty() ? utc_of(*to, "UTC").begin : utc_of(*to, "UTC").end;
    if (about.checked && to->civil.end > about.checked->civil.end) {
      fail(row.at("to"), "not-yet", "nothing can be complete beyond the day it was checked");
      return;
    }
    if (span.end <= span.begin) {
      fail(row.at("to"), "impossible-dates",
           "the end " + in_quotes(c.to_text) + " lies before the begin " + in_quotes(c.from_text));
      return;
    }
    c.span = span;
  }
  content_.complete.push_back(std::move(c));
}

}  // namespace saksi::corpus
