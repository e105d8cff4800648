#include "engine/judge.h"

#include <algorithm>
#include <map>
#include <set>

namespace saksi::engine {
namespace {

constexpr Seconds kDay = 86400;
/// Earlier moments that a claim about the present is tried at.
constexpr std::size_t kChangePoints = 64;

void add(std::vector<std::string>& to, const std::string& text) {
  if (!text.empty() && std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

RunOptions run_options(const JudgeOptions& o) {
  RunOptions out;
  out.messages = o.messages;
  out.text_lang = o.lang;
  out.text = o.text;
  return out;
}

bool speaks_of_now(const Set& s);
bool speaks_of_now(const Term& t) {
  if (t.kind == Term::Kind::now) return true;
  if (t.set && speaks_of_now(*t.set)) return true;
  return std::any_of(t.args.begin(), t.args.end(), [](const Term& a) { return speaks_of_now(a); });
}
bool speaks_of_now(const Set& s) {
  return std::any_of(s.where.begin(), s.where.end(), [](const Condition& c) { return speaks_of_now(c.value); });
}
bool speaks_of_now(const Atom& a) {
  return a.now || speaks_of_now(a.left) || speaks_of_now(a.right) || speaks_of_now(a.set);
}

void entities_of(const Set& s, std::set<std::string>& out, std::vector<Set>& sets);
void entities_of(const Term& t, std::set<std::string>& out, std::vector<Set>& sets) {
  if (const auto* e = std::get_if<Entity>(&t.value)) out.insert(e->id);
  if (t.set) entities_of(*t.set, out, sets);
  for (const Term& a : t.args) entities_of(a, out, sets);
}
void entities_of(const Set& s, std::set<std::string>& out, std::vector<Set>& sets) {
  sets.push_back(s);
  for (const Condition& c : s.where) entities_of(c.value, out, sets);
}

/// A claim of the present about a state holds now, whether its words say "now" or only mean it.
Atom with_now(const Atom& a, const Schema& schema) {
  if (!a.now || a.kind == Atom::Kind::compare) return a;
  const EventDef* def = schema.event(a.set.kind);
  if (def == nullptr || !def->state) return a;
  const bool timed = std::any_of(a.set.where.begin(), a.set.where.end(), [](const Condition& c) {
    return c.name == "time" || c.name == "from" || c.name == "to";
  });
  if (timed) return a;
  Atom out = a;
  out.set.where.push_back(where("time", now_term(), Op::in));
  return out;
}

bool tells_an_event(const Set& s, const Schema& schema);
bool tells_an_event(const Term& t, const Schema& schema) {
  if (const auto* d = std::get_if<Date>(&t.value); d != nullptr && t.kind == Term::Kind::value) return true;
  if (t.set && tells_an_event(*t.set, schema)) return true;
  return std::any_of(t.args.begin(), t.args.end(), [&](const Term& a) { return tells_an_event(a, schema); });
}
bool tells_an_event(const Set& s, const Schema& schema) {
  const EventDef* def = schema.event(s.kind);
  if (def != nullptr && !def->state) return true;
  return std::any_of(s.where.begin(), s.where.end(),
                     [&](const Condition& c) { return tells_an_event(c.value, schema); });
}

/// A title told in passing is that of the time the sentence speaks of: the present only where nothing in it tells of
/// an event or a date, and nothing is unread.
bool may_be_of_another_time(const Parsed& p, const Reading& r, const Schema& schema) {
  return !p.unread.empty() || std::any_of(r.atoms.begin(), r.atoms.end(), [&](const Atom& a) {
    return tells_an_event(a.left, schema) || tells_an_event(a.right, schema) ||
           (a.kind != Atom::Kind::compare && tells_an_event(a.set, schema));
  });
}

std::string iso_day(Seconds t) {
  Date d;
  d.civil = {t - ((t % kDay) + kDay) % kDay, t - ((t % kDay) + kDay) % kDay + kDay};
  return to_edtf(d);
}

/// The midnight of the civil day that an instant begins at its place. With no place, intervals reach from the first to
/// the last instant at which it was that day anywhere: 14 hours before midnight UTC to 12 after.
Seconds civil_of(const FactBase& facts, Seconds t, std::string_view zone) {
  if (!zone.empty()) return t + facts.utc_offset(zone, t).value_or(0);
  const Seconds clock = ((t % kDay) + kDay) % kDay;
  return clock == 10 * 3600 ? t + 14 * 3600 : clock == 12 * 3600 ? t - 12 * 3600 : t;
}

Verdict turned(Verdict v) {
  return v == Verdict::supported ? Verdict::refuted : v == Verdict::refuted ? Verdict::supported : v;
}

}  // namespace

Judge::Judge(const FactBase& facts, const rules::RuleSet& rules, JudgeOptions options)
    : facts_(facts),
      rules_(rules),
      options_(std::move(options)),
      evaluator_(facts, options_.as_of, options_.messages),
      runner_(rules, evaluator_, facts, run_options(options_)) {}

std::string Judge::words(Span s) const {
  if (s.empty() || s.end > options_.text.size()) return {};
  return std::string(options_.text.substr(s.begin, s.size()));
}

Finding Judge::weigh(const Atom& atom, std::size_t reading, std::vector<Trace>* trace) const {
  const Atom asked = with_now(atom, facts_.schema());
  Finding f;
  if (atom.link == Link::none || (atom.negated && atom.link != Link::exact)) {
    f.verdict = Verdict::unverified;
    if (trace != nullptr) trace->push_back({reading, atom, {}});
  } else if (trace != nullptr) {
    Trace t{reading, asked, {}};
    f = runner_.run(asked, &t.attempts);
    trace->push_back(std::move(t));
  } else {
    f = runner_.run(asked);
  }
  f.atom = atom;
  return f;
}

std::vector<Finding> Judge::weigh(const Reading& reading, std::size_t index, std::vector<Trace>* trace) const {
  const std::vector<Reading> choices = evaluator_.choose(reading);
  std::vector<Finding> out;
  for (std::size_t c = 0; c < choices.size(); ++c) {
    std::vector<Finding> found;
    for (std::size_t i = 0; i < choices[c].atoms.size(); ++i) {
      Finding f = weigh(choices[c].atoms[i], index, c == 0 ? trace : nullptr);
      if (f.verdict == Verdict::refuted && !f.atom.negated && speaks_of_now(choices[c].atoms[i])) date(f);
      if (f.verdict == Verdict::supported && !f.atom.negated) mourn(f);
      f.atom = reading.atoms[i];
      found.push_back(std::move(f));
    }
    if (c == 0) {
      out = std::move(found);
      continue;
    }
    // Members that fit equally well: what they do not agree on is not known of "the" one.
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i].verdict == found[i].verdict) continue;
      const Known which = [&] {
        for (const Term* t : {&reading.atoms[i].left, &reading.atoms[i].right}) {
          const Term* at = t;
          while (at->kind != Term::Kind::the && !at->args.empty()) at = &at->args.front();
          if (at->kind == Term::Kind::the) return evaluator_.known(*at);
        }
        return Known{};
      }();
      out[i].verdict = Verdict::unverified;
      out[i].explanation.clear();
      out[i].suggestions.clear();
      out[i].proof = {};
      out[i].rule.clear();
      add(out[i].missing,
          which.missing.empty() ? std::string(indonesian() ? "yang mana?" : "which one?") : which.missing.front());
    }
  }
  return out;
}

void Judge::deny(std::vector<Finding>& findings) const {
  // Atoms of one group are denied together: not (a and b).
  std::map<int, std::vector<Finding*>> groups;
  int alone = -1;
  for (Finding& f : findings) {
    if (f.atom.negated) groups[f.atom.group != 0 ? f.atom.group : alone--].push_back(&f);
  }
  for (auto& [id, group] : groups) {
    bool refuted = false;
    bool supported = true;
    for (const Finding* f : group) {
      refuted = refuted || f->verdict == Verdict::refuted;
      supported = supported && f->verdict == Verdict::supported;
    }
    const Verdict all = refuted ? Verdict::refuted : supported ? Verdict::supported : Verdict::unverified;
    for (Finding* f : group) {
      const Verdict own = f->verdict;
      if (own == Verdict::disputed && !refuted) continue;
      f->verdict = turned(all);
      f->suggestions.clear();
      if (f->verdict == Verdict::refuted) {
        f->explanation =
            indonesian() ? "Kalimat ini menyangkalnya, padahal memang demikian." : "The text denies it, but it is so.";
        if (!f->proof.name.empty() && !f->proof.from.empty() && !f->proof.from.front().value.empty()) {
          f->explanation.pop_back();
          f->explanation += ": " + f->proof.from.front().name + " = " + f->proof.from.front().value + ".";
        }
      } else if (f->verdict == Verdict::supported && own != Verdict::refuted) {
        f->explanation.clear();
      }
    }
  }
}

void Judge::date(Finding& f) const {
  if (!options_.as_of) return;
  const Atom asked = with_now(f.atom, facts_.schema());
  std::set<std::string> entities;
  std::vector<Set> sets;
  entities_of(asked.left, entities, sets);
  entities_of(asked.right, entities, sets);
  if (asked.kind != Atom::Kind::compare) entities_of(asked.set, entities, sets);
  std::map<Seconds, Seconds> points;  // in UTC, as civil time
  const auto note = [&](const std::optional<TimeInterval>& t, bool open_ended, std::string_view zone) {
    if (!t) return;
    points.emplace(t->begin, civil_of(facts_, t->begin, zone));
    if (!open_ended && t->end < 253402300800) points.emplace(t->end, civil_of(facts_, t->end, zone) - 1);
  };
  for (const std::string& e : entities) {
    for (const std::uint32_t i : facts_.events_with(e)) {
      const EventView& event = facts_.event(i);
      const EventDef* def = facts_.schema().event(event.kind);
      if (def != nullptr && def->state) note(event.when, event.open_ended, event.zone);
    }
    for (const StatementView& s : facts_.statements(e, "")) {
      if (s.valid) note(s.valid, s.open_ended, "");
    }
  }
  for (const Set& s : sets) {
    const Known k = evaluator_.members(s);
    if (facts_.schema().event(s.kind) == nullptr) {
      // Things change a list when they first fly.
      for (const Witness& w : k.certain) {
        const auto* e = std::get_if<Entity>(&w.value);
        if (e == nullptr || points.size() > 4 * kChangePoints) continue;
        for (const Witness& flown : evaluator_.known(prop("first_flight", {entity(e->id)})).certain)
          note(flown.when, true, flown.zone);
      }
      continue;
    }
    for (const Witness& w : k.certain) note(w.when, false, w.zone);
    for (const Witness& w : k.possible) note(w.when, false, w.zone);
  }
  std::size_t tried = 0;
  for (auto p = points.rbegin(); p != points.rend() && tried < kChangePoints; ++p) {
    if (p->first > options_.as_of->begin || p->first <= -62135596800) continue;
    ++tried;
    const TimeInterval before{p->first - 2 * kDay, p->first - kDay};
    const Evaluator earlier(facts_, before, options_.messages);
    const RuleRunner runner(rules_, earlier, facts_, run_options(options_));
    const Finding then = runner.run(asked);
    if (then.verdict != Verdict::supported) continue;
    if (asked.kind == Atom::Kind::no) {
      // "former", "no longer": only where it had been so before that.
      Set held = asked.set;
      bool timed = false;
      for (Condition& c : held.where)
        if (c.name == "time" && c.value.kind == Term::Kind::now) {
          c.op = Op::lt;
          timed = true;
        }
      if (timed && earlier.members(held).certain.empty()) continue;
    }
    outdate(f, p->second, then.proof);
    return;
  }
}

void Judge::outdate(Finding& f, Seconds since, Proof because) const {
  f.verdict = Verdict::outdated;
  f.since = iso_day(since);
  Witness day;
  if (const auto d = parse_edtf(f.since)) day.value = *d;
  const std::string told = evaluator_.show(day, options_.messages);
  f.explanation +=
      (f.explanation.empty() ? "" : " ") + (indonesian() ? "Dulu benar, tetapi tidak lagi sejak " + told + "."
                                                         : "It was so once, but no longer since " + told + ".");
  Proof was;
  was.name = "outdated";
  was.value = f.since;
  was.from = {std::move(f.proof), std::move(because)};
  f.proof = std::move(was);
}

void Judge::mourn(Finding& f) const {
  // What is told in the present of something that is no more.
  const Atom& a = f.atom;
  if (!options_.as_of || !a.now || a.kind != Atom::Kind::compare || a.left.kind != Term::Kind::prop ||
      a.left.args.empty())
    return;
  const auto* subject = std::get_if<Entity>(&a.left.args[0].value);
  if (subject == nullptr) return;
  const Term end = role("time", the({"dissolution", {where("entity", entity(subject->id))}, {}}));
  const Known when = evaluator_.known(end);
  if (when.certain.size() != 1 || !when.certain[0].when || when.certain[0].when->end > options_.as_of->begin) return;
  f.suggestions.clear();
  const auto* told = std::get_if<Date>(&when.certain[0].value);
  outdate(f, told != nullptr ? told->civil.begin : when.certain[0].when->begin, when.certain[0].proof);
}

void Judge::attribute(Finding& f) const {
  if (f.atom.attributed_to.empty()) return;
  for (Suggestion& s : f.suggestions) s.safety = Suggestion::Safety::review;
  if (f.verdict != Verdict::refuted && f.verdict != Verdict::outdated && f.verdict != Verdict::disputed) return;
  f.explanation = (indonesian() ? "Pernyataan yang dikutip dari " : "The statement attributed to ") +
                  f.atom.attributed_to + ": " + f.explanation;
}

Verdict Judge::verdict_of(const Parsed& parsed, const std::vector<Finding>& findings) const {
  bool outdated = false;
  bool disputed = false;
  bool main = false;
  bool auxiliary = false;
  bool all = true;
  for (const Finding& f : findings) {
    if (f.verdict == Verdict::refuted) return Verdict::refuted;
    outdated = outdated || f.verdict == Verdict::outdated;
    disputed = disputed || f.verdict == Verdict::disputed;
    (f.atom.auxiliary ? auxiliary : main) = true;
    all = all && f.verdict == Verdict::supported && f.atom.link == Link::exact;
  }
  if (outdated) return Verdict::outdated;
  if (disputed) return Verdict::disputed;
  const bool whole = parsed.unread.empty() && !(parsed.needs_as_of && !options_.as_of);
  return all && whole && (main || auxiliary) ? Verdict::supported : Verdict::unverified;
}

/// "Michael Collins was born in 1890": where many bear the name, a life that does not fit is another's.
bool Judge::namesake_was_born(const Atom& a) const {
  const Set* set = a.kind == Atom::Kind::compare ? nullptr : &a.set;
  if (a.kind == Atom::Kind::compare && a.left.kind == Term::Kind::role && a.left.args.size() == 1)
    set = a.left.args.front().set.get();
  std::string person;
  if (set != nullptr && (set->kind == "birth" || set->kind == "death")) {
    for (const Condition& c : set->where) {
      const auto* e = std::get_if<Entity>(&c.value.value);
      if (c.name == "person" && c.op == Op::eq && e != nullptr) person = e->id;
    }
  } else if (a.kind == Atom::Kind::compare && a.left.kind == Term::Kind::prop && a.left.args.size() == 1 &&
             (a.left.name == "birth_date" || a.left.name == "death_date" || a.left.name == "birth_place" ||
              a.left.name == "death_place" || a.left.name == "nationality")) {
    const auto* e = std::get_if<Entity>(&a.left.args.front().value);
    if (e != nullptr) person = e->id;
  }
  if (person.empty()) return false;
  return std::any_of(facts_.names().begin(), facts_.names().end(),
                     [&](const NameEntry& n) { return n.entity == person && n.role == "name" && n.common; });
}

/// "Athens is in Georgia", "Paris in Texas": a place told elsewhere may be another of its name, where the name is
/// borne by several, where its place is told in passing, or where it is told to lie in a part of another country.
bool Judge::may_be_namesake(const Atom& a) const {
  if (namesake_was_born(a)) return true;
  if (a.left.kind != Term::Kind::prop || a.left.args.size() != 1) return false;
  if (a.label != "located" && a.left.name != "country") return false;
  const auto* e = std::get_if<Entity>(&a.left.args.front().value);
  const auto* in = std::get_if<Entity>(&a.right.value);
  if (e == nullptr || in == nullptr) return false;
  if (a.presupposed && a.label == "located") return true;
  const auto is_kind = [&](const std::string& id, std::string_view kind) {
    for (const std::string_view k : facts_.kinds_of(id))
      if (facts_.schema().is_a(k, kind)) return true;
    return false;
  };
  if (!is_kind(e->id, "city") && !is_kind(e->id, "port")) return false;
  if (a.presupposed) return true;  // "India Negara": no town of India
  if (!is_kind(in->id, "polity") && !is_kind(in->id, "continent")) {
    const auto country = [&](const std::string& id) {
      for (const StatementView& s : facts_.statements(id, "country"))
        if (const auto* c = std::get_if<Entity>(&s.value)) return c->id;
      return std::string();
    };
    const auto mine = country(e->id), other = country(in->id);
    if (mine.empty() || other.empty() || mine != other) return true;
  }
  std::vector<std::string_view> names;
  for (const auto& n : facts_.names()) {
    if (n.entity != e->id) continue;
    if (n.common) return true;
    names.push_back(n.text);
  }
  // Another of the name lies there.
  return std::any_of(facts_.names().begin(), facts_.names().end(), [&](const NameEntry& n) {
    if (n.entity == e->id || std::find(names.begin(), names.end(), n.text) == names.end()) return false;
    for (const std::string_view up : {"located_in", "country"}) {
      for (const StatementView& s : facts_.statements(n.entity, up)) {
        const auto* there = std::get_if<Entity>(&s.value);
        if (there != nullptr && there->id == in->id) return true;
      }
    }
    return false;
  });
}

Judge::Weighed Judge::weigh(const Parsed& parsed, std::size_t reading, std::vector<Trace>* trace) const {
  Weighed out;
  out.findings = weigh(parsed.readings[reading], reading, trace);
  if (may_be_of_another_time(parsed, parsed.readings[reading], facts_.schema())) {
    for (Finding& f : out.findings) {
      // "former" is said by the writer, of the day of writing.
      if (f.atom.kind == Atom::Kind::no || f.atom.label != "holds-office") continue;
      if (!f.atom.presupposed || !f.atom.now || f.atom.negated) continue;
      if (f.verdict == Verdict::refuted && f.atom.kind == Atom::Kind::some) {
        // "President John F. Kennedy told …": wrong only of one who never was.
        Atom ever = f.atom;
        ever.now = false;
        std::erase_if(ever.set.where, [](const Condition& c) { return c.name == "time"; });
        ever.set.where.push_back(where("from", now_term(), Op::le));
        if (runner_.run(ever).verdict == Verdict::refuted) continue;
      } else if (f.verdict != Verdict::outdated) {
        continue;
      }
      f.verdict = Verdict::unverified;
      f.explanation.clear();
      f.since.clear();
      f.suggestions.clear();
      add(f.missing, indonesian() ? "waktu yang dibicarakan kalimat ini" : "the time that the sentence speaks of");
    }
  }
  for (Finding& f : out.findings)
    if (f.verdict == Verdict::refuted && !f.atom.negated && may_be_namesake(f.atom)) {
      f.verdict = Verdict::unverified;
      f.explanation.clear();
      f.suggestions.clear();
      f.rule.clear();
      f.proof = {};
      add(f.missing, indonesian() ? "apakah yang lain dengan nama yang sama yang dimaksud"
                                  : "whether another of that name is meant");
    }
  deny(out.findings);
  for (Finding& f : out.findings) {
    const bool blocked = f.atom.link == Link::none || (f.atom.negated && f.atom.link != Link::exact);
    if (blocked) {
      for (const Unread& u : parsed.unread) {
        const std::string w = words(u.span);
        if (!w.empty()) add(f.missing, (indonesian() ? "kata yang tak terbaca: " : "unread: ") + w);
      }
      if (f.missing.empty()) add(f.missing, indonesian() ? "kata yang tak terbaca" : "unread words");
    }
    attribute(f);
    if (f.verdict == Verdict::unverified) {
      for (const std::string& m : f.missing) add(out.missing, m);
    }
  }
  out.verdict = verdict_of(parsed, out.findings);
  return out;
}

/// Which Kim is meant: the one of whom all is so, where that is told by at least two roles beside the name. That a
/// false claim should fit another of the name in each of them is not to be expected.
std::optional<std::size_t> Judge::settled(const Parsed& parsed, const std::vector<Weighed>& readings) const {
  std::optional<std::size_t> meant;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (readings[i].verdict != Verdict::supported) continue;
    if (meant) return std::nullopt;
    meant = i;
  }
  if (!meant) return std::nullopt;
  std::size_t told = 0;
  for (const Atom& a : parsed.readings[*meant].atoms) {
    if (a.negated || a.auxiliary || a.kind == Atom::Kind::no) continue;
    if (a.kind == Atom::Kind::some) {
      told += a.set.where.size();
    } else if (a.left.kind == Term::Kind::role) {
      ++told;
    }
  }
  return told >= 3 ? meant : std::nullopt;
}

/// Which San José is meant, where nothing is said of it but where it lies: one that lies there, if there is one.
std::optional<std::size_t> Judge::namesake(const Parsed& parsed, const std::vector<Weighed>& readings) const {
  std::optional<std::size_t> meant;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (const Atom& a : parsed.readings[i].atoms) {
      if (a.kind != Atom::Kind::compare || a.label != "located" || a.negated) return std::nullopt;
      if (a.left.kind != Term::Kind::prop || a.left.args.size() != 1) return std::nullopt;
      const auto* e = std::get_if<Entity>(&a.left.args.front().value);
      if (e == nullptr) return std::nullopt;
      const auto kinds = facts_.kinds_of(e->id);
      const bool city =
          std::any_of(kinds.begin(), kinds.end(), [&](std::string_view k) { return facts_.schema().is_a(k, "city"); });
      if (!city) return std::nullopt;
    }
    if (!meant && readings[i].verdict == Verdict::supported) meant = i;
  }
  return meant;
}

ClaimResult Judge::judge(const Parsed& parsed, std::vector<Trace>* trace) const {
  ClaimResult out;
  out.parsed = parsed;
  if (parsed.stance != Stance::assertion && parsed.stance != Stance::quote) {
    out.verdict = Verdict::unchecked;
    return out;
  }
  const auto unread_words = [&] {
    for (const Unread& u : parsed.unread) {
      const std::string w = words(u.span);
      if (!w.empty()) add(out.missing, (indonesian() ? "kata yang tak terbaca: " : "unread: ") + w);
    }
    if (parsed.needs_as_of && !options_.as_of) add(out.missing, "as_of");
  };
  const bool read =
      std::any_of(parsed.readings.begin(), parsed.readings.end(), [](const Reading& r) { return !r.atoms.empty(); });
  if (!read) {
    if (parsed.needs_as_of && !options_.as_of && parsed.checkable) {
      out.verdict = Verdict::unverified;
    } else {
      out.verdict = parsed.checkable ? Verdict::unread : Verdict::unchecked;
    }
    if (parsed.checkable) unread_words();
    return out;
  }
  std::vector<Weighed> readings;
  for (std::size_t i = 0; i < parsed.readings.size(); ++i) {
    // A reading in which nothing is asserted decides nothing, and so holds the others back.
    readings.push_back(weigh(parsed, i, trace));
  }
  const bool agree = std::all_of(readings.begin(), readings.end(),
                                 [&](const Weighed& w) { return w.verdict == readings.front().verdict; });
  out.findings = readings.front().findings;
  if (agree) {
    out.verdict = readings.front().verdict;
    if (out.verdict == Verdict::unverified) {
      out.missing = readings.front().missing;
      unread_words();
    }
  } else if (auto meant = settled(parsed, readings); meant || (meant = namesake(parsed, readings))) {
    out.verdict = readings[*meant].verdict;
    out.findings = readings[*meant].findings;
  } else {
    out.verdict = Verdict::unverified;
    for (const Reading& r : parsed.readings) add(out.missing, r.question);
    if (out.missing.empty()) add(out.missing, indonesian() ? "yang mana yang dimaksud?" : "which one is meant?");
    for (Finding& f : out.findings) {
      // What every reading says of these words, and says alike, still stands.
      const bool shared = std::all_of(readings.begin(), readings.end(), [&](const Weighed& w) {
        return std::any_of(w.findings.begin(), w.findings.end(),
                           [&](const Finding& g) { return g.atom.span == f.atom.span && g.verdict == f.verdict; });
      });
      if (shared) continue;
      f.verdict = Verdict::unverified;
      f.suggestions.clear();
      f.explanation.clear();
      f.rule.clear();
      f.proof = {};
      f.missing = out.missing;
    }
    unread_words();
  }
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.atom.span.begin < b.atom.span.begin; });
  return out;
}

}  // namespace saksi::engine
