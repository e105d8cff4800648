#include "grammar//matrix/generator.h"
#include "grammar/meaning/binder.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "core/quantity.h"
#include "core/tsv.h"
#include "grammar/matrix/matrix_files.h"
#include "grammar/matrix/words.h"

namespace saksi::grammar {
namespace {

struct Day {
  std::string_view edtf, en, id;
};
constexpr std::array<Day, 3> kDays = {{{"2019-03-14", "14 March 2019", "14 Maret 2019"},
                                       {"2021-10-09", "9 October 2021", "9 Oktober 2021"},
                                       {"2017-05-23", "23 May 2017", "23 Mei 2017"}}};
constexpr std::array<std::string_view, 3> kYears = {"2019", "2021", "2017"};

std::string upper_first(std::string s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == '(' || c == '"') continue;
    if (c >= 'a' && c <= 'z') s[i] = static_cast<char>(c - 'a' + 'A');
    break;
  }
  for (const std::string_view mark : {"\u2014 ", ". "}) {
    const auto at = s.find(mark);
    if (at == std::string::npos || at + mark.size() >= s.size()) continue;
    char& c = s[at + mark.size()];
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return s;
}

std::string with_article(const std::string& noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiouAEIO").find(noun[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + noun;
}

/// What is told of one role.
struct Fill {
  std::string role, op, value;
  bool denied = false;
  bool entity = false;
  [[nodiscard]] std::string condition() const { return (denied ? "!" : "") + role + op + value; }
};

/// What the constructions speak of: a kind of event with a verb, or a property.
struct Column {
  std::string target, form;
  std::map<std::string, std::string> text;         ///< slots of phrases
  std::map<std::string, std::string> missing;      ///< why a slot is not there
  std::map<std::string, std::string> meaning;      ///< simple slots of meanings
  std::map<std::string, std::vector<Fill>> fills;  ///< of events
  std::vector<Fill> said;                          ///< what the verb itself tells: outcome=failure
  const EventDef* event = nullptr;
  std::string type;     ///< what constructions ask for: "event", "quantity", "entity", "date"
  std::string subject;  ///< the subject's kind
  std::string subject_role;
  std::string kind_of_value;  ///< of properties where each noun is tried
  std::string every;          ///< "verb", "noun", "pnoun": for the constructions that try every word of the tables
  bool reciprocal = false;    ///< subjects act on each other: meet
};

using Atoms = std::vector<std::string>;

class Generator {
 public:
  Generator(const Schema& schema, const MatrixWords& words) : schema_(schema), w_(words), en_(words.lang == "en") {}

  std::vector<Column> columns() {
    std::vector<Column> out;
    for (const auto& e : schema_.events) {
      if (e.parent.empty()) continue;
      bool any = false;
      for (const auto voice : {Voice::intransitive, Voice::active, Voice::passive}) {
        const auto* v = representative(e, voice);
        if (v == nullptr) continue;
        if (auto c = event_column(e, *v)) {
          any = true;
          out.push_back(std::move(*c));
        }
      }
      if (!any) out.push_back(empty("event", e.id, "no verb"));
    }
    second_predicates(out);
    for (const auto& p : schema_.properties) out.push_back(property_column(p));
    for (const auto& v : w_.verbs) {
      if (v.frame->type != Frame::Type::event) continue;
      const auto* e = schema_.event(v.frame->target);
      if (e == nullptr || e->parent.empty()) continue;
      auto c = event_column(*e, v);
      if (!c) continue;
      c->every = "verb";
      c->form = v.lemma;
      out.push_back(std::move(*c));
    }
    every_noun(out);
    every_property_verb(out);
    return out;
  }

  MatrixCase make(const Column& c, std::string_view id, std::string_view text, std::string_view meaning,
                  std::string_view twin, bool stance) {
    MatrixCase m;
    m.lang = w_.lang;
    m.construction = std::string(id);
    m.group = c.every.empty() ? c.type : "every " + c.every;
    m.target = c.target;
    m.form = c.form;
    missing_.clear();
    const auto phrase = fill_text(c, text);
    if (!stance && missing_.empty()) {
      for (std::size_t at = 0; at <= meaning.size();) {
        const auto next = meaning.find("||", at);
        if (auto atoms = atoms_of(c, meaning.substr(at, next == std::string_view::npos ? next : next - at)))
          m.expected.push_back(std::move(*atoms));
        if (next == std::string_view::npos) break;
        at = next + 2;
      }
      // Not every column has every alternative.
      if (!m.expected.empty()) missing_.clear();
    }
    if (!missing_.empty() || (!stance && m.expected.empty())) {
      m.impossible = missing_.empty() ? "no meaning" : missing_;
      return m;
    }
    m.phrase = phrase;
    if (twin.empty()) {
      m.twin = fill_text(altered(c, text), text);
    } else {
      m.twin = fill_text(c, twin);
    }
    if (!missing_.empty()) m.impossible = missing_;
    return m;
  }

 private:
  const Schema& schema_;
  const MatrixWords& w_;
  bool en_;
  std::string missing_;

  Column empty(std::string type, std::string target, std::string why) const {
    Column c;
    c.type = std::move(type);
    c.target = std::move(target);
    c.form = "-";
    c.missing["*"] = std::move(why);
    return c;
  }

  /// The plainest verb of a kind and voice: one that says no more, whose form means nothing else.
  const MatrixVerb* representative(const EventDef& e, Voice voice) const {
    const MatrixVerb* best = nullptr;
    int score = -1;
    for (const auto& v : w_.verbs) {
      if (v.voice != voice || v.frame->type != Frame::Type::event || v.frame->target != e.id ||
          v.frame->subject.empty())
        continue;
      if (!event_column(e, v)) continue;
      const int s = (v.frame->where.empty() ? 4 : 0) + (v.alone || voice != Voice::intransitive ? 2 : 0);
      if (s > score) {
        score = s;
        best = &v;
      }
    }
    return best;
  }

  /// Nouns of events and properties beyond the one that stands for them.
  void every_noun(std::vector<Column>& all) const {
    std::vector<Column> more;
    std::set<std::string> seen;
    for (const auto& c : all) {
      if (!c.every.empty() || c.form == "act" || c.missing.contains("*") || !seen.insert(c.target).second) continue;
      const auto& map = c.event != nullptr ? w_.events : w_.props;
      const auto it = map.find(c.target);
      if (it == map.end()) continue;
      for (const auto& n : it->second) {
        if (c.event == nullptr && !w_.straight(c.target, n.form)) continue;
        auto o = c;
        o.every = c.event != nullptr ? "noun" : "pnoun";
        o.text[c.event != nullptr ? "N" : "p"] = n.form;
        o.type = o.every;
        o.kind_of_value = c.form;
        o.form = n.form;
        more.push_back(std::move(o));
      }
    }
    for (auto& c : more) all.push_back(std::move(c));
  }

  void every_property_verb(std::vector<Column>& all) const {
    for (const auto& v : w_.verbs) {
      const auto* p = v.frame->type == Frame::Type::property ? schema_.property(v.frame->target) : nullptr;
      if (p == nullptr || !v.frame->where.empty()) continue;
      auto c = property_column(*p);
      if (c.missing.contains("*")) continue;
      c.every = "pverb";
      c.kind_of_value = c.form;
      c.form = v.lemma;
      c.type = c.every;
      property_verb(c, v);
      all.push_back(std::move(c));
    }
  }

  /// "weighs 12 kg", "lies in Russia", "is made by Y".
  void property_verb(Column& c, const MatrixVerb& v) const {
    const bool passive = v.voice == Voice::passive;
    c.text["VERB"] = !en_ ? v.base : passive ? "is " + v.participle : v.third;
    c.text["VERB_not"] = !en_ ? "tidak " + v.base : passive ? "is not " + v.participle : "does not " + v.base;
    const bool by = (passive || v.voice == Voice::intransitive) && c.text.contains("BY_V") && !v.direct;
    if (c.text.contains("V")) c.text["V_verb"] = c.text[by ? "BY_V" : "V"];
  }

  static std::string voice_name(Voice v) { return v == Voice::active ? "act" : v == Voice::passive ? "pass" : "intr"; }

  void names(Column& c, const std::string& slot, const MatrixFiller& f, const std::string& role) const {
    c.text[slot] = f.text;
    c.meaning[slot] = f.id;
    c.fills[slot] = {{role, "=", f.id, false, true}};
  }

  std::optional<Column> event_column(const EventDef& e, const MatrixVerb& v) const {
    Column c;
    c.type = "event";
    c.target = e.id;
    c.form = voice_name(v.voice);
    c.event = &e;
    std::map<std::string, std::size_t> used;
    const auto take = [&](const RoleDef& r, std::size_t want) {
      const auto kind = w_.filler_kind(e.id, r.name, r.type);
      auto out = w_.fillers(e.id, r.name, r.type, used[kind], want);
      used[kind] += out.size();
      return out;
    };
    // The subject and two more like it.
    const RoleDef* subject = nullptr;
    std::vector<MatrixFiller> s;
    for (const auto& r : v.frame->subject) {
      subject = e.role(r);
      if (subject == nullptr) continue;
      s = take(*subject, 3);
      if (!s.empty()) break;
    }
    if (s.empty() || subject == nullptr) return std::nullopt;
    c.subject = s.front().kind;
    c.subject_role = subject->name;
    static constexpr std::array<const char*, 3> kSubjects = {"S", "S2", "S3"};
    for (std::size_t i = 0; i < s.size(); ++i) names(c, kSubjects[i], s[i], subject->name);
    const auto [kind, noun] = w_.kind_noun(c.subject);
    if (kind.empty()) {
      for (const auto* k : {"KIND", "KINDS", "AKIND", "AK", "TITLE", "ATITLE"})
        c.missing[k] = "no noun for " + c.subject;
    } else {
      c.text["KIND"] = noun.form;
      if (noun.plural.empty())
        c.missing["KINDS"] = "no plural of " + noun.form;
      else
        c.text["KINDS"] = noun.plural;
      c.text["AKIND"] = en_ ? with_article(noun.form) : noun.form;
      c.meaning["KIND"] = kind;
      if (kind != subject->type && !schema_.is_a(subject->type, kind))
        c.fills["S.kind"] = {{subject->name + ".kind", "=", kind, false, false}};
      else
        c.fills["S.kind"] = {};
    }
    const bool person = schema_.is_a(c.subject, "person");
    if (c.text.contains("KIND")) {
      c.text["TITLE"] = c.text["KIND"];
      if (person && !w_.titles.empty()) {
        c.text["TITLE"] = w_.titles.front().first;
        c.meaning["PROFESSION"] = w_.titles.front().second;
      }
      c.text["ATITLE"] = en_ ? with_article(c.text["TITLE"]) : (person ? "seorang " : "sebuah ") + c.text["TITLE"];
    }
    if (c.text.contains("KIND"))
      c.text["AK"] = en_ ? c.text["AKIND"] : (person ? "seorang " : "sebuah ") + c.text["KIND"];
    c.text["WHO"] = person ? "who" : "which";
    if (person) {
      c.text["PERSON"] = s.front().text;
      c.missing["ITS"] = "the name of a person does not tell his from her";
      c.missing["IT"] = "the name of a person does not tell he from she";
    } else {
      c.text["ITS"] = "its";
      c.text["IT"] = en_ ? "it" : "ia";
      c.missing["PERSON"] = "no person";
    }
    if (c.text.contains("S2")) c.text["S2, apart"] = c.text["S2"];
    c.reciprocal = std::find(v.frame->object.begin(), v.frame->object.end(), subject->name) != v.frame->object.end();
    if (c.reciprocal) {
      c.text.erase("S2, apart");
      c.missing["S2, apart"] = "the subjects act on each other";
    }
    // The object.
    std::string object;
    c.fills["O"] = {};
    std::set<std::string> taken{subject->name};
    if (v.direct) {
      for (const auto& r : v.frame->object) {
        const auto* role = e.role(r);
        if (role == nullptr) continue;
        const auto f = take(*role, 1);
        if (f.empty()) continue;
        object = " " + f.front().text;
        c.text["O"] = f.front().text;
        c.fills["O"] = {{role->name, "=", f.front().id, false, true}};
        taken.insert(role->name);
        break;
      }
      if (object.empty() && v.voice == Voice::active) return std::nullopt;
    }
    for (const auto& [r, val] : v.frame->where) c.said.push_back({std::string(r), "=", std::string(val), false, false});
    // Adjuncts.
    std::string all;
    c.fills["X"] = {};
    c.fills["W"] = {};
    c.text["W"] = "";
    static constexpr std::array<std::string_view, 4> kPlaces = {"site", "place", "body", "station"};
    const auto adjunct = [&](const RoleDef& r) -> std::optional<MatrixFiller> {
      if (taken.contains(r.name)) return std::nullopt;
      const auto f = take(r, 1);
      if (f.empty() || f.front().phrase.empty()) return std::nullopt;
      return f.front();
    };
    for (const auto place : kPlaces) {
      const auto* r = e.role(place);
      if (r == nullptr) continue;
      const auto f = adjunct(*r);
      if (!f) continue;
      taken.insert(r->name);
      const Fill fill{r->name, "=", f->id, false, true};
      all += " " + f->phrase;
      c.fills["X"].push_back(fill);
      const bool scope = std::find(e.scope.begin(), e.scope.end(), r->name) != e.scope.end();
      if (scope && c.fills["W"].empty()) {
        c.fills["W"] = {fill};
        c.text["W"] = " " + f->phrase;
      }
      if (c.text.contains("P")) continue;
      c.text["P"] = f->phrase;
      c.meaning["P"] = f->id;
      c.meaning["P.role"] = r->name;
      c.fills["P"] = {fill};
    }
    if (!c.text.contains("P")) c.missing["P"] = "no role of place";
    for (const auto& r : e.roles) {
      const bool agent = r.name == "operator" || r.name == "founder" || r.name == "discoverer" || r.name == "person";
      if (agent && v.voice != Voice::passive) continue;
      const auto f = adjunct(r);
      if (!f) continue;
      const Fill fill{r.name, "=", f->id, false, true};
      if (agent) {
        c.text["A"] = f->phrase;
        c.text["a"] = f->text;
        c.fills["A"] = {fill};
        c.meaning["A"] = f->id;
        c.meaning["A.role"] = r.name;
        // The country that a country belongs to is itself.
        if (schema_.is_a(f->kind, "polity")) c.fills["A.country"] = {{r.name + ".country", "=", f->id, false, false}};
        continue;
      }
      taken.insert(r.name);
      all += " " + f->phrase;
      c.fills["X"].push_back(fill);
    }
    if (!c.text.contains("A")) {
      const auto* why = v.voice == Voice::passive ? "no agent" : "no passive";
      c.missing["A"] = c.missing["a"] = why;
    }
    if (all.empty())
      c.missing["X"] = "no role but those of the verb";
    else
      c.text["X"] = all.substr(1);
    verb_forms(c, v, object);
    if (c.fills.contains("S2")) {
      std::vector<Fill> other = c.fills["S2"];
      for (const auto& f : c.fills["O"]) other.push_back(f);
      const auto key = key_of(e, other);
      if (key.empty() || key == subject->name)
        c.text["S2'"] = c.text["S2"];
      else
        c.missing["S2'"] = "another subject is not another event";
      c.fills["after S2"] = {
          {"time", ">", "time(the " + set_text(e.id, key.empty() ? other : only(other, key)) + ")", false, false}};
    }
    // Nouns of it.
    if (const auto n = w_.events.find(e.id); n != w_.events.end()) {
      c.text["N"] = n->second.front().form;
      c.text["AN"] = en_ ? with_article(n->second.front().form) : n->second.front().form;
      if (!n->second.front().plural.empty()) c.text["NS"] = n->second.front().plural;
    }
    for (const auto* n : {"N", "AN", "NS"})
      if (!c.text.contains(n)) c.missing[n] = "no noun for " + e.id;
    times(c);
    return c;
  }

  void verb_forms(Column& c, const MatrixVerb& v, const std::string& object) const {
    auto& t = c.text;
    if (!en_) {
      const auto vp = v.base + object;
      for (const auto* s : {"VP", "VP_base", "VP_pp", "VP_pres", "VP_pl", "NF"}) t[s] = vp;
      t["VP_not"] = "tidak " + vp;
      t["VP_never"] = "tidak pernah " + vp;
      t["AUX"] = "Apakah";
      if (v.voice == Voice::passive)
        t["PART"] = vp;
      else
        c.missing["PART"] = "no passive";
      t["V_yang"] = "yang " + vp;
      return;
    }
    if (v.voice == Voice::passive) {
      t["VP"] = "was " + v.participle;
      t["VP_not"] = "was not " + v.participle;
      t["VP_never"] = "was never " + v.participle;
      t["VP_base"] = "be " + v.participle;
      t["VP_pp"] = "been " + v.participle;
      t["VP_pres"] = t["PART"] = t["NF"] = v.participle;
      t["VP_pl"] = "were " + v.participle;
      t["AUX"] = "Was";
      t["ASK"] = "was";
      return;
    }
    t["VP"] = t["VP_pl"] = v.past + object;
    t["VP_not"] = "did not " + v.base + object;
    t["VP_never"] = "never " + v.past + object;
    t["VP_base"] = t["NF"] = v.base + object;
    t["VP_pp"] = v.participle + object;
    t["VP_pres"] = v.third + object;
    t["AUX"] = "Did";
    t["ASK"] = "did";
    c.missing["PART"] = "no passive";
  }

  void times(Column& c) const {
    static constexpr std::array<std::pair<const char*, const char*>, 3> kNames = {
        {{"D", "d"}, {"D2", "d2"}, {"D3", "d3"}}};
    static constexpr std::array<std::pair<const char*, const char*>, 3> kYearNames = {
        {{"Y", "y"}, {"Y2", "y2"}, {"Y3", "y3"}}};
    for (std::size_t i = 0; i < kDays.size(); ++i) {
      const auto said = std::string(en_ ? kDays[i].en : kDays[i].id);
      const auto [on, bare] = kNames[i];
      c.text[on] = (en_ ? "on " : "pada ") + said;
      c.text[bare] = said;
      c.meaning[bare] = std::string(kDays[i].edtf);
      c.fills[on] = {{"time", " in ", std::string(kDays[i].edtf)}};
      const auto [in, year] = kYearNames[i];
      c.text[in] = (en_ ? "in " : "pada ") + std::string(kYears[i]);
      c.text[year] = c.meaning[year] = std::string(kYears[i]);
      c.fills[in] = {{"time", " in ", std::string(kYears[i])}};
    }
    const auto put = [&](const char* slot, const char* en, const char* id, const char* edtf) {
      c.text[slot] = en_ ? en : id;
      c.fills[slot] = {{"time", " in ", edtf}};
    };
    put("MONTH", "in March 2019", "pada Maret 2019", "2019-03");
    put("DECADE", "in the 2010s", "pada 2010-an", "201X");
    put("CLOCK", "at 12:30 UTC on 14 March 2019", "pada 14 Maret 2019 pukul 12.30 UTC", "2019-03-14T12:30Z");
    put("RANGE", "between 2019 and 2021", "antara 2019 dan 2021", "2019/2021");
    put("WEEKDAY", "on Thursday, 14 March 2019", "pada Kamis, 14 Maret 2019", "2019-03-14");
  }

  /// "was launched in 2019 and landed in 2021": another kind of event that may befall the same subject.
  void second_predicates(std::vector<Column>& all) const {
    for (auto& c : all) {
      if (c.event == nullptr) continue;
      for (const auto& o : all) {
        if (o.event == nullptr || o.target == c.target || o.form == "act" || o.event->state) continue;
        const auto* r = o.event->role(o.subject_role);
        if (r == nullptr || !schema_.is_a(c.subject, r->type)) continue;
        if (o.text.contains("O") || schema_.is_a(o.subject, c.subject) == false) continue;
        c.text["VP2"] = o.text.at("VP");
        c.meaning["K2"] = o.target;
        c.meaning["ROLE2"] = o.subject_role;
        break;
      }
      if (!c.text.contains("VP2")) c.missing["VP2"] = "no other event of such a subject";
    }
  }

  Column property_column(const PropertyDef& p) const {
    std::string type = p.value == "number" || p.value.starts_with("quantity:") ? "quantity"
                       : p.value.starts_with("entity:")                        ? "entity"
                       : p.value == "date"                                     ? "date"
                                                                               : "";
    if (type.empty()) return empty("property", p.id, "no value that could be put in words: " + p.value);
    const auto* noun = w_.prop_noun(p.id);
    auto s = w_.fillers(p.id, "subject", p.subject, 0, 3);
    if (s.size() < 2) return empty(type, p.id, "no name for " + p.subject);
    Column c;
    c.type = type;
    c.target = p.id;
    c.form = p.value == "number" ? "number" : type;
    c.subject = s.front().kind;
    static constexpr std::array<const char*, 3> kSubjects = {"S", "S2", "S3"};
    for (std::size_t i = 0; i < s.size(); ++i) names(c, kSubjects[i], s[i], "subject");
    c.meaning["p"] = p.id;
    const auto [kind, kn] = w_.kind_noun(c.subject);
    if (kind.empty()) {
      for (const auto* k : {"KIND", "KINDS", "AKIND"}) c.missing[k] = "no noun for " + c.subject;
    } else {
      c.text["KIND"] = kn.form;
      c.text["KINDS"] = kn.plural;
      c.text["AKIND"] = en_ ? with_article(kn.form) : kn.form;
      c.meaning["KIND"] = kind;
    }
    if (schema_.is_a(c.subject, "person"))
      c.missing["ITS"] = "the name of a person does not tell his from her";
    else
      c.text["ITS"] = "its";
    if (noun == nullptr) {
      for (const auto* k : {"p", "AP", "PNYA"}) c.missing[k] = "no noun for " + p.id;
    } else {
      c.text["p"] = noun->form;
      c.text["AP"] = en_ ? with_article(c.text["p"]) : c.text["p"];
      c.text["PNYA"] = c.text["p"] + "nya";
    }
    times(c);
    if (type == "quantity") {
      amounts(c, p);
      degrees(c, p);
    } else if (type == "entity") {
      const auto vk = p.value.substr(7);
      const bool same = w_.filler_kind(p.id, "value", vk) == w_.filler_kind(p.id, "subject", p.subject);
      const auto v = w_.fillers(p.id, "value", vk, same ? 3 : 0, 3);
      if (v.size() < 2) return empty(type, p.id, "no name for " + vk);
      static constexpr std::array<const char*, 3> kValues = {"V", "V2", "V3"};
      for (std::size_t i = 0; i < v.size(); ++i) {
        c.text[kValues[i]] = v[i].text;
        c.meaning[kValues[i]] = v[i].id;
      }
      if (!v.front().phrase.empty()) c.text["BY_V"] = v.front().phrase;
    }
    for (const auto& v : w_.verbs) {
      if (v.frame->type != Frame::Type::property || v.frame->target != p.id || !v.frame->where.empty()) continue;
      const bool passive = v.voice == Voice::passive;
      const auto slot = passive ? "VERB_pass" : "VERB";
      if (c.text.contains(slot)) continue;
      c.text[slot] = !en_ ? v.base : passive ? "is " + v.participle : v.third;
      c.text[std::string(slot) + "_not"] = !en_      ? "tidak " + v.base
                                           : passive ? "is not " + v.participle
                                                     : "does not " + v.base;
      if (type == "entity" && (passive || v.voice == Voice::intransitive) && c.text.contains("BY_V"))
        c.text[passive ? "V_pass" : "V_verb"] = c.text["BY_V"];
      else if (c.text.contains("V"))
        c.text["V_verb"] = c.text["V"];
    }
    if (!c.text.contains("V_pass"))
      c.missing["V_pass"] = c.text.contains("VERB_pass") ? "no preposition" : "no passive";
    if (!c.text.contains("V_verb")) c.missing["V_verb"] = "no verb for " + p.id;
    for (const auto* k : {"VERB", "VERB_not", "VERB_pass", "VERB_pass_not"})
      if (!c.text.contains(k)) c.missing[k] = "no verb for " + p.id;
    return c;
  }

  void amounts(Column& c, const PropertyDef& p) const {
    const std::string unit = p.unit.empty() ? "1" : p.unit;
    const bool few = unit == "1" && p.id != "population";
    const std::array<double, 4> values =
        few ? std::array<double, 4>{7, 9, 5, 2} : std::array<double, 4>{1250, 2480, 3160, 150};
    static constexpr std::array<const char*, 4> kNames = {"Q", "Q2", "Q3", "QDIFF"};
    const auto* u = find_unit(unit);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto number = format_number(values[i], 0, w_.lang);
      c.text[kNames[i]] = number;
      auto q = Quantity::count(values[i]);
      q.unit = unit;
      c.meaning[kNames[i]] = to_string(q);
      if (unit == "1" || u == nullptr) continue;
      const std::string label(u->label_en.empty() ? u->id : en_ ? u->label_en : u->label_id);
      c.text[kNames[i]] += (label.starts_with("\u00b0") ? "" : " ") + label;
    }
    c.meaning["~Q"] = "~" + c.meaning["Q"];
    c.meaning["almost Q"] = "almost " + c.meaning["Q"];
    auto range = Quantity::count(values[0]);
    range.unit = unit;
    range.range = true;
    range.low = values[0];
    range.high = values[1];
    c.meaning["Q..Q2"] = to_string(range);
  }

  /// The first words of degree that measure such a subject by this property.
  void degrees(Column& c, const PropertyDef& p) const {
    const auto fits = [&](const MatrixDegree& d) {
      return d.property == p.id && (d.of.empty() || schema_.is_a(c.subject, d.of));
    };
    const auto pick = [&](const std::vector<MatrixDegree>& list, const char* slot, const char* op) {
      const auto d = std::find_if(list.begin(), list.end(), fits);
      if (d == list.end()) {
        c.missing[slot] = "no such word for " + p.id;
        return;
      }
      c.text[slot] = d->form;
      if (op == nullptr) return;
      c.meaning[op] = d->greater ? ">" : "<";
      c.meaning["A-B"] = p.id + "(" + c.meaning.at(d->greater ? "S" : "S2") + "), " + p.id + "(" +
                         c.meaning.at(d->greater ? "S2" : "S") + ")";
    };
    pick(w_.comparatives, "MORE", "MORE");
    pick(w_.superlatives, "MOST", nullptr);
    pick(w_.measures, "TALL", nullptr);
    if (const auto d = std::find_if(w_.superlatives.begin(), w_.superlatives.end(), fits); d != w_.superlatives.end())
      c.meaning["MOST"] = (d->greater ? "-" : "") + p.id;
  }

  /// What a phrase says when the first of its facts is another.
  Column altered(const Column& c, std::string_view text) {
    Column o = c;
    const auto turn = [&](const char* a, const char* b) {
      if (!o.text.contains(b)) return false;
      o.text[a] = o.text[b];
      return true;
    };
    const auto has = [&](std::string_view s) { return text.find(s) != std::string_view::npos; };
    if ((has("{D}") && turn("D", "D3")) || (has("{d}") && turn("d", "d3")) || (has("{Y}") && turn("Y", "Y3")) ||
        (has("{y}") && turn("y", "y3")) || (has("{Q}") && turn("Q", "Q3")) || (has("{V}") && turn("V", "V3")))
      return o;
    if (!turn("S", "S3") && !turn("S", "S2")) missing_ = "no second name of " + c.subject;
    return o;
  }

  std::string fill_text(const Column& c, std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
      const auto end = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
      if (end == std::string_view::npos) {
        out += pattern[i++];
        continue;
      }
      const std::string slot(pattern.substr(i + 1, end - i - 1));
      i = end + 1;
      if (const auto it = c.text.find(slot); it != c.text.end())
        out += it->second;
      else
        miss(c, slot);
    }
    return upper_first(out);
  }

  void miss(const Column& c, const std::string& slot) {
    if (!missing_.empty()) return;
    if (const auto all = c.missing.find("*"); all != c.missing.end())
      missing_ = all->second;
    else if (const auto it = c.missing.find(slot); it != c.missing.end())
      missing_ = it->second;
    else
      missing_ = "no " + slot;
  }

  /// "S,O,!D": what these are told to be.
  std::optional<std::vector<Fill>> fills_of(const Column& c, std::string_view list) {
    std::vector<Fill> out;
    for (auto name : split(list, ',')) {
      const bool denied = name.starts_with('!');
      if (denied) name.remove_prefix(1);
      const bool about = name.starts_with('~');
      if (about) name.remove_prefix(1);
      char order = 0;
      if (name.ends_with('<') || name.ends_with('>')) {
        order = name.back();
        name.remove_suffix(1);
      }
      const auto it = c.fills.find(std::string(name));
      if (it == c.fills.end()) {
        miss(c, std::string(name));
        return std::nullopt;
      }
      for (auto f : it->second) {
        f.denied = denied;
        if (order != 0) f.op = std::string(1, order);
        if (about) f.value += "~";
        out.push_back(std::move(f));
      }
    }
    return out;
  }

  static std::string set_text(const std::string& kind, const std::vector<Fill>& where) {
    if (where.empty()) return kind;
    std::string out = kind + "{";
    for (std::size_t i = 0; i < where.size(); ++i) out += (i == 0 ? "" : ", ") + where[i].condition();
    return out + "}";
  }

  /// The role by which one event is known among those told: the first of a key that is filled.
  static std::string key_of(const EventDef& e, const std::vector<Fill>& fills) {
    if (e.state) return {};
    for (const auto& k : e.keys)
      for (const auto& f : fills)
        if (f.entity && f.role == k.front() && !f.denied) return k.front();
    return {};
  }

  static std::vector<Fill> only(const std::vector<Fill>& fills, const std::string& role) {
    std::vector<Fill> out;
    for (const auto& f : fills)
      if (f.role == role) out.push_back(f);
    return out;
  }

  /// Existence, and each role that is told, of an event that a key role anchors; one existence of all where none does.
  static Atoms told(const EventDef& e, std::vector<Fill> fills, const std::vector<Fill>& said) {
    fills.insert(fills.end(), said.begin(), said.end());
    const auto key = key_of(e, fills);
    return key.empty() ? Atoms{"some " + set_text(e.id, fills)} : anchored(e, fills, key);
  }

  static Atoms anchored(const EventDef& e, const std::vector<Fill>& fills, const std::string& key) {
    const bool worlds = several_worlds(e.id);
    std::vector<Fill> anchor;
    for (const auto& f : fills)
      if (f.role == key || (worlds && f.role == "body" && !f.denied)) anchor.push_back(f);
    const auto base = set_text(e.id, anchor);
    Atoms out{"some " + base};
    for (const auto& f : fills) {
      if (f.role == key || (worlds && f.role == "body" && !f.denied)) continue;
      const auto op = f.op == "=" ? " = " : f.op == " in " ? " in " : " " + f.op + " ";
      out.push_back((f.denied ? "not " : "") + f.role + "(the " + base + ")" + op + f.value);
    }
    return out;
  }

  std::optional<Atoms> atoms_of(const Column& c, std::string_view meaning) {
    Atoms out;
    if (meaning.starts_with('?')) {
      missing_ = trim(meaning.substr(1));
      return std::nullopt;
    }
    for (std::size_t at = 0; at <= meaning.size();) {
      const auto next = meaning.find(" & ", at);
      const auto item = trim(meaning.substr(at, next == std::string_view::npos ? next : next - at));
      if (!item.empty() && !atom_of(c, item, out)) return std::nullopt;
      if (next == std::string_view::npos) break;
      at = next + 3;
    }
    return out;
  }

  bool atom_of(const Column& c, std::string_view item, Atoms& out) {
    const auto open = item.find('(');
    const auto name = item.substr(0, open);
    const bool macro = name == "told" || name == "told2" || name == "denied" || name == "class" || name == "titled" ||
                       name == "each" || name == "unless";
    if (!macro) {
      auto s = fill_meaning(c, item);
      if (!s) return false;
      out.push_back(std::move(*s));
      return true;
    }
    const auto args = item.substr(open + 1, item.size() - open - 2);
    if (name == "class") {
      const auto s = c.meaning.find(std::string(args));
      const auto k = c.meaning.find("KIND");
      if (s == c.meaning.end() || k == c.meaning.end()) {
        miss(c, "KIND");
        return false;
      }
      out.push_back("class(" + s->second + ") = " + k->second);
      return true;
    }
    if (name == "each") {
      // Two subjects: each for itself, or one event of both where they act on each other.
      const auto rest = std::string(args);
      const auto both = fills_of(c, "S,S2," + rest), a = fills_of(c, "S," + rest), b = fills_of(c, "S2," + rest);
      if (!both || !a || !b || c.event == nullptr) return false;
      const std::vector<std::vector<Fill>> events =
          c.reciprocal ? std::vector<std::vector<Fill>>{*both} : std::vector<std::vector<Fill>>{*a, *b};
      for (const auto& fills : events)
        for (auto& atom : told(*c.event, fills, c.said)) out.push_back(std::move(atom));
      return true;
    }
    if (name == "titled") {
      const auto s = c.meaning.at(std::string(args));
      out.push_back("class(" + s + ") = " + c.meaning.at("KIND"));
      if (const auto p = c.meaning.find("PROFESSION"); p != c.meaning.end())
        out.push_back("profession(" + s + ") = " + p->second);
      return true;
    }
    auto fills = fills_of(c, args);
    if (!fills) return false;
    if (name == "unless") {
      // Denied together: not (it took place and then).
      if (c.event == nullptr) return false;
      auto atoms = told(*c.event, *fills, c.said);
      for (auto& a : atoms) a = matrix_canonical(a);
      std::sort(atoms.begin(), atoms.end());
      std::string all;
      for (const auto& a : atoms) all += (all.empty() ? "" : " and ") + a;
      out.push_back(atoms.size() == 1 ? "not " + all : "not (" + all + ")");
      return true;
    }
    if (name == "told2") {
      const auto* e = schema_.event(c.meaning.at("K2"));
      for (auto& f : *fills)
        if (f.entity) f.role = c.meaning.at("ROLE2");
      for (auto& a : told(*e, *fills, {})) out.push_back(std::move(a));
      return true;
    }
    if (c.event == nullptr) return false;
    if (name == "denied") {
      fills->insert(fills->end(), c.said.begin(), c.said.end());
      out.push_back("no " + set_text(c.target, *fills));
      return true;
    }
    for (auto& a : told(*c.event, *fills, c.said)) out.push_back(std::move(a));
    return true;
  }

  /// Slots of a meaning: {set:S,O}, {the:S} (an event by its key, or by all that is told), {count:S.kind} (how many
  /// different ones), {role}, {by}, and the simple ones.
  std::optional<std::string> fill_meaning(const Column& c, std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
      const auto end = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
      if (end == std::string_view::npos) {
        out += pattern[i++];
        continue;
      }
      const auto slot = pattern.substr(i + 1, end - i - 1);
      i = end + 1;
      const auto colon = slot.find(':');
      if (colon == std::string_view::npos) {
        if (slot == "role" || slot == "by") {
          out += slot == "role" ? c.subject_role : "time by " + c.subject_role;
          continue;
        }
        const auto it = c.meaning.find(std::string(slot));
        if (it == c.meaning.end()) {
          miss(c, std::string(slot));
          return std::nullopt;
        }
        out += it->second;
        continue;
      }
      auto fills = fills_of(c, slot.substr(colon + 1));
      if (!fills || c.event == nullptr) return std::nullopt;
      const auto what = slot.substr(0, colon);
      if (what == "nations" && !schema_.is_a(c.subject, "polity")) {
        miss(c, "nations");
        return std::nullopt;
      }
      if (what == "the") {
        const auto key = key_of(*c.event, *fills);
        // Of what no role makes one, the first is meant; of several worlds, that of this one.
        const bool order = pattern.find(" < time(") != std::string_view::npos ||
                           pattern.find(" > time(") != std::string_view::npos ||
                           pattern.find(" - time(") != std::string_view::npos;
        if (key.empty() && order) {
          out += "nth(1, " + set_text(c.target, *fills) + ", time)";
        } else {
          std::vector<Fill> anchor;
          for (const auto& f : *fills)
            if (key.empty() || f.role == key || (several_worlds(c.target) && f.role == "body" && !f.denied))
              anchor.push_back(f);
          out += "the " + set_text(c.target, anchor);
        }
        continue;
      }
      fills->insert(fills->end(), c.said.begin(), c.said.end());
      const auto set = set_text(c.target, *fills);
      out += what == "count"      ? "count(" + set + ")"
             : what == "distinct" ? "distinct(" + c.subject_role + ", " + set + ")"
             : what == "nations"  ? "distinct(" + c.subject_role + ".country, " + set + ")"
                                  : set;
    }
    return out;
  }
};

}  // namespace

std::string matrix_canonical(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] != '{') {
      out += s[i];
      continue;
    }
    int depth = 1;
    std::size_t j = i + 1;
    std::vector<std::string> parts;
    std::size_t from = j;
    for (; j < s.size() && depth > 0; ++j) {
      const char ch = s[j];
      if (ch == '{' || ch == '(') ++depth;
      if (ch == '}' || ch == ')') --depth;
      if (depth == 0 || (depth == 1 && ch == ',')) {
        parts.push_back(matrix_canonical(trim(s.substr(from, j - from))));
        from = j + 1;
      }
    }
    std::sort(parts.begin(), parts.end());
    out += '{';
    for (std::size_t k = 0; k < parts.size(); ++k) out += (k == 0 ? "" : ", ") + parts[k];
    out += '}';
    i = j - 1;
  }
  return out;
}

Result<std::vector<MatrixCase>> matrix_cases(std::string_view lang, const Schema& schema, const NameList& names) {
  auto words = MatrixWords::make(lang, schema, names);
  if (!words) return words.errors();
  Generator g(schema, **words);
  const auto columns = g.columns();
  std::vector<MatrixCase> out;
  for (const auto& f : matrix_files()) {
    if (!f.path.ends_with("/" + std::string(lang) + ".tsv")) continue;
    auto t = Tsv::read(f.path, f.content, {"id", "for", "text", "meaning", "twin"});
    if (!t) return t.errors();
    for (const auto& r : t->rows()) {
      for (const auto& c : columns) {
        bool wanted = false;
        for (const auto want : split(t->get(r, "for"), ',')) {
          if (c.every.empty())
            wanted = wanted || want == c.type || want == c.type + ":" + c.form;
          else
            wanted = wanted || want == c.every || want == c.every + ":" + c.kind_of_value;
        }
        if (!wanted) continue;
        const auto meaning = t->get(r, "meaning");
        out.push_back(g.make(c, t->get(r, "id"), t->get(r, "text"), meaning, t->get(r, "twin"), meaning == "-"));
      }
    }
  }
  return out;
}

}  // namespace saksi::grammar
