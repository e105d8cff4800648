#include <algorithm>
#include <array>
#include <charconv>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/facts_csv/table.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

/// A day told without a zone, from the first instant at which it was that day anywhere to the last.
TimeInterval anywhere(const Date& date) {
  const Seconds early = date.zone ? 0 : 14 * 3600;
  const Seconds late = date.zone ? 0 : 12 * 3600;
  return {date.civil.begin - early, date.civil.end + late};
}

std::string number_text(double value) {
  std::array<char, 40> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), value).ptr;
  return {out.data(), end};
}

/// "UT Austin, B.S. 1955" names UT Austin: what stands behind a comma and ends in a year is a note.
std::string without_note(const std::string& name) {
  const auto comma = name.rfind(", ");
  if (comma == std::string::npos || name.size() < comma + 6) return name;
  const auto year = std::string_view(name).substr(name.size() - 4);
  const bool note = year.find_first_not_of("0123456789") == std::string_view::npos && name[name.size() - 5] == ' ';
  return note ? name.substr(0, comma) : name;
}

}  // namespace

std::optional<Cell> FactsTable::value_of(const Fact& fact, const CellType& type, std::string_view unit) {
  const auto text = value_text(fact);
  const CsvRow& row = row_of(fact);
  const std::string_view column = value_column(fact);
  const auto said_unit = trim(cell(row, at_.unit));
  switch (type.kind) {
    case CellType::Kind::date: {
      bool ambiguous = false;
      const auto date = date_cell(text, &ambiguous);
      if (!date) {
        fail(row, column, "bad-date",
             in_quotes(text) + (ambiguous ? " may be read day first or month first" : " is no date") +
                 "; write it as 1961-04-12, 1961-04 or 1961");
        return std::nullopt;
      }
      return Cell{*date, to_edtf(*date)};
    }
    case CellType::Kind::quantity: {
      auto q = quantity_cell(text, said_unit, words_);
      if (!q) {
        fail(row, column, "bad-value",
             in_quotes(text) + " is no number with a unit that saksi knows; write 1500, 3.5 or 12.5 km");
        return std::nullopt;
      }
      if (!unit.empty() && q->unit != unit && q->unit != "1") {
        for (double* part : {&q->value, &q->low, &q->high}) {
          const auto converted = convert(*part, q->unit, unit);
          if (!converted) {
            fail(row, column, "bad-unit",
                 in_quotes(q->unit) + " is no unit of " + in_quotes(*fact.property) + "; use " + std::string(unit));
            return std::nullopt;
          }
          *part = *converted;
        }
        q->unit = unit;
      }
      // As the stores write a number: without words, in the property's unit.
      const auto plain = q->range ? number_text(q->low) + "/" + number_text(q->high) : number_text(q->value);
      auto kept = parse_number_cell(plain, q->unit);
      if (!kept) return std::nullopt;
      return Cell{*kept, plain};
    }
    case CellType::Kind::symbol: return Cell{Symbol{lower_ascii(text)}, lower_ascii(text)};
    case CellType::Kind::coordinates: {
      const auto place = parse_coordinates_cell(text);
      if (!place) {
        fail(row, column, "bad-value",
             in_quotes(text) + " is no place on a globe; write latitude,longitude in degrees, \"51.884,128.334\"");
        return std::nullopt;
      }
      return Cell{Text{*place}, *place};
    }
    case CellType::Kind::text: {
      auto words = name_cell(text).text;
      return Cell{Text{words}, words};
    }
    case CellType::Kind::entity: break;
  }
  auto name = name_cell(text);
  if (name.quoted) return Cell{Text{name.text}, name.text};
  name.text = without_note(name.text);
  const Thing* named = thing(row, column, name, type.of == "thing" ? std::string_view() : type.of);
  if (named == nullptr) return std::nullopt;
  return Cell{Entity{named->id}, named->id};
}

/// What a property that facts came to is in the schema of the table.
const FactsTable::Meant& FactsTable::meant(const std::string* property) {
  const auto [at, fresh] = meant_.try_emplace(property);
  Meant& out = at->second;
  if (!fresh) return out;
  out.property = schema_.property(*property);
  if (out.property == nullptr) return out;
  out.type = cell_type(out.property->value);
  for (const PropertyEvent& t : schema_.property_events)
    if (t.property == *property) out.events.emplace_back(&t, schema_.event(t.event)->role(t.subject)->type);
  return out;
}

void FactsTable::write_fact(Fact& fact) {
  if (fact.event != nullptr) return write_column_event(fact);
  if (fact.column->event && *fact.property == fact.column->own) return write_own_event(fact);
  const Meant& means = meant(fact.property);
  const auto* property = means.property;
  if (property == nullptr) return;  // its own fault was told
  auto value = value_of(fact, means.type, property->unit);
  if (!value) return;
  if (fact.column->holders() && *fact.property == fact.column->own) {
    const auto* holder = std::get_if<Entity>(&value->value);
    if (Thing* thing = holder == nullptr ? nullptr : own(holder->id)) ask(*thing, fact.column->holder_kind());
  }
  if (fact.rank != Rank::deprecated && fact.rank != Rank::draft) write_event(fact, means, *value);
  if (property->functional) told_.push_back({&fact, content.statements.size()});
  StatementRow& s = content.statements.emplace_back();
  s.subject = fact.subject->id;
  s.property = property->id;
  s.cell = std::move(*value);
  if (fact.valid) {
    s.from_text = fact.valid->from;
    s.to_text = fact.valid->to;
    s.valid = fact.valid->span;
    s.open_ended = fact.valid->to.empty();
  }
  s.citations = {citation(row_of(fact), fact.source)};
  s.rank = fact.rank;
}

void FactsTable::write_own_event(const Fact& fact) {
  const auto value = value_of(fact, CellType{CellType::Kind::date, ""}, "");
  const auto* date = value ? std::get_if<Date>(&value->value) : nullptr;
  if (date == nullptr) return;
  const std::string& subject = fact.subject->id;
  EventRow event;
  event.kind = *fact.property;
  std::replace(event.kind.begin(), event.kind.end(), '_', '-');
  event.id = event.kind + "-of-" + subject + "-" + std::to_string(row_of(fact).line);
  event.roles.push_back({"entity", {Entity{subject}, subject}});
  event.time_text = to_edtf(*date);
  event.when = anywhere(*date);
  event.citations = {citation(row_of(fact), fact.source)};
  event.rank = fact.rank;
  content.events.push_back(std::move(event));
}

/// The event of that kind which the rows on a thing tell of, made where there is none yet.
EventRow& FactsTable::event_of(const std::string& kind, const std::string& role, const Thing& thing) {
  const auto [at, fresh] = events_[kind].try_emplace(&thing, content.events.size());
  if (fresh) {
    EventRow event;
    event.id = kind + "-of-" + thing.id;
    event.kind = kind;
    event.roles.push_back({role, {Entity{thing.id}, thing.id}});
    content.events.push_back(std::move(event));
  }
  return content.events[at->second];
}

/// The one event of the base of that kind with that thing in that role; empty where there is none, or several.
std::string FactsTable::event_below(const std::string& kind, const std::string& role, const std::string& thing) {
  const auto key = [](const std::string& k, const std::string& r, const std::string& t) {
    return k + '\t' + r + '\t' + t;
  };
  if (!events_below_) {
    events_below_.emplace();
    if (over_ != nullptr) {
      for (const EventRow& e : over_->events) {
        for (const RoleRow& r : e.roles) {
          const auto* filler = std::get_if<Entity>(&r.cell.value);
          if (filler == nullptr) continue;
          const auto [at, fresh] = events_below_->emplace(key(e.kind, r.role, filler->id), e.id);
          if (!fresh) at->second.clear();
        }
      }
    }
  }
  const auto found = events_below_->find(key(kind, role, thing));
  return found == events_below_->end() ? std::string() : found->second;
}

/// "launch date": of a thing that the base knows launched once, this is said of that launch.
void FactsTable::write_column_event(const Fact& fact) {
  const EventColumn& as = *fact.event;
  auto value = value_of(fact, as.type, "");
  if (!value) return;
  EventRow& event = event_of(as.event, as.subject, *fact.subject);
  if (const std::string known = event_below(as.event, as.subject, fact.subject->id); !known.empty()) event.id = known;
  event.citations.push_back(citation(row_of(fact), fact.source));
  event.rank = fact.rank;
  const auto* date = std::get_if<Date>(&value->value);
  if (as.value == "time" && date != nullptr) {
    event.time_text = to_edtf(*date);
    event.when = anywhere(*date);
  } else if (as.value != "time") {
    event.roles.push_back({as.value, *value});
  }
}

/// A birth date is a birth.
void FactsTable::write_event(const Fact& fact, const Meant& means, const Cell& value) {
  const Thing& thing = *fact.subject;
  const auto told =
      std::find_if(means.events.begin(), means.events.end(), [&](const auto& t) { return can_be(thing, t.second); });
  if (told == means.events.end()) return;
  const PropertyEvent& as = *told->first;
  EventRow& event = event_of(as.event, as.subject, thing);
  event.citations.push_back(citation(row_of(fact), fact.source));
  if (as.value == "time") {
    const auto* date = std::get_if<Date>(&value.value);
    if (date == nullptr) return;
    event.time_text = to_edtf(*date);
    event.when = anywhere(*date);
    return;
  }
  event.roles.push_back({as.value, value});
  if (!event.time_text.empty()) return;
  // "Massachusetts Institute of Technology, Sc.D. 1963": the year of the note is when it happened.
  const std::string text(value_text(fact));
  if (without_note(text) == text) return;
  const auto year = Date::year(std::stoi(text.substr(text.size() - 4)));
  event.time_text = to_edtf(year);
  event.when = anywhere(year);
}

void FactsTable::check_functional() {
  for (const auto& rows : alike(std::move(told_))) {
    const Fact& first = *rows[0].fact;
    for (std::size_t k = 1; k < rows.size(); ++k) {
      const Fact& fact = *rows[k].fact;
      const auto& a = content.statements[rows[0].statement];
      const auto& b = content.statements[rows[k].statement];
      const bool both = first.said_normal && fact.said_normal;
      // By the days that are told: one may begin on the day after the other ended.
      const auto civil = [](const StatementRow& row) {
        TimeInterval t{kTimeBegin, kTimeEnd};
        if (const auto from = parse_edtf(row.from_text)) t.begin = from->civil.begin;
        if (const auto to = parse_edtf(row.to_text)) t.end = to->civil.end;
        return t;
      };
      if (both || a.rank != b.rank || a.rank == Rank::deprecated || a.rank == Rank::draft ||
          a.cell.value == b.cell.value || !civil(a).overlaps(civil(b)))
        continue;
      fail(row_of(fact), "value", "two-values",
           in_quotes(cell(row_of(fact), at_.subject)) + " has one " + in_quotes(*first.property) +
               " at a time, but line " + std::to_string(row_of(first).line) + " tells another" +
               "; end one with from and to, or write rank normal in both where sources disagree");
    }
  }
}

}  // namespace saksi::corpus
