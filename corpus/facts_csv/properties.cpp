#include <algorithm>

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

FactsTable::Column& FactsTable::column_of(std::string_view words) {
  std::string phrase = phrase_of(words);
  const auto [at, fresh] = columns_.try_emplace(phrase);
  Column& column = at->second;
  if (!fresh) return column;
  column.phrase = phrase;
  const auto add = [&](const std::string& id) {
    if (schema_.property(id) != nullptr &&
        std::find(column.candidates.begin(), column.candidates.end(), id) == column.candidates.end())
      column.candidates.push_back(id);
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

/// Which property of the schema each row's words mean, by the kind of its subject; and what kinds that asks for.
void FactsTable::choose_properties() {
  const auto sure = [&](const Column& c) {
    return c.candidates.size() == 1 ? schema_.property(c.candidates[0]) : nullptr;
  };
  for (const auto& fact : facts_) {
    const auto* property = sure(*fact.column);
    if (property != nullptr) ask(things_[fact.subject], property->subject);
  }
  for (auto& fact : facts_) {
    Thing& subject = things_[fact.subject];
    for (const auto& id : fact.column->candidates) {
      const auto* property = schema_.property(id);
      if (!can_be(subject, property->subject)) continue;
      const auto type = cell_type(property->value);
      const auto text = value_text(fact);
      const bool number = quantity_cell(text, cell(*fact.row, "unit"), words_).has_value();
      const bool figure = !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
      if (type.kind == CellType::Kind::quantity && !number && !figure) continue;  // a figure is a fault to be told
      if (type.kind == CellType::Kind::symbol) {
        const auto symbols = split(type.of, '|');
        if (std::find(symbols.begin(), symbols.end(), lower_ascii(text)) == symbols.end()) continue;
      }
      if (type.kind == CellType::Kind::entity && (number || name_cell(text).quoted)) continue;
      fact.property = id;
      ask(subject, property->subject);
      break;
    }
    if (fact.property.empty()) make_own(fact);
  }
  part_several();
}

/// No property of the schema takes this value of this thing: the words make one of the table's own.
void FactsTable::make_own(Fact& fact) {
  std::string own = snake(fact.column->phrase);
  while (schema_.property(own) != nullptr) own = "own_" + own;
  fact.column->own = own;
  fact.property = own;
}

/// A property that the schema has once at a time, told twice of one thing: the table means several.
void FactsTable::part_several() {
  std::map<std::pair<std::string, std::string>, std::vector<Fact*>> told;
  for (auto& fact : facts_) {
    const auto* property = schema_.property(fact.property);
    if (property == nullptr || !property->functional || fact.valid || fact.said_normal ||
        fact.rank == Rank::deprecated || fact.rank == Rank::draft)
      continue;
    told[{fact.subject, fact.property}].push_back(&fact);
  }
  for (auto& [key, facts] : told) {
    const auto text = [&](const Fact* f) { return value_text(*f); };
    const Fact* first = facts.front();
    const auto other = std::find_if(facts.begin(), facts.end(),
                                    [&](const Fact* f) { return f->rank == first->rank && text(f) != text(first); });
    if (other == facts.end()) continue;
    warn(*(*other)->row, "value", "several-values",
         in_quotes(cell(*first->row, "subject")) + " has several values of " + in_quotes(first->column->phrase) +
             ", the first in line " + std::to_string(first->row->line) +
             "; any of them supports, none refutes. Where sources disagree, write rank normal in each; where one came "
             "after the other, from and to");
    const PropertyDef one = *schema_.property(key.second);
    for (Fact* fact : facts) {
      fact->column->own = fact->property = "own_" + key.second;
      fact->column->several = true;
      fact->column->value = one.value;
      fact->column->unit = one.unit;
    }
  }
}

void FactsTable::type_own_properties() {
  for (auto& [phrase, column] : columns_) {
    if (column.own.empty() || !column.value.empty()) continue;  // told, or the schema's
    std::size_t dates = 0, numbers = 0, words = 0, things = 0;
    std::string unit;
    for (const auto& fact : facts_) {
      if (fact.column != &column || fact.property != column.own) continue;
      const auto text = value_text(fact);
      const auto q = quantity_cell(text, cell(*fact.row, "unit"), words_);
      const bool year = q && q->unit == "1" && q->decimals == 0 && q->value >= 1000 && q->value < 2200 &&
                        text.find_first_not_of("0123456789") == std::string_view::npos;
      if (date_cell(text, nullptr) && (!q || year)) {
        ++dates;
      } else if (q) {
        ++numbers;
        if (q->unit != "1" && unit.empty()) unit = q->unit;
      } else if (name_cell(text).quoted) {
        ++words;
      } else {
        ++things;
      }
    }
    if (things > 0) {
      column.value = "entity:thing";
    } else if (words > 0) {
      column.value = "text";
    } else if (numbers > 0) {
      column.value = unit.empty() ? "number" : "quantity:none";
      column.unit = unit.empty() ? "1" : unit;
    } else {
      column.value = dates > 0 ? "date" : "text";
      column.event = dates > 0 && predicate(column.phrase);
    }
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
  std::string rows, words_en, words_id;
  std::set<std::string> written;
  for (const auto& [phrase, column] : columns_) {
    if (column.own.empty() || !written.insert(column.own).second) continue;
    report.own_properties.push_back(column.own);
    if (column.event) {
      write_verb(column);
      continue;
    }
    const auto label = [&](const std::vector<std::string>& own) { return own.empty() ? column.phrase : own.front(); };
    rows += column.own + "\tthing\t" + (column.value == "quantity" ? "quantity:none" : column.value) + "\t" +
            column.unit + "\t" + (column.functional ? "yes" : "no") + "\tno\tno\t\t\t" + label(column.words_en) + "\t" +
            label(column.words_id) + "\n";
    const auto forms = [&](std::string& to, const std::vector<std::string>& own) {
      to += column.phrase + "\tprop\t" + column.own + "\t\n";
      for (const auto& w : own) {
        if (w != column.phrase) to += w + "\tprop\t" + column.own + "\t\n";
      }
    };
    if (column.several) continue;  // the schema's own words tell of it
    forms(words_en, column.words_en);
    forms(words_id, column.words_id);
  }
  if (written.empty()) return;
  // The words go with the schema, so that a base of such facts can be read.
  if (!rows.empty()) {
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
