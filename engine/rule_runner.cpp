#include "engine/rule_runner.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "core/limits.h"
#include "engine/rule_match.h"
#include "rules/builtins.h"

namespace saksi::engine {
namespace {

using rules::Clause;
using rules::Condition;
using rules::Expr;
using rules::Rule;

constexpr std::size_t kShown = 6;    // values a message lists
constexpr std::size_t kProven = 12;  // facts a proof lists of one premise

bool indonesian(std::string_view lang) { return lang == "id"; }

Truth negate(Truth t) { return t == Truth::yes ? Truth::no : t == Truth::no ? Truth::yes : Truth::open; }

std::string spaced(std::string s) {
  std::replace_if(
      s.begin(), s.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return s;
}

/// "before" of dates, "more than" of figures; nothing for equality, which "not" and "is" already say.
std::string_view op_words(Op op, bool date, std::string_view lang) {
  const bool id = indonesian(lang);
  switch (op) {
    case Op::eq: return "";
    case Op::ne: return id ? "selain" : "other than";
    case Op::in: return date ? "" : id ? "antara" : "within";
    case Op::lt: return date ? (id ? "sebelum" : "before") : (id ? "kurang dari" : "less than");
    case Op::le: return date ? (id ? "paling lambat" : "no later than") : (id ? "paling banyak" : "at most");
    case Op::gt: return date ? (id ? "sesudah" : "after") : (id ? "lebih dari" : "more than");
    case Op::ge: return date ? (id ? "paling awal" : "no earlier than") : (id ? "paling sedikit" : "at least");
  }
  return "";
}

/// "15th", "ke-15": what stands in the place of a stated rank.
std::string ordinal(int n, std::string_view lang) {
  const std::string figures = std::to_string(n);
  if (indonesian(lang)) return n == 1 ? "pertama" : "ke-" + figures;
  if (n == 1) return "first";
  const int tens = n % 100;
  if (tens >= 11 && tens <= 13) return figures + "th";
  return figures + (n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th");
}

/// One rule at work on one atom.
class Run {
 public:
  Run(const Rule& rule, Bindings bindings, const Atom& atom, const rules::RuleSet& all, const Evaluator& evaluator,
      const FactBase& facts, const RunOptions& options)
      : rule_(rule),
        bindings_(std::move(bindings)),
        atom_(atom),
        all_(all),
        evaluator_(evaluator),
        facts_(facts),
        options_(options) {}

  /// True where the rule decides; the finding is then whole. Otherwise `missing`, `explanation` and `proof` say why not.
  bool decide(Finding& out) {
    for (const rules::Let& l : rule_.lets) bindings_.insert_or_assign(l.variable, evaluate(l.value));
    out.rule = rule_.id;
    out.severity = rule_.severity;
    out.pilot = rule_.pilot;
    for (const Clause& c : rule_.clauses) {
      if (!c.when) continue;
      touched_.clear();
      if (weigh(*c.when) != Truth::yes) continue;
      out.verdict = c.verdict;
      out.explanation = say(c);
      out.proof = proof();
      if (c.verdict == Verdict::refuted) suggest(c, out);
      return true;
    }
    touched_.clear();
    for (const rules::Let& l : rule_.lets) touched_.insert(l.variable);
    leave_open(out);
    return disputed_;
  }

 private:
  Known evaluate(const Expr& e) const {
    if (e.kind == Expr::Kind::variable) {
      const auto it = bindings_.find(e.name);
      if (it == bindings_.end()) return {};
      if (const auto* k = std::get_if<Known>(&it->second)) return *k;
    }
    if (e.kind == Expr::Kind::call && !e.head_variable && rules::find_builtin(e.name, false) != nullptr)
      return built_in(e);
    const auto term = build_term(e, bindings_, facts_.schema());
    return term ? evaluator_.known(*term) : Known{};
  }

  Known built_in(const Expr& e) const {
    const auto it = e.args[0].kind == Expr::Kind::variable ? bindings_.find(e.args[0].name) : bindings_.end();
    const Set* set = it == bindings_.end() ? nullptr : std::get_if<Set>(&it->second);
    if (set == nullptr) return {};
    return e.name == "members" ? evaluator_.members(*set) : excluded(*set);
  }

  /// What stands against a set by an `excludes` row: the events of the other kind that share the named roles. Words the
  /// evaluator's own closing of the set; it decides nothing alone.
  Known excluded(const Set& set) const {
    Known out;
    const Schema& schema = facts_.schema();
    for (const Implication& i : schema.implications) {
      if (!i.excludes || !schema.is_a(set.kind, i.then_kind)) continue;
      Set other;
      other.kind = i.if_kind;
      bool whole = true;
      for (const std::string& shared : i.shared) {
        const std::size_t arrow = shared.find('>');
        const std::string here = arrow == std::string::npos ? shared : shared.substr(arrow + 1);
        const auto c = std::find_if(set.where.begin(), set.where.end(), [&](const saksi::Condition& x) {
          return x.name == here && x.op == Op::eq && !x.negated;
        });
        if (c == set.where.end()) {
          whole = false;
          break;
        }
        saksi::Condition copy = *c;
        copy.name = shared.substr(0, arrow);
        other.where.push_back(std::move(copy));
      }
      if (!whole) continue;
      for (const auto& [role_name, wanted] : i.when)
        other.where.push_back(saksi::where(role_name, saksi::value(Symbol{wanted})));
      const Known k = evaluator_.members(other);
      out.certain.insert(out.certain.end(), k.certain.begin(), k.certain.end());
    }
    return out;
  }

  void touch(const Expr& e) {
    if (e.kind == Expr::Kind::variable) touched_.insert(e.name);
    for (const Expr& a : e.args) touch(a);
  }

  Truth weigh(const Condition& c) {
    switch (c.kind) {
      case Condition::Kind::negation: return negate(weigh(c.of[0]));
      case Condition::Kind::all:
      case Condition::Kind::any: {
        const Truth ends = c.kind == Condition::Kind::all ? Truth::no : Truth::yes;
        Truth out = negate(ends);
        for (const Condition& x : c.of) {
          const Truth t = weigh(x);
          if (t == ends) return ends;
          if (t == Truth::open) out = Truth::open;
        }
        return out;
      }
      case Condition::Kind::test: return certain(c.args[0]);
      case Condition::Kind::compare: break;
    }
    touch(c.left);
    touch(c.right);
    const auto said = build_term(c.right, bindings_, facts_.schema());
    if (!said) return Truth::open;
    const Known k = evaluate(c.left);
    switch (c.relation) {
      case Condition::Relation::within: return lies(k, *said);
      case Condition::Relation::apart: return negate(lies(k, *said));
      case Condition::Relation::op: return compare(k, c.op, *said);
      case Condition::Relation::op_variable: break;
    }
    const auto op = bindings_.find(c.op_variable);
    return op == bindings_.end() ? Truth::open : compare(k, std::get<Op>(op->second), *said);
  }

  Truth certain(const Expr& e) {
    touch(e);
    const Known k = evaluate(e);
    if (!k.certain.empty()) return Truth::yes;
    return k.closed && k.possible.empty() ? Truth::no : Truth::open;
  }

  /// Of values that stand beside one another, such as the places a thing lies in. Yes: one of them lies within what is
  /// said. No: none does, and one of them excludes it.
  [[nodiscard]] Truth lies(const Known& k, const Term& said) const {
    Truth out = Truth::open;
    for (const Witness& w : k.certain) {
      const Truth t = evaluator_.test(w, Op::eq, said, property_of(atom_.left));
      if (t == Truth::yes) return t;
      if (t == Truth::no) out = t;
    }
    return out;
  }

  /// Yes: a certain value stands so to what is said. No: all that it can be stand otherwise.
  Truth compare(const Known& k, Op op, const Term& said) {
    if (op == Op::ne) return negate(compare(k, Op::eq, said));
    const std::string property = property_of(atom_.left);
    bool yes = false;
    bool no = false;
    bool all_no = true;
    bool all_yes = true;
    bool dates = true;
    std::set<std::string> sources;
    for (const Witness& w : k.certain) {
      const Truth t = evaluator_.test(w, op, said, property);
      yes = yes || t == Truth::yes;
      no = no || t == Truth::no;
      all_no = all_no && t == Truth::no;
      all_yes = all_yes && t == Truth::yes;
      dates = dates && std::holds_alternative<Date>(w.value);
      sources.insert(w.proof.source);
    }
    // Where sources tell it differently, what one of them leaves open is not supported by the other.
    if (yes && (no || (!all_yes && (dates || sources.size() > 1))) && k.functional) {
      disputed_ = true;
      return Truth::open;
    }
    if (yes) return Truth::yes;
    if (op == Op::eq || op == Op::in) {
      for (const Witness& w : k.excluded)
        if (evaluator_.test(w, Op::eq, said, property) == Truth::yes) return Truth::no;
    }
    for (const Witness& w : k.possible) all_no = all_no && evaluator_.test(w, op, said, property) == Truth::no;
    return all_no && !k.certain.empty() && (k.functional || k.closed) ? Truth::no : Truth::open;
  }

  static std::string property_of(const Term& t) {
    if (t.kind == Term::Kind::prop || t.kind == Term::Kind::role) return t.name;
    return {};
  }

  // What the reader is told.

  std::string join(std::vector<std::string> parts) const {
    const bool id = indonesian(options_.messages);
    const bool more = parts.size() > kShown;
    if (more) parts.resize(kShown);
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_last = i + 1 == parts.size() && !more;
      out += i == 0 ? "" : is_last ? (parts.size() > 2 ? (id ? ", dan " : ", and ") : (id ? " dan " : " and ")) : ", ";
      out += parts[i];
    }
    return more ? out + (id ? ", dan lain-lain" : ", and others") : out;
  }

  std::string show(const Known& k) const {
    std::vector<std::string> parts;
    for (const Witness& w : k.certain) {
      // A difference, a conversion and a weekday have no form of their own: they are told as the claim tells its own.
      const bool alike = !w.of.empty() || std::holds_alternative<Weekday>(atom_.right.value);
      std::string s =
          alike ? evaluator_.show_like(w, atom_.right, options_.messages) : evaluator_.show(w, options_.messages);
      if (!s.empty() && std::find(parts.begin(), parts.end(), s) == parts.end()) parts.push_back(std::move(s));
    }
    if (parts.empty()) return indonesian(options_.messages) ? "tidak diketahui" : "not known";
    return join(std::move(parts));
  }

  std::string show_name(const std::string& name) const {
    const std::string_view label = all_.label(name, options_.messages);
    if (!label.empty()) return std::string(label);
    if (const PropertyDef* p = facts_.schema().property(name)) {
      const std::string& l = indonesian(options_.messages) ? p->label_id : p->label_en;
      if (!l.empty()) return l;
    }
    return spaced(name);
  }

  std::string show(const Expr& e) const {
    const std::string& lang = options_.messages;
    if (e.kind == Expr::Kind::variable) {
      const auto it = bindings_.find(e.name);
      if (it == bindings_.end()) return {};
      const Binding& b = it->second;
      if (const auto* k = std::get_if<Known>(&b)) return show(*k);
      if (const auto* t = std::get_if<Term>(&b)) return show_said(*t);
      if (const auto* s = std::get_if<Set>(&b)) return evaluator_.show(the(*s), lang);
      if (const auto* n = std::get_if<BoundName>(&b)) return show_name(n->name);
      if (const auto* key = std::get_if<BoundKey>(&b))
        return show_name(key->key.starts_with('-') ? key->key.substr(1) : key->key);
      if (const auto* n = std::get_if<int>(&b)) return std::to_string(*n);
      if (const auto* op = std::get_if<Op>(&b)) return std::string(op_words(*op, says_date(), lang));
      if (const auto* many = std::get_if<std::vector<Term>>(&b)) {
        std::vector<std::string> parts;
        for (const Term& t : *many) parts.push_back(evaluator_.show(t, lang));
        return join(std::move(parts));
      }
      return {};
    }
    if (const auto t = build_term(e, bindings_, facts_.schema())) return evaluator_.show(*t, lang);
    return show(evaluate(e));
  }

  /// A term of the claim; where it is no plain value, with what the facts give for it.
  std::string show_said(const Term& t) const {
    std::string out = evaluator_.show(t, options_.messages);
    const bool computed = t.kind == Term::Kind::prop || t.kind == Term::Kind::role || t.kind == Term::Kind::minus;
    if (!computed) return out;
    const Known k = evaluator_.known(t);
    return k.certain.empty() ? out : out + " (" + show(k) + ")";
  }

  [[nodiscard]] bool says_date() const {
    const auto date = [](const Term& t) {
      return std::holds_alternative<Date>(t.value) || t.kind == Term::Kind::now || t.name == "time" ||
             t.name.ends_with("_date");
    };
    return date(atom_.right) || (atom_.left.kind != Term::Kind::minus && date(atom_.left));
  }

  std::string render(const rules::Message& m) const {
    std::string out;
    for (const rules::Message::Piece& p : m.pieces) {
      const std::string part = p.value ? show(*p.value) : p.text;
      // An operator of equality shows as nothing: no two spaces for it.
      const bool doubled = !out.empty() && out.back() == ' ' && !part.empty() && part.front() == ' ';
      out += doubled ? part.substr(1) : part;
    }
    if (!m.pieces.empty() && m.pieces.front().value && !out.empty())
      out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
    return out;
  }

  std::string say(const Clause& c) const {
    for (const rules::Message& m : c.say)
      if (m.lang == options_.messages) return render(m);
    return c.say.empty() ? "" : render(c.say.front());
  }

  // What it rests on.

  Proof proof() const {
    Proof p;
    p.kind = Proof::Kind::rule;
    p.name = rule_.id;
    std::set<std::pair<std::string, std::string>> seen;
    for (const std::string& variable : touched_) {
      const auto it = bindings_.find(variable);
      if (it == bindings_.end()) continue;
      Known k;
      if (const auto* known = std::get_if<Known>(&it->second)) {
        k = *known;
      } else if (const auto* t = std::get_if<Term>(&it->second); t != nullptr && t->kind != Term::Kind::value) {
        k = evaluator_.known(*t);
      } else {
        continue;
      }
      std::size_t listed = 0;
      for (const Witness& w : k.certain) {
        if (listed == kProven) break;
        if ((w.proof.name.empty() && w.proof.from.empty()) || !seen.emplace(w.proof.name, w.proof.value).second)
          continue;
        p.from.push_back(w.proof);
        ++listed;
      }
      if (k.completeness && seen.emplace(k.completeness->name, k.completeness->value).second)
        p.from.push_back(*k.completeness);
    }
    prune(p, limits::proof_depth);
    return p;
  }

  static void prune(Proof& p, std::size_t depth) {
    if (depth == 0) {
      p.from.clear();
      return;
    }
    for (Proof& f : p.from) prune(f, depth - 1);
  }

  void leave_open(Finding& out) {
    const bool id = indonesian(options_.messages);
    const auto miss = [&](std::string what) {
      if (!what.empty() && std::find(out.missing.begin(), out.missing.end(), what) == out.missing.end())
        out.missing.push_back(std::move(what));
    };
    std::string values;
    for (const std::string& variable : touched_) {
      const auto* k = std::get_if<Known>(&bindings_.at(variable));
      if (k == nullptr) continue;
      for (const std::string& m : k->missing) miss(m);
      if (!k->certain.empty()) values = show(*k);
    }
    if (disputed_) {
      out.verdict = Verdict::disputed;
      out.missing.clear();
      out.explanation = (id ? "Sumber-sumber setara berbeda: " : "Sources of equal rank disagree: ") + values + ".";
      out.proof = proof();
      return;
    }
    out.verdict = Verdict::unverified;
    if (out.missing.empty()) {
      const std::string left = atom_.kind == Atom::Kind::compare ? evaluator_.show(atom_.left, options_.messages)
                                                                 : evaluator_.show(the(atom_.set), options_.messages);
      if (!values.empty()) {
        miss(id ? "keputusan antara " + values + " dan yang dinyatakan: selisihnya terlalu kecil"
                : "a decision between " + values + " and what is stated: they are too close");
      } else {
        miss(id ? "fakta tentang " + left : "a fact about " + left);
      }
    }
    for (const Clause& c : rule_.clauses)
      if (c.verdict == Verdict::unverified && !c.when) out.explanation = say(c);
    if (out.explanation.empty())
      out.explanation =
          (id ? "Belum dapat dipastikan; yang kurang: " : "Not settled; what is missing: ") + join(out.missing) + ".";
    out.proof = proof();
    for (const std::string& m : out.missing) {
      Proof gap;
      gap.kind = Proof::Kind::missing;
      gap.name = m;
      out.proof.from.push_back(std::move(gap));
    }
  }

  // What to write instead.

  void suggest(const Clause& c, Finding& out) const {
    if (atom_.suggest.empty() || (atom_.op != Op::eq && atom_.op != Op::in)) return;
    for (const rules::Fix& f : c.fix) {
      const auto target = bindings_.find(f.target);
      const auto* said = target == bindings_.end() ? nullptr : std::get_if<Term>(&target->second);
      if (said == nullptr || said->kind != Term::Kind::value) continue;
      // "More than 500 km" is not mended by another figure behind "more than".
      const auto* bounded = std::get_if<Quantity>(&said->value);
      if (bounded != nullptr && (bounded->bound != Bound::eq || bounded->range)) continue;
      // "Between 1969 and 1972" is not mended by one year.
      const auto* date = std::get_if<Date>(&said->value);
      if (date != nullptr && to_edtf(*date).find('/') != std::string::npos) continue;
      const Known k = evaluate(f.with);
      const std::string with = replacement(k, *said);
      if (with.empty()) continue;
      Suggestion s;
      s.safety = f.safe && atom_.attributed_to.empty() ? Suggestion::Safety::safe : Suggestion::Safety::review;
      s.edits.push_back({atom_.suggest, with});
      bool whole = true;
      for (const Span other : atom_.also) {
        const std::string half = other_half(k, other);
        whole = whole && !half.empty();
        s.edits.push_back({other, half});
      }
      // Half a pair mended is a new mistake.
      if (!whole) continue;
      std::sort(s.edits.begin(), s.edits.end(),
                [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
      out.suggestions.push_back(std::move(s));
    }
  }

  /// Empty where the facts give several things to write, or a figure that its unit does not suit ("0.3 years").
  std::string replacement(const Known& k, const Term& said) const {
    std::string one;
    for (const Witness& w : k.certain) {
      const auto* count = std::get_if<Quantity>(&w.value);
      // "At least 4" can't be written for "3".
      if (count != nullptr && count->unit == "1" && count->low != count->high) return {};
      const bool ranked = atom_.left.kind == Term::Kind::rank && count != nullptr;
      std::string s = ranked ? ordinal(static_cast<int>(count->value), options_.text_lang)
                             : evaluator_.show_like(w, said, options_.text_lang);
      if (!one.empty() && s != one) return {};
      one = std::move(s);
    }
    const bool tiny = one.starts_with("0.") || one.starts_with("0,");
    return k.possible.empty() && !tiny ? one : std::string();
  }

  /// "930 miles" of "1,500 km (930 miles)", for the right number of kilometres.
  std::string other_half(const Known& k, Span span) const {
    if (span.end > options_.text.size() || span.empty()) return {};
    const std::string_view words = options_.text.substr(span.begin, span.size());
    std::size_t unit_at = 0;
    int digits = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto ch = static_cast<unsigned char>(words[i]);
      if (std::isdigit(ch) != 0) {
        ++digits;
        unit_at = i + 1;
      }
    }
    while (unit_at < words.size() && words[unit_at] == ' ') ++unit_at;
    const std::string_view word = words.substr(unit_at);
    if (digits == 0 || word.empty()) return {};
    for (const Unit& u : all_units()) {
      if (u.id != word && u.label_en != word && u.label_id != word &&
          std::string(u.label_en) != std::string(word) + "s")
        continue;
      Quantity like = Quantity::count(1);
      like.unit = std::string(u.id);
      like.significant = digits;
      for (const Witness& w : k.certain) {
        const auto* q = std::get_if<Quantity>(&w.value);
        const auto v = q == nullptr ? std::nullopt : convert(q->value, q->unit, u.id);
        if (!v) return {};
        like.value = *v;
      }
      return replacement(k, saksi::value(like));
    }
    return {};
  }

  const Rule& rule_;
  Bindings bindings_;
  const Atom& atom_;
  const rules::RuleSet& all_;
  const Evaluator& evaluator_;
  const FactBase& facts_;
  const RunOptions& options_;
  std::set<std::string> touched_;
  bool disputed_ = false;
};

}  // namespace

RuleRunner::RuleRunner(const rules::RuleSet& rules, const Evaluator& evaluator, const FactBase& facts,
                       RunOptions options)
    : rules_(rules), evaluator_(evaluator), facts_(facts), options_(std::move(options)) {}

Finding RuleRunner::run(const Atom& atom, std::vector<Attempt>* attempts) const {
  Finding open;
  open.atom = atom;
  open.verdict = Verdict::unverified;
  bool asked = false;
  for (const Rule& rule : rules_.rules()) {
    auto bindings = match(rule, atom, facts_);
    if (!bindings) {
      if (attempts != nullptr) attempts->push_back({rule.id, false, ""});
      continue;
    }
    Finding f;
    f.atom = atom;
    const bool decided = Run(rule, std::move(*bindings), atom, rules_, evaluator_, facts_, options_).decide(f);
    if (attempts != nullptr)
      attempts->push_back({rule.id, true, decided ? std::string(to_string(f.verdict)) : f.explanation});
    if (decided) return f;
    if (asked) {
      for (std::string& m : f.missing)
        if (std::find(open.missing.begin(), open.missing.end(), m) == open.missing.end())
          open.missing.push_back(std::move(m));
    } else {
      open = std::move(f);
    }
    asked = true;
  }
  if (asked) return open;
  const std::string what = atom.kind == Atom::Kind::compare ? atom.left.name : atom.set.kind;
  const bool id = indonesian(options_.messages);
  open.missing.push_back((id ? "tidak ada aturan untuk " : "no rule for ") + (what.empty() ? atom.label : what));
  open.explanation = (id ? "Belum dapat dipastikan: " : "Not settled: ") + open.missing.back() + ".";
  Proof gap;
  gap.kind = Proof::Kind::missing;
  gap.name = open.missing.back();
  open.proof.from.push_back(std::move(gap));
  return open;
}

}  // namespace saksi::engine
