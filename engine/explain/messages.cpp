#include <algorithm>
#include <cctype>

#include "corpus/rank.h"
#include "corpus/snapshot/values.h"
#include "engine/explain/findings.h"
#include "engine/judge/walk.h"

/// What rules say, and what is missing, in the words of a language.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

/// So many values a message lists.
constexpr std::size_t kShown = 6;

std::string spaced(std::string s) {
  std::replace_if(
      s.begin(), s.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return s;
}

/// A time, or a figure that is one; a thing is never close to another.
bool can_be_close(const Fact& f) {
  return f.is_time() || (f.type == Fact::Type::amount && f.amount.low == f.amount.high);
}

}  // namespace

std::string FindingWriter::join(std::vector<std::string> parts) const {
  const bool more = parts.size() > kShown;
  if (more) parts.resize(kShown);
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == 0)
      out = parts[0];
    else if (i + 1 == parts.size() && !more)
      out = words_(parts.size() > 2 ? Say::last_of_many : Say::last_of_two, {out, parts[i]});
    else
      out += ", " + parts[i];
  }
  return more ? words_(Say::others, {out}) : out;
}

/// As the claim says its own; more exactly where that is not the same.
std::string FindingWriter::show_like(const Fact& f, const Atom& atom) const {
  std::string as_said = show_.fact_like(f, atom.right, words_, Show::Exact::as_said);
  const bool same = f.of_count != 2 && as_said == show_.term(atom.right, words_);
  return same ? as_said : show_.fact_like(f, atom.right, words_, Show::Exact::more);
}

std::string FindingWriter::show(const Answer& k, const Atom& atom) const {
  const bool of_weekday = atom.kind == Atom::Kind::compare && parsed_.meaning.constant<Weekday>(atom.right) != nullptr;
  const bool same = atom.kind == Atom::Kind::compare && (atom.op == Op::eq || atom.op == Op::in);
  const auto* said = same ? parsed_.meaning.constant<Date>(atom.right) : nullptr;
  std::vector<std::string> parts;
  for (const Fact& f : k.certain) {
    // A difference, a conversion and a weekday have no form of their own: they are told as the claim tells its own.
    const bool alike = f.of_count > 0 || of_weekday;
    std::string s;
    if (said != nullptr && f.is_time()) s = show_.as_said(f.moment, *said, words_);
    if (s.empty()) s = alike ? show_like(f, atom) : show_.fact(f, words_);
    if (f.sense && !s.empty()) s += " (" + show_.role(f.sense, words_) + ": " + show_.symbol(f.sense_is, words_) + ")";
    if (!s.empty() && std::find(parts.begin(), parts.end(), s) == parts.end()) parts.push_back(std::move(s));
    if (parts.size() > kShown) break;
  }
  return parts.empty() ? std::string(words_[Say::not_known]) : join(std::move(parts));
}

std::string FindingWriter::show_name(Path name) const {
  const std::string_view label = knowledge_.rules.label(name, wording_.messages);
  if (!label.empty()) return std::string(label);
  if (!name.tail && knowledge_.vocabulary.property(name.head) != nullptr) {
    std::string own = show_.name(name.head, words_);
    if (!own.empty()) return own;
  }
  if (name.tail) {
    const std::string of = show_name({name.head, {}}), what = show_name({name.tail, {}});
    if (!of.empty() && !what.empty()) return words_(Say::of, {what, of});
  }
  return spaced(to_string(name, parsed_.meaning));
}

/// "before" of dates, "more than" of figures; nothing for equality, which "not" and "is" already say.
std::string_view FindingWriter::show_op(Op op, bool date) const {
  switch (op) {
    case Op::eq: return "";
    case Op::ne: return words_[Say::other_than];
    case Op::in: return date ? "" : words_[Say::within];
    case Op::lt: return words_[date ? Say::before : Say::less_than];
    case Op::le: return words_[date ? Say::no_later_than : Say::at_most];
    case Op::gt: return words_[date ? Say::after : Say::more_than];
    case Op::ge: return words_[date ? Say::no_earlier_than : Say::no_less_than];
  }
  return "";
}

/// A term of the claim; where it is no plain value, with what the facts give for it.
std::string FindingWriter::show_said(TermId t, const Atom& atom) {
  std::string out = show_.term(t, words_);
  const Term::Kind kind = parsed_.meaning[t].kind;
  if (kind != Term::Kind::prop && kind != Term::Kind::role && kind != Term::Kind::minus) return out;
  const Answer& k = runner_.evaluator().answer(t);
  if (k.certain.empty()) return out;
  // Which day of the week it was is what the finding is about: here stands the date.
  if (parsed_.meaning.constant<Weekday>(atom.right) != nullptr) {
    const Fact& f = k.certain.front();
    const bool plain = k.certain.size() == 1 && f.is_time() && show_.one_day(f.moment);
    return plain ? out + " (" + show_.fact(f, words_) + ")" : out;
  }
  return out + " (" + show(k, atom) + ")";
}

bool FindingWriter::speaks_of_time(const Atom& atom) const {
  if (atom.kind != Atom::Kind::compare) return false;
  const Meaning& m = parsed_.meaning;
  const auto of_time = [&](TermId id) {
    const Term t = m[id];
    if (m.constant<Date>(id) != nullptr || t.kind == Term::Kind::now) return true;
    if (t.key.by) return t.key == Key{names::time, false, {}};
    if (t.name.tail || !t.name.head) return false;
    const Vocabulary::Property* p = knowledge_.vocabulary.property(t.name.head);
    return t.name.head == names::time || (p != nullptr && p->date);
  };
  return of_time(atom.right) || (m[atom.left].kind != Term::Kind::minus && of_time(atom.left));
}

std::string FindingWriter::show(const Binding& b, const Atom& atom) {
  const Meaning& m = parsed_.meaning;
  switch (b.kind) {
    case Binding::Kind::none: return {};
    case Binding::Kind::answer: return show(*b.answer, atom);
    case Binding::Kind::term: return show_said(b.term, atom);
    case Binding::Kind::set: return show_.set(b.set, words_);
    case Binding::Kind::name: return show_name(b.name);
    case Binding::Kind::key: {
      if (!b.key.per.head) return show_name({b.key.by, {}});
      return spaced(std::string(m.text(b.key.by)) + " by " + to_string(b.key.per, m));
    }
    case Binding::Kind::number: return std::to_string(b.number);
    case Binding::Kind::op: return std::string(show_op(b.op, speaks_of_time(atom)));
    case Binding::Kind::terms: {
      std::vector<std::string> parts;
      const Term of = m[b.term];
      for (std::uint32_t i = 0; i < b.count; ++i) parts.push_back(show_.term(m.arg(of, b.first + i), words_));
      return join(std::move(parts));
    }
  }
  return {};
}

/// Somebody else, since the one that is said has another place.
std::string FindingWriter::show_another(TermId of, const Excluded& other) {
  const std::string who = other.event ? show_.event(other.event, words_) : show_.entity(other.value, words_);
  const Fact* place = runner_.evaluator().place_of_excluded(of, other);
  return place == nullptr ? std::string(words_[Say::not_known])
                          : words_(Say::another, {who, show_.amount(place->amount, words_)});
}

std::string FindingWriter::show(const RuleExpr& e, const RuleRun& run, const Atom& atom) {
  if (e.kind == RuleExpr::Kind::slot) {
    if (e.slot < 0) return {};
    const Binding& b = run.slots[static_cast<std::size_t>(e.slot)];
    const bool another = run.excluded && b.kind == Binding::Kind::answer && b.answer->certain.empty();
    return another ? show_another(atom.left, *run.excluded) : show(b, atom);
  }
  const TermId t = runner_.term(e, run);
  return t != TermId::none ? show_.term(t, words_) : show(runner_.evaluate(e, run), atom);
}

std::string FindingWriter::render(const RuleMessage& message, const RuleRun& run, const Atom& atom) {
  std::string out;
  for (const RuleMessage::Piece& p : message.pieces) {
    const std::string part = p.value ? show(*p.value, run, atom) : std::string(p.text);
    // An operator of equality shows as nothing: no two spaces for it.
    const bool doubled = !out.empty() && out.back() == ' ' && !part.empty() && part.front() == ' ';
    out += doubled ? part.substr(1) : part;
  }
  if (!message.pieces.empty() && message.pieces.front().value && !out.empty())
    out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

std::string FindingWriter::say(const RuleClause& c, const RuleRun& run, const Atom& atom) {
  for (const RuleMessage& m : c.say)
    if (m.language == wording_.messages) return render(m, run, atom);
  return c.say.empty() ? "" : render(c.say.front(), run, atom);
}

/// Why a rule that was asked decided nothing; what it lacks is added to `missing`.
std::string FindingWriter::why_open(const RuleRun& run, const Atom& atom, std::vector<std::string>& gaps) {
  const auto lack = [&](std::string what) {
    if (!what.empty() && std::find(gaps.begin(), gaps.end(), what) == gaps.end()) gaps.push_back(std::move(what));
  };
  std::string values;
  Say between = Say::open_between;
  for (std::size_t slot = 0; slot < run.slots.size(); ++slot) {
    const Binding& b = run.slots[slot];
    if ((run.rule->lets_mask >> slot & 1U) == 0 || b.kind != Binding::Kind::answer) continue;
    for (const Missing& m : b.answer->missing) lack(missing(m));
    if (b.answer->certain.empty()) continue;
    values = show(*b.answer, atom);
    between = std::all_of(b.answer->certain.begin(), b.answer->certain.end(), can_be_close) ? Say::too_close
                                                                                            : Say::open_between;
  }
  if (gaps.empty()) {
    const bool compares = atom.kind == Atom::Kind::compare;
    if (!values.empty())
      lack(words_(between, {values}));
    else
      lack(words_(Say::fact_about, {compares ? show_.term(atom.left, words_) : show_.set(atom.set, words_)}));
  }
  std::string out;
  for (const RuleClause& c : run.rule->clauses)
    if (c.verdict == Verdict::unverified && !c.when) out = say(c, run, atom);
  return out.empty() ? words_(Say::not_settled, {join(gaps)}) : out;
}

/// What is missing, in words.
std::string FindingWriter::missing(const Missing& gap) const {
  using What = Missing::What;
  const corpus::Snapshot& facts = knowledge_.facts;
  const Meaning& m = parsed_.meaning;
  const Proofs& proofs = runner_.evaluator().proofs();
  const auto id = [&](Row entity) { return show_.entity(facts.entity(entity), words_); };
  const auto day = [](Seconds t) { return utc_text(t).substr(0, 10); };
  switch (gap.what) {
    case What::as_of: return "as_of";
    case What::nesting: return std::string(words_[Say::nested_less]);
    case What::limit: return std::string(words_[Say::limit]);
    case What::complete_list:
      return gap.time == kEnd ? words_(Say::complete_list, {show_.set(gap.set, words_)})
                              : words_(Say::complete_list_after, {show_.set(gap.set, words_), day(gap.time - 1)});
    case What::counts: {
      const std::string shown = show_.member(gap.member, words_);
      const bool withdrawn = gap.member.event && is(facts.event(gap.member.event.event).rank, Rank::deprecated);
      return withdrawn ? words_(Say::whether_withdrawn_counts,
                                {shown, facts.text(facts.event(gap.member.event.event).reason)})
                       : words_(Say::whether_counts, {shown});
    }
    case What::which_one: {
      // Several may be called alike; then their days tell them apart.
      std::vector<std::string> called;
      for (std::uint32_t i = 0; i < gap.count; ++i)
        called.push_back(show_.member(proofs.member(gap.first + i), words_));
      std::string all;
      for (std::uint32_t i = 0; i < gap.count; ++i) {
        const bool alike = std::count(called.begin(), called.end(), called[i]) > 1;
        all += (i > 0 ? ", " : "") + called[i] +
               (alike ? show_.when_in_brackets(proofs.member(gap.first + i), words_) : "");
      }
      return words_(Say::which_one_of, {gap.total > gap.count ? all + ", …" : all});
    }
    case What::which_is_meant: return words_(Say::which_by_term, {to_string(gap.term, m)});
    case What::is_one_of:
      return words_(Say::is_one_of, {show_.fact(proofs.fact(gap.fact), words_), show_.set(gap.set, words_)});
    case What::kind: return words_(Say::kind, {show_.kind(m[gap.set].kind, words_)});
    case What::name_of_member:
    case What::name_of_fact:
      return words_(Say::name_of, {show_name(gap.path), show_.fact(proofs.fact(gap.fact), words_)});
    case What::beginning: return words_(Say::when_began, {m.text(proofs.fact(gap.fact).sym)});
    case What::coordinates: return words_(Say::coordinates, {id(gap.entity)});
    case What::measured_from: return words_(Say::measured_from, {id(gap.entity)});
    case What::mean_distance: return words_(Say::mean_distance, {id(gap.entity), id(gap.other)});
    case What::day: return std::string(words_[Say::the_day]);
    case What::calendar: return std::string(words_[Say::calendar]);
    case What::still_so: {
      const flat::Statement& s = facts.statement(gap.statement);
      const auto cited = facts.citations(s.citations);
      return words_(Say::still_so,
                    {id(s.subject), show_name({s.property, {}}), day(gap.time), facts.text(cited[gap.first].checked)});
    }
    case What::in_place_of: {
      const flat::Statement& s = facts.statement(gap.statement);
      return words_(Say::in_place_of,
                    {show_name({s.property, {}}), id(s.subject),
                     notation::to_string(corpus::value_of(facts, facts.value(s.value))), facts.text(s.reason)});
    }
    case What::order: {
      std::vector<std::string> parts;
      for (std::uint32_t i = 0; i < gap.count; ++i) {
        std::string one = show_.fact(proofs.fact(gap.first + i), words_);
        if (std::find(parts.begin(), parts.end(), one) == parts.end()) parts.push_back(std::move(one));
      }
      return words_(Say::which_came_first, {join(std::move(parts))});
    }
  }
  return {};
}

}  // namespace saksi::engine
