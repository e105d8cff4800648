#include "corpus/show.h"

#include <algorithm>

#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

class Printer {
 public:
  Printer(const FactBase& facts, std::string_view lang) : facts_(facts), indonesian_(lang == "id") {}

  std::string entity(std::string_view id) {
    const auto view = facts_.entity(id);
    if (!view) return {};
    out_ = std::string(label(*view)) + " (" + std::string(view->id) + ")\n";
    std::string kinds;
    for (const auto kind : facts_.kinds_of(id)) {
      const auto* def = facts_.schema().kind(kind);
      kinds += (kinds.empty() ? "" : ", ") + (def ? (indonesian_ ? def->label_id : def->label_en) : std::string(kind));
    }
    line(indonesian_ ? "jenis" : "kind", kinds, facts_.citations_of(id));
    names(id);
    for (const auto& s : facts_.statements(id, {})) {
      const auto* def = facts_.schema().property(s.property);
      std::string when;
      if (s.valid) {
        when = " (" + (s.from.empty() ? std::string("…") : std::string(s.from)) + " –" +
               (s.to.empty() ? "" : " " + std::string(s.to)) + ")";
      }
      if (def != nullptr && def->functional && disputed(s))
        when += indonesian_ ? "; sumber-sumber berbeda" : "; sources disagree";
      line(def ? (indonesian_ ? def->label_id : def->label_en) : std::string(s.property), value(s.value) + when,
           s.citations);
    }
    for (const auto& s : facts_.withdrawn(id, {})) {
      const auto* def = facts_.schema().property(s.property);
      line(def ? (indonesian_ ? def->label_id : def->label_en) : std::string(s.property),
           value(s.value) + withdrawn(s.reason), s.citations);
    }
    for (const auto index : facts_.events_with(id)) event(facts_.event(index), id);
    for (const auto index : facts_.withdrawn_events(false)) {
      const EventView& e = facts_.event(index);
      const bool own = std::any_of(e.roles.begin(), e.roles.end(), [&](const RoleValue& r) {
        return r.value == notation::Value(notation::Entity{std::string(id)});
      });
      if (own) event(e, id);
    }
    return out_;
  }

 private:
  [[nodiscard]] std::string_view label(const EntityView& e) const { return indonesian_ ? e.label_id : e.label_en; }

  static std::string when(const EventView& e) {
    if (!e.from.empty()) return std::string(e.from) + " –" + (e.to.empty() ? "" : " " + std::string(e.to));
    return e.told ? to_edtf(*e.told) : "?";
  }

  /// Another value of the property for some of the same time.
  [[nodiscard]] bool disputed(const StatementView& s) const {
    const auto all = facts_.statements(s.subject, s.property);
    return std::any_of(all.begin(), all.end(), [&](const StatementView& other) {
      const bool apart = s.valid && other.valid && !s.valid->overlaps(*other.valid);
      // Either end may be that of all time, from which nothing can be taken.
      const bool edge =
          s.valid && other.valid &&
          (s.valid->end < other.valid->begin + 3 * 86400 || other.valid->end < s.valid->begin + 3 * 86400);
      return other.index != s.index && other.rank == s.rank && !(other.value == s.value) && !apart && !edge;
    });
  }

  [[nodiscard]] std::string value(const notation::Value& v) const {
    if (const auto* e = std::get_if<notation::Entity>(&v)) {
      const auto view = facts_.entity(e->id);
      return view ? std::string(label(*view)) : e->id;
    }
    if (const auto* d = std::get_if<Date>(&v)) return to_edtf(*d);
    if (const auto* s = std::get_if<notation::Symbol>(&v)) return s->id;
    if (const auto* t = std::get_if<notation::Text>(&v)) return t->text;
    if (const auto* q = std::get_if<Quantity>(&v)) {
      const auto number = [&](double n) { return format_number(n, q->decimals, indonesian_ ? "id" : "en"); };
      const auto* unit = find_unit(q->unit);
      const std::string name = q->unit == "1" ? std::string()
                               : unit         ? std::string(indonesian_ ? unit->label_id : unit->label_en)
                                              : q->unit;
      return (q->range ? number(q->low) + " – " + number(q->high) : number(q->value)) +
             (name.empty() ? "" : " " + name);
    }
    return {};
  }

  [[nodiscard]] std::string withdrawn(std::string_view reason) const {
    return (indonesian_ ? "; ditarik: " : "; withdrawn: ") + std::string(reason);
  }

  void names(std::string_view id) {
    const auto view = facts_.entity(id);
    std::string all;
    for (const auto& n : facts_.names()) {
      if (n.entity != id || n.text == label(*view)) continue;
      all += (all.empty() ? "" : ", ") + n.text;
    }
    if (!all.empty()) line(indonesian_ ? "nama lain" : "also", all, {});
  }

  void event(const EventView& e, std::string_view of) {
    const auto* def = facts_.schema().event(e.kind);
    std::string text = when(e);
    std::string_view last;
    for (const auto& r : e.roles) {
      const auto* filler = std::get_if<notation::Entity>(&r.value);
      if (filler && filler->id == of) continue;
      text += (r.role == last ? ", " : "; " + std::string(r.role) + ": ") + value(r.value);
      last = r.role;
    }
    for (const auto role : e.unknown) text += "; " + std::string(role) + ": ?";
    if (e.rank == Rank::deprecated) text += withdrawn(e.reason);
    if (e.marginal) text += indonesian_ ? "; tidak semua menghitungnya" : "; not counted by all";
    line(def ? (indonesian_ ? def->label_id : def->label_en) : std::string(e.kind), text, e.citations);
  }

  void line(std::string_view what, const std::string& text, const std::vector<Citation>& citations) {
    out_ += "  ";
    out_ += what;
    out_ += ": " + text + "\n";
    for (const auto& c : citations) {
      const auto& source = facts_.source(c.source);
      out_ += "      [" + std::string(source.title);
      if (!c.evidence.empty()) out_ += ": " + std::string(c.evidence);
      if (!c.checked.empty()) out_ += (indonesian_ ? "; diperiksa " : "; checked ") + std::string(c.checked);
      out_ += "]\n";
    }
  }

  const FactBase& facts_;
  bool indonesian_;
  std::string out_;
};

}  // namespace

std::vector<std::string> find_entities(const FactBase& facts, std::string_view id_or_name) {
  if (const auto exact = facts.entity(id_or_name)) return {std::string(exact->id)};
  const std::string wanted = lower_ascii(trim(id_or_name));
  std::vector<std::string> ids;
  for (const auto& n : facts.names()) {
    if (n.role != "demonym" && lower_ascii(n.text) == wanted) ids.push_back(n.entity);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::string show(const FactBase& facts, std::string_view id_or_name, std::string_view lang) {
  std::string out;
  for (const auto& id : find_entities(facts, id_or_name)) {
    if (!out.empty()) out += "\n";
    out += Printer(facts, lang).entity(id);
  }
  return out;
}

}  // namespace saksi::corpus
