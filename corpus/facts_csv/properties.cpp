#include <algorithm>
#include <tuple>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/facts_csv/table.h"
#include "corpus/schema_files.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

std::string_view schema_file(std::string_view name) {
  for (const auto& file : schema_files()) {
    if (file.path.ends_with(name)) return file.content;
  }
  return {};
}

/// property_columns.tsv: "maiden flight" -> first_flight.
const std::multimap<std::string, std::string, std::less<>>& other_columns() {
  static const auto all = [] {
    std::multimap<std::string, std::string, std::less<>> out;
    const auto table = Tsv::read("property_columns.tsv", schema_file("/property_columns.tsv"), {"column", "property"});
    if (table) {
      for (const auto& row : table->rows())
        out.emplace(std::string(table->get(row, "column")), std::string(table->get(row, "property")));
    }
    return out;
  }();
  return all;
}

/// column_events.tsv: "launch date" -> launch, payload, time.
struct ColumnEvent {
  std::string event, subject, value;
};
const std::multimap<std::string, ColumnEvent, std::less<>>& column_events() {
  static const auto all = [] {
    std::multimap<std::string, ColumnEvent, std::less<>> out;
    const auto table =
        Tsv::read("column_events.tsv", schema_file("/column_events.tsv"), {"column", "event", "subject", "value"});
    if (!table) return out;
    for (const auto& row : table->rows()) {
      const auto text = [&](const char* column) { return std::string(table->get(row, column)); };
      out.emplace(text("column"), ColumnEvent{text("event"), text("subject"), text("value")});
    }
    return out;
  }();
  return all;
}

/// "crew member" of "was a crew member of"; empty where the words are not of that form.
std::string relation_of(std::string_view phrase) {
  for (const std::string_view cop : {"was ", "is ", "were ", "are ", "adalah "}) {
    if (!phrase.starts_with(cop)) continue;
    phrase.remove_prefix(cop.size());
    for (const std::string_view article : {"a ", "an ", "the ", "one of the "}) {
      if (phrase.starts_with(article)) phrase.remove_prefix(article.size());
    }
    for (const std::string_view tail : {" of", " dari", " on", " in"}) {
      if (phrase.ends_with(tail)) return std::string(phrase.substr(0, phrase.size() - tail.size()));
    }
  }
  return {};
}

bool is_figure(std::string_view text) {
  return !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
}

bool past_verb(std::string_view word) { return word.size() > 4 && word.ends_with("ed"); }

/// True of "was selected by NASA" and "served as mayor in": a predicate with its verb in front.
bool predicate(std::string_view phrase) {
  const auto words = split_list(phrase, ' ');
  if (words.size() < 2) return false;
  return words[0] == "was" || words[0] == "were" ? past_verb(words[1]) : past_verb(words[0]);
}

std::string snake(std::string phrase) {
  for (char& c : phrase) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!fine) c = '_';
  }
  return phrase;
}

}  // namespace

/// The column of a phrase, made where there is none yet.
FactsTable::Column& FactsTable::column_of(const std::string& phrase) {
  const auto [at, fresh] = columns_.try_emplace(phrase);
  Column& column = at->second;
  if (!fresh) return column;
  column.phrase = phrase;
  const auto add = [&](const std::string& id) {
    const auto* property = schema_.property(id);
    const auto same = [&](const Candidate& c) { return *c.id == id; };
    if (property == nullptr || std::any_of(column.candidates.begin(), column.candidates.end(), same)) return;
    column.candidates.push_back({kept(id), property->subject, cell_type(property->value), {}});
    auto& added = column.candidates.back();
    if (added.type.kind != CellType::Kind::symbol) return;
    for (const auto symbol : split(added.type.of, '|')) added.symbols.emplace_back(symbol);
  };
  const auto look_up = [&](const std::string& p) {
    add(snake(p));
    const auto [first, last] = other_columns().equal_range(p);
    for (auto i = first; i != last; ++i) add(i->second);
    const auto words_found = words_.properties.find(p);
    if (words_found != words_.properties.end()) {
      for (const auto& id : words_found->second) add(id);
    }
  };
  const auto [first_event, last_event] = column_events().equal_range(phrase);
  for (auto i = first_event; i != last_event; ++i) {
    const ColumnEvent& told = i->second;
    const EventDef* event = schema_.event(told.event);
    const RoleDef* subject = event == nullptr ? nullptr : event->role(told.subject);
    const RoleDef* value = event == nullptr ? nullptr : event->role(told.value);
    if (subject == nullptr || value == nullptr) continue;
    const bool plain = value->type == "date" || value->type == "text" || value->type.starts_with("symbol:");
    column.events.push_back({told.event, told.subject, told.value, subject->type,
                             cell_type(plain ? value->type : "entity:" + value->type)});
  }
  look_up(phrase);
  if (column.candidates.empty() && phrase.ends_with('s')) look_up(phrase.substr(0, phrase.size() - 1));
  if (column.candidates.empty()) {
    if (auto relation = relation_of(phrase); !relation.empty()) {
      column.reversed = true;
      column.phrase = relation;
      look_up(relation);
    }
  }
  return column;
}

/// True where the value of a fact can be one of the property, by the look of it.
bool FactsTable::takes(const Candidate& candidate, const Fact& fact) const {
  const auto text = value_text(fact);
  const auto number = [&] { return quantity_cell(text, cell(row_of(fact), at_.unit), words_).has_value(); };
  switch (candidate.type.kind) {
    case CellType::Kind::quantity: {
      return is_figure(text) || number();  // a figure that is no number is a fault to be told
    }
    case CellType::Kind::symbol:
      return std::find(candidate.symbols.begin(), candidate.symbols.end(), lower_ascii(text)) !=
             candidate.symbols.end();
    case CellType::Kind::entity: return !name_cell(text).quoted && !number();
    default: return true;
  }
}

bool FactsTable::takes(const EventColumn& event, const Fact& fact) const {
  const auto text = value_text(fact);
  if (event.type.kind == CellType::Kind::date)
    return is_figure(text) || date_cell(text, nullptr).has_value();  // a figure that is no day is a fault to be told
  return event.type.kind != CellType::Kind::entity || !name_cell(text).quoted;
}

/// What the words of a row tell of an event, where the schema has no property of that name.
bool FactsTable::choose_event(Fact& fact) {
  if (!fact.column->candidates.empty()) return false;
  for (const EventColumn& event : fact.column->events) {
    if (!can_be(*fact.subject, event.kind) || !takes(event, fact)) continue;
    fact.event = &event;
    fact.property = kept(snake(fact.column->phrase));
    ask(*fact.subject, event.kind);
    return true;
  }
  return false;
}

/// Which property of the schema each row's words mean, by the kind of its subject; and what kinds that asks for.
void FactsTable::choose_properties() {
  for (const auto& fact : facts_) {
    const auto& candidates = fact.column->candidates;
    if (candidates.size() == 1) ask(*fact.subject, candidates.front().subject);
  }
  for (auto& fact : facts_) {
    if (choose_event(fact)) continue;
    for (const auto& candidate : fact.column->candidates) {
      if (!can_be(*fact.subject, candidate.subject) || !takes(candidate, fact)) continue;
      fact.property = candidate.id;
      ask(*fact.subject, candidate.subject);
      break;
    }
    if (fact.property == nullptr) make_own(fact);
  }
  part_several();
}

/// No property of the schema takes this value of this thing: the words make one of the table's own.
void FactsTable::make_own(Fact& fact) {
  std::string own = snake(fact.column->phrase);
  while (schema_.property(own) != nullptr) own = "own_" + own;
  fact.property = kept(own);
  fact.column->own = std::move(own);
}

/// Those that are of one subject and one property together, in the order of the table, where there is more than one; by the
/// ids of subject and property.
std::vector<std::vector<FactsTable::Told>> FactsTable::alike(std::vector<Told> told) {
  const auto key = [](const Told& t) { return std::pair(t.fact->subject->number, t.fact->property); };
  std::stable_sort(told.begin(), told.end(), [&](const Told& a, const Told& b) { return key(a) < key(b); });
  std::vector<std::vector<Told>> out;
  for (auto first = told.begin(); first != told.end();) {
    const auto last = std::find_if(first, told.end(), [&](const Told& t) { return key(t) != key(*first); });
    if (last - first > 1) out.emplace_back(first, last);
    first = last;
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    const Fact& x = *a.front().fact;
    const Fact& y = *b.front().fact;
    return std::tie(x.subject->id, *x.property) < std::tie(y.subject->id, *y.property);
  });
  return out;
}

/// A property that the schema has once at a time, told twice of one thing: the table means several.
void FactsTable::part_several() {
  std::vector<Told> told;
  for (auto& fact : facts_) {
    const auto* property = fact.event != nullptr ? nullptr : schema_.property(*fact.property);
    if (property == nullptr || !property->functional || fact.valid || fact.said_normal ||
        fact.rank == Rank::deprecated || fact.rank == Rank::draft)
      continue;
    told.push_back({&fact, 0});
  }
  for (const auto& facts : alike(std::move(told))) {
    const Fact& first = *facts.front().fact;
    const auto other = std::find_if(facts.begin(), facts.end(), [&](const Told& t) {
      return t.fact->rank == first.rank && value_text(*t.fact) != value_text(first);
    });
    if (other == facts.end()) continue;
    warn(row_of(*other->fact), "value", "several-values",
         in_quotes(cell(row_of(first), at_.subject)) + " has several values of " + in_quotes(first.column->phrase) +
             ", the first in line " + std::to_string(row_of(first).line) +
             "; any of them supports, none refutes. Where sources disagree, write rank normal in each; where one came "
             "after the other, from and to");
    const PropertyDef one = *schema_.property(*first.property);
    for (const Told& t : facts) {
      Fact& fact = *t.fact;
      fact.column->own = "own_" + one.id;
      fact.property = kept(fact.column->own);
      fact.column->several = true;
      fact.column->value = one.value;
      fact.column->unit = one.unit;
    }
  }
}

void FactsTable::type_own_properties() {
  struct Seen {
    std::size_t dates = 0, numbers = 0, words = 0, things = 0;
    std::string unit;
  };
  std::unordered_map<const Column*, Seen> all;
  for (auto& [phrase, column] : columns_)
    if (!column.own.empty() && column.value.empty()) all.try_emplace(&column);  // others are told, or the schema's
  if (all.empty()) return;
  for (const auto& fact : facts_) {
    const auto found = all.find(fact.column);
    if (found == all.end() || *fact.property != fact.column->own) continue;
    Seen& seen = found->second;
    const auto text = value_text(fact);
    const auto q = quantity_cell(text, cell(row_of(fact), at_.unit), words_);
    const bool year = q && q->unit == "1" && q->decimals == 0 && q->value >= 1000 && q->value < 2200 &&
                      text.find_first_not_of("0123456789") == std::string_view::npos;
    if ((!q || year) && date_cell(text, nullptr)) {
      ++seen.dates;
    } else if (q) {
      ++seen.numbers;
      if (q->unit != "1" && seen.unit.empty()) seen.unit = q->unit;
    } else if (name_cell(text).quoted) {
      ++seen.words;
    } else {
      ++seen.things;
    }
  }
  for (auto& [phrase, column] : columns_) {
    const auto found = all.find(&column);
    if (found == all.end()) continue;
    const Seen& seen = found->second;
    if (seen.things > 0) {
      column.value = "entity:thing";
    } else if (seen.words > 0) {
      column.value = "text";
    } else if (seen.numbers > 0) {
      column.value = seen.unit.empty() ? "number" : "quantity:none";
      column.unit = seen.unit.empty() ? "1" : seen.unit;
    } else {
      column.value = seen.dates > 0 ? "date" : "text";
      column.event = seen.dates > 0 && predicate(column.phrase);
    }
  }
}

/// A property of the table's own has one value at a time where each row of it says from when it holds, no two of one thing
/// overlap, and at least once one follows upon the other: mayors, editors, masters of a ship.
void FactsTable::find_successions() {
  constexpr Seconds kFollows = 31 * 86400;
  std::map<Column*, std::map<std::uint32_t, std::vector<TimeInterval>>> all;
  std::set<Column*> undated;
  for (const Fact& fact : facts_) {
    Column* column = fact.column;
    if (fact.event != nullptr || *fact.property != column->own || column->event || column->several) continue;
    if (fact.valid && fact.valid->span && !fact.valid->from.empty())
      all[column][fact.subject->number].push_back(*fact.valid->span);
    else
      undated.insert(column);
  }
  for (auto& [column, subjects] : all) {
    bool overlap = undated.count(column) > 0, follows = false;
    for (auto& [subject, spans] : subjects) {
      std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
      for (std::size_t i = 1; i < spans.size(); ++i) {
        // Days of no zone were widened on either side.
        overlap = overlap || spans[i].begin + 2 * kDaySlack < spans[i - 1].end;
        follows = follows || (spans[i - 1].end != kTimeEnd && spans[i].begin - spans[i - 1].end <= kFollows);
      }
    }
    if (!overlap && follows) column->functional = column->timed = true;
  }
}

/// Adds rows to a table of the schema, or a table with that head. Columns that the rows know nothing of stay empty.
void FactsTable::append(const std::string& table, const std::string& head, const std::string& rows) {
  for (auto& t : content.schema) {
    if (t.name != table) continue;
    if (!t.content.ends_with('\n')) t.content += '\n';
    const auto tabs = [](std::string_view line) { return std::count(line.begin(), line.end(), '\t'); };
    const auto wide = tabs(std::string_view(t.content).substr(0, t.content.find('\n', t.content.find('\t'))));
    for (const auto row : split_list(rows, '\n'))
      (t.content += row).append(static_cast<std::size_t>(std::max(wide, tabs(row)) - tabs(row)), '\t') += '\n';
    return;
  }
  content.schema.push_back({table, {}, head + rows});
}

/// An event kind and the verb that tells of it. English only: the words of the table are.
void FactsTable::write_verb(const Column& column) {
  std::string kind = column.own;
  std::replace(kind.begin(), kind.end(), '_', '-');
  auto words = split_list(column.phrase, ' ');
  const bool passive = words.front() == "was" || words.front() == "were";
  if (passive) words.erase(words.begin());
  for (const std::string_view tail : {"in", "on", "at", "since"}) {
    if (words.size() > 1 && words.back() == tail) words.pop_back();
  }
  const std::string past(words.front());
  std::string lemma = past.substr(0, past.size() - 2);
  for (std::size_t i = 1; i < words.size(); ++i) lemma += " " + std::string(words[i]);
  append("events.tsv", "",
         kind + "\tevent\tentity:thing\tentity\tutc,place\t\t0\t" + column.phrase + "\t" + column.phrase + "\n");
  append("lexicon/frames.tsv", "id\ttype\ttarget\tsubject\tobject\twhere\n",
         "own." + kind + "\tevent\t" + kind + "\tentity\t\t\n");
  append("lexicon/en/own_verbs.tsv", "lemma\tirregular\tintr\tact\tpass\n",
         lemma + "\t" + past + " " + past + "\t" + (passive ? "" : "own." + kind) + "\t\t" +
             (passive ? "own." + kind : "") + "\n");
}

void FactsTable::write_schema() {
  std::string rows, words_en, words_id, kinds;
  std::set<std::string> written;
  for (const auto& entry : columns_) {
    const Column& column = entry.second;
    if (column.own.empty() || !written.insert(column.own).second) continue;
    report.own_properties.push_back(column.own);
    if (column.event) {
      write_verb(column);
      continue;
    }
    const auto label = [&](const std::vector<std::string>& own) { return own.empty() ? column.phrase : own.front(); };
    rows += column.own + "\tthing\t" + (column.value == "quantity" ? "quantity:none" : column.value) + "\t" +
            column.unit + "\t" + (column.functional ? "yes" : "no") + "\t" + (column.timed ? "yes" : "no") +
            "\tno\t\t\t" + label(column.words_en) + "\t" + label(column.words_id) + "\n";
    const auto forms = [&](std::string& to, const std::vector<std::string>& own) {
      to += column.phrase + "\tprop\t" + column.own + "\t\n";
      for (const auto& w : own) {
        if (w != column.phrase) to += w + "\tprop\t" + column.own + "\t\n";
      }
    };
    if (column.several) continue;  // the schema's own words tell of it
    if (column.holders())
      kinds += column.holder_kind() + "\tthing\t\t" + column.phrase + "\t" + column.phrase + "\t\tapart\n";
    forms(words_en, column.words_en);
    forms(words_id, column.words_id);
  }
  if (written.empty()) return;
  // The words go with the schema, so that a base of such facts can be read.
  if (!rows.empty()) {
    if (!kinds.empty()) append("kinds.tsv", "", kinds);
    append("properties.tsv", "", rows);
    append("lexicon/en/own.tsv", "form\tcat\tid\twhere\n", words_en);
    append("lexicon/id/own.tsv", "form\tcat\tid\twhere\n", words_id);
  }
  auto read = read_schema(content.schema);
  if (read) {
    schema_ = std::move(*read);
  } else {
    errors.insert(errors.end(), read.errors().begin(), read.errors().end());
  }
}

}  // namespace saksi::corpus
