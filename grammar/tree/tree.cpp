#include "grammar/tree/tree.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "core/tsv.h"
#include "grammar/tree/groups.h"

namespace saksi::grammar {

using namespace tree;

namespace {

constexpr std::array<std::string_view, 30> kFunctions{
    "root",     "nsubj",  "obj",       "iobj", "obl",  "nmod", "appos", "acl",  "acl:relcl", "advcl",
    "ccomp",    "xcomp",  "parataxis", "conj", "cc",   "cop",  "aux",   "det",  "nmod:poss", "amod",
    "compound", "nummod", "advmod",    "case", "mark", "flat", "fixed", "expl", "punct",     "dep"};

/// What a clause has of its own, as a bit.
enum State : std::uint32_t { kNone = 1, kSubject = 2, kVerb = 4 };

/// What is to come, and what an outer clause waits for.
enum Ahead : std::uint32_t {
  kFin = 1,           ///< this group is the subject of a finite verb to come
  kNoFin = 2,         ///< it is not
  kSayFin = 4,        ///< that verb is of saying
  kList = 8,          ///< a list: more groups and a conjunction
  kVgNext = 16,       ///< a verb group stands right behind
  kLaterFin = 32,     ///< a finite verb stands behind with nothing that divides between
  kCommaVerb = 64,    ///< a verb stands right behind the next comma
  kOuterWaits = 128,  ///< an outer clause has a subject and no verb
  kOuterFresh = 256,  ///< an outer clause has neither
  kClosed = 512,      ///< none of both
  kNpNext = 1024,
  kIngNext = 2048,           ///< a participle in -ing stands right behind
  kExpletive = 8192,         ///< the clause's subject is an expletive
  kSame = 16384,             ///< the clause's verb is of this group's form
  kCommaSubject = 32768,     ///< behind the next comma stands the subject of a finite verb
  kUnsubjected = 65536,      ///< the clause has no subject
  kInfinitiveNoun = 131072,  ///< the noun before takes an infinitive: an attempt, the first
  kNoMoreVerb = 262144,      ///< no finite verb is to come
  kCommaNext = 524288,       ///< a comma stands right behind
  kAfterCopula = 1048576,    ///< the clause's verb is a copula
  kSubjectNext = 4096        ///< a noun group stands right behind that is the subject of a finite verb
};

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 3> kStates{
    {{"none", kNone}, {"subj", kSubject}, {"verb", kVerb}}};
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 21> kAheads{{{"cop", kAfterCopula},
                                                                              {"comma", kCommaNext},
                                                                              {"infnoun", kInfinitiveNoun},
                                                                              {"noverb", kNoMoreVerb},
                                                                              {"expl", kExpletive},
                                                                              {"same", kSame},
                                                                              {"commasubj", kCommaSubject},
                                                                              {"nosubj", kUnsubjected},
                                                                              {"ing", kIngNext},
                                                                              {"subject", kSubjectNext},
                                                                              {"fin", kFin},
                                                                              {"nofin", kNoFin},
                                                                              {"sayfin", kSayFin},
                                                                              {"list", kList},
                                                                              {"vg", kVgNext},
                                                                              {"laterfin", kLaterFin},
                                                                              {"commaverb", kCommaVerb},
                                                                              {"waits", kOuterWaits},
                                                                              {"fresh", kOuterFresh},
                                                                              {"closed", kClosed},
                                                                              {"np", kNpNext}}};

/// What can be done with a group; the names are those of the table.
enum class Do : std::uint8_t {
  subject,        ///< waits for the clause's verb
  outer_subject,  ///< closes the clauses inside one that has no subject, and waits for its verb
  object,
  predicate,  ///< of a copula
  oblique,    ///< hangs on the clause's verb, or waits for it
  nmod,
  appos,
  conj,
  dep,
  clause_conj,   ///< opens a clause that is joined to this one, and is its subject
  clause_para,   ///< opens a clause beside the outermost one
  clause_rel,    ///< opens a clause on the noun before, with itself as subject
  clause_ccomp,  ///< opens a clause that is the object of the verb
  verb,          ///< is the clause's verb
  outer_verb,    ///< of the innermost clause that waits for one
  conj_verb,     ///< shares the subject of the clause's verb
  outer_conj,    ///< of the outermost clause's
  acl,           ///< hangs on the noun before
  acl_subject,   ///< on the clause's subject
  advcl,
  xcomp,
  open_advcl,  ///< a subordinate clause is to come
  open_ccomp,
  open_rel,
  next_verb,          ///< an adverb of the verb behind
  left_adv,           ///< of the group before
  mark_verb,          ///< a preposition before a verb: opens its clause
  theme,              ///< the subject behind its verb; what stands in its place before is an expletive
  clause_conj_outer,  ///< clause_conj on the outermost clause
  complement,         ///< what a verb says its subject to be
  say,                ///< a verb of saying behind what is said
  mark_clause         ///< a preposition that is a conjunction: opens a clause whose subject is what it governs
};
constexpr std::array<std::string_view, 32> kDo{
    "subject",      "outer_subject", "object",     "predicate",   "oblique",           "nmod",
    "appos",        "conj",          "dep",        "clause_conj", "clause_para",       "clause_rel",
    "clause_ccomp", "verb",          "outer_verb", "conj_verb",   "outer_conj",        "acl",
    "acl_subject",  "advcl",         "xcomp",      "open_advcl",  "open_ccomp",        "open_rel",
    "next_verb",    "left_adv",      "mark_verb",  "theme",       "clause_conj_outer", "complement",
    "say",          "mark_clause"};

constexpr std::uint32_t kDividers = kComma | kDash | kColon | kSemi | kConj | kLp | kQuote;

// ---- the table ----

class TableReader {
 public:
  TableReader(std::string_view path, std::string_view text) : path_(path), text_(text) {}

  std::vector<AttachTable::Row> rows;
  std::vector<Diagnostic> faults;

  std::vector<std::string> list(const std::string& name) const {
    const auto it = lists_.find(name);
    return it == lists_.end() ? std::vector<std::string>() : it->second;
  }

  void run() {
    lists();
    const auto table = Tsv::read(
        path_, text_,
        {"id", "group", "form", "left", "left2", "state", "ahead", "verbs", "own", "words", "do", "sure", "example"});
    if (!table) {
      faults = table.errors();
      return;
    }
    for (const Tsv::Row& row : table->rows()) one(*table, row);
  }

 private:
  /// "# list NAME = WORDS" among the comments.
  void lists() {
    std::string_view rest = text_;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      constexpr std::string_view opens = "# list ";
      const std::size_t equals = line.find(" = ");
      if (!line.starts_with(opens) || equals == std::string_view::npos) continue;
      auto& list = lists_[std::string(line.substr(opens.size(), equals - opens.size()))];
      for (const std::string_view w : split(line.substr(equals + 3), ' ')) list.emplace_back(w);
    }
  }

  template <class Table>
  std::uint32_t bits(const Tsv& table, const Tsv::Row& row, std::string_view column, const Table& names) {
    std::uint32_t out = 0;
    for (const std::string_view name : split(table.get(row, column), '|')) {
      const auto it = std::find_if(names.begin(), names.end(), [&](const auto& e) { return e.first == name; });
      if (it == names.end())
        faults.push_back(table.fault(row, column, "unknown-name",
                                     "there is no " + std::string(column) + " '" + std::string(name) + "'"));
      else
        out |= it->second;
    }
    return out;
  }
  std::uint32_t known(const Tsv& table, const Tsv::Row& row, std::string_view column,
                      std::optional<std::uint32_t> bits) {
    if (!bits) faults.push_back(table.fault(row, column, "unknown-name", "there is no such " + std::string(column)));
    return bits.value_or(0);
  }
  std::vector<std::string> listed(const Tsv& table, const Tsv::Row& row, std::string_view column) {
    std::vector<std::string> out;
    for (const std::string_view w : split(table.get(row, column), '|')) {
      if (w.front() != '@') {
        out.emplace_back(w);
        std::replace(out.back().begin(), out.back().end(), '_', ' ');
      } else if (const auto it = lists_.find(std::string(w.substr(1))); it != lists_.end()) {
        out.insert(out.end(), it->second.begin(), it->second.end());
      } else {
        faults.push_back(
            table.fault(row, column, "unknown-list", "there is no list '" + std::string(w.substr(1)) + "'"));
      }
    }
    return out;
  }

  void one(const Tsv& table, const Tsv::Row& row) {
    AttachTable::Row r;
    r.id = table.get(row, "id");
    r.group = known(table, row, "group", kinds_called(table.get(row, "group")));
    r.form = known(table, row, "form", forms_called(table.get(row, "form")));
    r.left = known(table, row, "left", kinds_called(table.get(row, "left")));
    r.left2 = known(table, row, "left2", kinds_called(table.get(row, "left2")));
    r.state = bits(table, row, "state", kStates);
    r.ahead = bits(table, row, "ahead", kAheads);
    r.verbs = listed(table, row, "verbs");
    r.own = listed(table, row, "own");
    r.words = listed(table, row, "words");
    r.sure = table.get(row, "sure") == "yes";
    const auto* const what = std::find(kDo.begin(), kDo.end(), table.get(row, "do"));
    if (what == kDo.end()) faults.push_back(table.fault(row, "do", "unknown-action", "there is no such thing to do"));
    r.action = static_cast<std::uint8_t>(what - kDo.begin());
    rows.push_back(std::move(r));
  }

  std::string_view path_, text_;
  std::map<std::string, std::vector<std::string>> lists_;
};

// ---- the pass ----

class Builder {
 public:
  Builder(const std::vector<TaggedWord>& sentence, std::size_t dateline, Tree& tree, const AttachTable& table)
      : tree_(tree), table_(table), dateline_(dateline), groups_(groups_of(sentence, tree.chunks)) {
    clauses_.push_back({});
    open_.push_back(0);
  }

  void run() {
    find_dateline();
    for (at_ = 0; at_ < groups_.size(); ++at_) {
      const Group& g = groups_[at_];
      if (g.prep) set(*g.prep, g.head, Function::case_);
      for (std::size_t k = 0; k < g.owners.size(); ++k) {
        set(g.owners[k].first, k + 1 < g.owners.size() ? g.owners[k + 1].first : g.head, Function::poss);
        set(g.owners[k].second, g.owners[k].first, Function::case_);
      }
      if (g.first < dateline_) {
        if (!is(at_, kDividers | kStop | kRp | kOther)) dated_.push_back(g.head);
        continue;
      }
      divide();
      if (!is(at_, kDividers | kStop | kRp | kOther)) place();
    }
    finish();
  }

 private:
  struct Clause {
    std::optional<std::uint32_t> verb, subject, predicate, object;  ///< groups
    std::vector<std::uint32_t> waiting;                             ///< groups for the verb
    std::uint32_t up = 0;                                           ///< clause
    std::optional<std::uint32_t> host;                              ///< word that it hangs on; nullopt: see `on`
    std::optional<std::uint32_t> on;                                ///< clause whose verb it hangs on
    Function function = Function::root;
    std::optional<std::uint32_t> mark;  ///< word
    bool shared = false;                ///< the subject is that of the clause it is joined to
    bool bracket = false;
  };

  bool is(std::size_t i, std::uint32_t kinds) const { return i < groups_.size() && (groups_[i].kind & kinds) != 0; }
  Clause& clause() { return clauses_[open_.back()]; }
  void set(std::uint32_t word, std::uint32_t head, Function f, bool sure = true) {
    if (word == head) return;
    tree_.head[word] = head;
    tree_.function[word] = f;
    tree_.sure[word] = sure;
  }

  /// "Reuters -", "AP, Moscow (Tass) -", "WASHINGTON:": names and days up to a dash or a colon.
  void find_dateline() {
    constexpr std::size_t kReach = 8;
    if (dateline_ > 0 || !is(0, kNp) || (groups_[0].form & kName) == 0 || groups_[0].last - groups_[0].first > 2)
      return;
    for (std::size_t i = 0; i < groups_.size() && i < kReach; ++i) {
      const bool loud = is(i, kColon) && (groups_[0].form & kUpper) != 0;
      if (i > 0 && (is(i, kDash) || loud) && i + 2 < groups_.size()) dateline_ = groups_[i].last;
      if (!is(i, kNp | kComma | kLp | kRp) || (is(i, kNp) && (groups_[i].form & (kName | kDate)) == 0)) return;
    }
  }

  /// The last group before this one that is no quotation mark.
  std::optional<std::size_t> before(std::size_t i) const {
    while (i > 0)
      if (!is(--i, kQuote)) return i;
    return std::nullopt;
  }
  std::uint32_t kind_before(std::optional<std::size_t> i) const { return i ? groups_[*i].kind : std::uint32_t{kStart}; }
  /// The nearest noun group before, over what divides.
  std::optional<std::uint32_t> noun_before(std::size_t i) const {
    while (i > 0) {
      --i;
      if (is(i, kNp | kPp)) return static_cast<std::uint32_t>(i);
      if (!is(i, kDividers | kPrep | kAdvp | kAdjp | kRp)) return std::nullopt;
    }
    return std::nullopt;
  }

  // -- looking ahead --

  /// The finite verb that a noun group is the subject of: over what hangs on it, over a relative clause with its own verb,
  /// over what two commas take out.
  std::optional<std::size_t> finite_ahead(std::size_t i) const {
    constexpr std::size_t kReach = 40;
    int commas = 0, inner = 0;
    for (std::size_t k = i + 1; k < groups_.size() && k < i + kReach; ++k) {
      const Group& g = groups_[k];
      if ((g.kind & kVg) != 0) {
        if ((g.form & (kFinite | kAmbiguous)) == 0) {
          if ((g.form & kBase) != 0) return std::nullopt;
          continue;
        }
        if (inner > 0) {
          --inner;
          continue;
        }
        if (commas > 0 && is(k - 1, kComma)) return std::nullopt;  // no comma stands between a subject and its verb
        if ((g.form & kAmbiguous) != 0 && (later_finite(k) || (commas > 0 && !is(k - 1, kComma)))) continue;
        return k;
      }
      if ((g.kind & kComma) != 0) {
        const bool closes = commas > 0 && (is(k + 1, kVg) || (is(k + 1, kAdvp) && is(k + 2, kVg)));
        if (closes) {
          commas = 0;
          inner = 0;
          continue;
        }
        if (++commas > 4) return std::nullopt;
        continue;
      }
      if ((g.kind & kLp) != 0) {
        while (k < groups_.size() && !is(k, kRp)) ++k;
        continue;
      }
      if ((g.kind & kRel) != 0) ++inner;
      if ((g.kind & kMark) != 0) {
        if (commas == 0) return std::nullopt;
        ++inner;
      }
      if ((g.kind & kConj) != 0 && commas == 0 && is(k + 1, kVg)) return std::nullopt;
      if ((g.kind & (kSemi | kStop | kColon)) != 0) return std::nullopt;
    }
    return std::nullopt;
  }
  /// "after its parachute failed": a preposition that is a conjunction here.
  bool opens_clause(std::size_t i) const {
    const auto& words = table_.clause_prepositions();
    return is(i, kPp) && is(i + 1, kVg) && std::find(words.begin(), words.end(), groups_[i].word) != words.end();
  }
  bool later_finite(std::size_t i) const {
    for (std::size_t k = i + 1; k < groups_.size(); ++k) {
      if (is(k, kVg) && (groups_[k].form & (kFinite | kAmbiguous)) != 0) return true;
      if (is(k, kDividers | kMark | kRel | kStop | kRp) || opens_clause(k)) return false;
    }
    return false;
  }
  bool comma_verb(std::size_t i) const {
    for (std::size_t k = i + 1; k + 1 < groups_.size(); ++k) {
      if (is(k, kSemi | kStop | kColon)) return false;
      if (!is(k, kComma | kDash)) continue;
      const std::size_t v = is(k + 1, kAdvp) ? k + 2 : k + 1;
      if (is(v, kVg) && (groups_[v].form & (kFinite | kAmbiguous)) != 0) return true;
    }
    return false;
  }
  bool no_more_verb(std::size_t i) const {
    for (std::size_t k = i + 1; k < groups_.size(); ++k)
      if (is(k, kVg) && (groups_[k].form & (kFinite | kAmbiguous)) != 0) return false;
    return true;
  }
  /// "an attempt to", "the first to".
  bool takes_infinitive(const Group& noun) const {
    if ((noun.form & kOrdinal) != 0) return true;
    const auto& listed = table_.infinitive_nouns();
    return std::any_of(noun.lemmas.begin(), noun.lemmas.end(),
                       [&](std::string_view l) { return std::find(listed.begin(), listed.end(), l) != listed.end(); });
  }
  bool comma_subject(std::size_t i) const {
    for (std::size_t k = i + 1; k + 1 < groups_.size(); ++k) {
      if (is(k, kSemi | kStop | kColon)) return false;
      if (!is(k, kComma)) continue;
      std::size_t noun = k + 1;
      while (is(noun, kPp | kAdvp)) ++noun;
      if (is(noun, kNp) && finite_ahead(noun)) return true;
    }
    return false;
  }
  bool list_ahead(std::size_t i) const {
    constexpr std::size_t kReach = 12;
    bool comma = false;
    for (std::size_t k = i + 1; k < groups_.size() && k < i + kReach; ++k) {
      if (is(k, kConj)) return is(k + 1, kNp | kPp);
      if (is(k, kComma)) {
        comma = true;
        continue;
      }
      if (!is(k, kNp | (comma ? kPp : 0U))) return false;
    }
    return false;
  }
  bool of(std::size_t verb, const std::vector<std::string>& lemmas) const {
    return std::any_of(groups_[verb].lemmas.begin(), groups_[verb].lemmas.end(),
                       [&](std::string_view l) { return std::find(lemmas.begin(), lemmas.end(), l) != lemmas.end(); });
  }

  std::optional<std::size_t> waiting(bool with_subject) const {
    for (std::size_t q = open_.size() - 1; q-- > 0;) {
      const Clause& c = clauses_[open_[q]];
      if (!c.verb && !c.predicate && c.subject.has_value() == with_subject) return q;
    }
    return std::nullopt;
  }

  std::uint32_t ahead() const {
    std::uint32_t out = 0;
    const auto verb = is(at_, kNp | kPp) ? finite_ahead(at_) : std::nullopt;
    out |= verb ? kFin : kNoFin;
    if (verb && !table_.say().empty() && of(*verb, table_.say())) out |= kSayFin;
    if (list_ahead(at_)) out |= kList;
    if (is(at_ + 1, kVg)) out |= kVgNext;
    if (is(at_ + 1, kNp)) out |= kNpNext;
    if (is(at_ + 1, kComma)) out |= kCommaNext;
    if (is(at_ + 1, kVg) && (groups_[at_ + 1].form & kIng) != 0) out |= kIngNext;
    if (is(at_ + 1, kNp) && finite_ahead(at_ + 1)) out |= kSubjectNext;
    if (later_finite(at_)) out |= kLaterFin;
    const Clause& c = clauses_[open_.back()];
    if (c.subject && (groups_[*c.subject].form & kThere) != 0) out |= kExpletive;
    if (!c.subject) out |= kUnsubjected;
    if (c.verb && (groups_[*c.verb].form & kCopula) != 0) out |= kAfterCopula;
    constexpr std::uint32_t kForms = kFinite | kAmbiguous | kParticiple | kIng | kInfinitive | kBase;
    if (c.verb && (groups_[*c.verb].form & groups_[at_].form & kForms) != 0) out |= kSame;
    if (comma_subject(at_)) out |= kCommaSubject;
    if (const auto noun = noun_before(at_); noun && takes_infinitive(groups_[*noun])) out |= kInfinitiveNoun;
    if (no_more_verb(at_)) out |= kNoMoreVerb;
    if (comma_verb(at_)) out |= kCommaVerb;
    const bool waits = waiting(true).has_value(), fresh = waiting(false).has_value();
    if (waits) out |= kOuterWaits;
    if (fresh) out |= kOuterFresh;
    if (!waits && !fresh) out |= kClosed;
    return out;
  }

  // -- placing --

  /// Clauses end at brackets, semicolons and stops.
  void divide() {
    if (is(at_, kSemi | kStop | kColon) && at_ + 1 < groups_.size() &&
        (clauses_[open_.front()].verb || clauses_[open_.front()].predicate)) {
      open_clause(Function::parataxis, std::nullopt, open_.front(), 0);
      open_ = {open_.back()};
    }
    if (is(at_, kLp)) {
      open_clause(Function::parataxis, std::nullopt, open_.back(), open_.back());
      const auto noun = noun_before(at_);
      if (noun) clause().host = groups_[*noun].head;
      clause().bracket = true;
    }
    if (is(at_, kRp)) {
      for (std::size_t q = open_.size() - 1; q > 0; --q) {
        if (!clauses_[open_[q]].bracket) continue;
        open_.resize(q);
        break;
      }
    }
  }

  void open_clause(Function f, std::optional<std::uint32_t> host, std::optional<std::uint32_t> on, std::uint32_t up) {
    Clause c;
    c.function = f;
    c.host = host;
    c.on = on;
    c.up = up;
    clauses_.push_back(std::move(c));
    open_.push_back(static_cast<std::uint32_t>(clauses_.size() - 1));
  }

  void place() {
    const Group& g = groups_[at_];
    const auto p1 = before(at_);
    const auto p2 = p1 ? before(*p1) : std::nullopt;
    const Clause& c = clause();
    const std::uint32_t state = c.verb || c.predicate ? kVerb : c.subject ? kSubject : kNone;
    const std::uint32_t to_come = ahead();
    for (const AttachTable::Row& r : table_.rows()) {
      if ((r.group & g.kind) == 0 || (r.form != 0 && (r.form & g.form) == 0)) continue;
      if (r.left != 0 && (r.left & kind_before(p1)) == 0) continue;
      if (r.left2 != 0 && (r.left2 & kind_before(p2)) == 0) continue;
      if (r.state != 0 && (r.state & state) == 0) continue;
      if (r.ahead != 0 && (r.ahead & to_come) != r.ahead) continue;
      if (!r.verbs.empty() && !(c.verb && of(*c.verb, r.verbs)) && !(c.predicate && of(*c.predicate, r.verbs)))
        continue;
      if (!r.own.empty() && !of(at_, r.own)) continue;
      if (!r.words.empty() && std::find(r.words.begin(), r.words.end(), g.word) == r.words.end()) continue;
      if (!act(static_cast<Do>(r.action), r.sure)) continue;
      tree_.row[g.head] = static_cast<std::uint16_t>(&r - table_.rows().data() + 1);
      return;
    }
    act(Do::dep, false);
  }

  void on_verb(Function f, bool sure) {
    Clause& c = clause();
    const std::uint32_t head = groups_[at_].head;
    if (c.verb || c.predicate)
      set(head, verb_word(c), f, sure);
    else {
      c.waiting.push_back(static_cast<std::uint32_t>(at_));
      tree_.function[head] = f;
    }
  }
  std::uint32_t verb_word(const Clause& c) const {
    return groups_[c.predicate && !c.verb ? *c.predicate : *c.verb].head;
  }

  void be_verb(std::size_t open) {
    open_.resize(open + 1);
    Clause& c = clause();
    c.verb = static_cast<std::uint32_t>(at_);
    const std::uint32_t verb = groups_[at_].head;
    if (c.subject && !c.shared) set(groups_[*c.subject].head, verb, Function::nsubj);
    for (const std::uint32_t w : c.waiting) set(groups_[w].head, verb, tree_.function[groups_[w].head]);
    c.waiting.clear();
    for (const std::uint32_t a : adverbs_) set(a, verb, Function::advmod);
    adverbs_.clear();
  }

  /// True where this verb group may be joined to that of a clause: a finite one not to a participle or an infinitive.
  bool joins(const Clause& c) const {
    const std::uint32_t finite = kFinite | kAmbiguous;
    if ((groups_[at_].form & finite) == 0 || !c.verb) return true;
    return (groups_[*c.verb].form & finite) != 0 &&
           (c.function != Function::xcomp || (groups_[at_].form & kFinite) == 0);
  }

  void join(std::size_t open) {
    const std::uint32_t first = open_[open];
    if (!clauses_[first].verb && !clauses_[first].predicate) return;
    open_.resize(open + 1);
    open_clause(Function::conj, std::nullopt, first, clauses_[first].up);
    clause().subject = clauses_[first].subject;
    clause().shared = true;
    be_verb(open_.size() - 1);
  }

  bool act(Do what, bool sure) {
    const auto here = static_cast<std::uint32_t>(at_);
    const std::uint32_t head = groups_[at_].head;
    const auto noun = noun_before(at_);
    Clause& c = clause();
    const bool has_verb = c.verb || c.predicate;
    switch (what) {
      case Do::subject:
        if (c.subject && !c.verb)
          c.waiting.push_back(*c.subject), tree_.function[groups_[*c.subject].head] = Function::dep;
        c.subject = here;
        return true;
      case Do::outer_subject: {
        const auto q = waiting(false);
        if (!q) return false;
        open_.resize(*q + 1);
        clause().subject = here;
        return true;
      }
      case Do::object:
        if (!c.verb) return false;
        set(head, groups_[*c.verb].head, c.object ? Function::dep : Function::obj, sure);
        if (!c.object) c.object = here;
        return true;
      case Do::predicate:
        if (c.predicate) return false;
        c.predicate = here;
        return true;
      case Do::complement:
        if (!c.verb) return false;
        set(head, groups_[*c.verb].head, Function::xcomp, sure);
        return true;
      case Do::oblique: on_verb(Function::obl, sure); return true;
      case Do::nmod:
      case Do::appos:
      case Do::conj: {
        if (!noun) return false;
        const Function f = what == Do::nmod ? Function::nmod : what == Do::appos ? Function::appos : Function::conj;
        set(head, groups_[*noun].head, f, sure);
        if (what == Do::conj) set(head, first_of_list(groups_[*noun].head), f, sure);
        return true;
      }
      case Do::dep: on_verb(Function::dep, sure); return true;
      case Do::clause_conj:
        if (!has_verb) return false;
        open_clause(Function::conj, std::nullopt, open_.back(), clause().up);
        clause().subject = here;
        return true;
      case Do::clause_para:
        open_clause(Function::parataxis, std::nullopt, open_.front(), 0);
        clause().subject = here;
        return true;
      case Do::clause_rel:
        if (!noun) return false;
        open_clause(Function::relcl, groups_[*noun].head, std::nullopt, open_.back());
        clause().subject = here;
        return true;
      case Do::clause_ccomp:
        if (!c.verb) return false;
        open_clause(Function::ccomp, std::nullopt, open_.back(), open_.back());
        clause().subject = here;
        return true;
      case Do::verb:
        if (has_verb) return false;
        be_verb(open_.size() - 1);
        return true;
      case Do::outer_verb: {
        auto q = waiting(true);
        if (!q) q = waiting(false);
        if (!q) return false;
        be_verb(*q);
        return true;
      }
      case Do::conj_verb: {
        if (!has_verb) return false;
        // What is joined to "failed to land" is joined to the failing.
        std::size_t q = open_.size() - 1;
        while (q > 0 && !joins(clauses_[open_[q]])) --q;
        join(q);
        return true;
      }
      case Do::outer_conj: join(0); return true;
      case Do::acl:
        if (!noun) return false;
        open_clause(Function::acl, groups_[*noun].head, std::nullopt, open_.back());
        clause().subject = *noun;
        clause().shared = true;
        be_verb(open_.size() - 1);
        return true;
      case Do::acl_subject: {
        if (!c.subject) return false;
        const std::uint32_t subject = *c.subject;
        open_clause(Function::acl, groups_[subject].head, std::nullopt, open_.back());
        clause().subject = subject;
        clause().shared = true;
        be_verb(open_.size() - 1);
        return true;
      }
      case Do::advcl:
      case Do::xcomp: {
        const auto subject = c.subject;
        open_clause(what == Do::xcomp ? Function::xcomp : Function::advcl, std::nullopt, open_.back(), open_.back());
        clause().subject = subject;
        clause().shared = true;
        be_verb(open_.size() - 1);
        return true;
      }
      case Do::open_advcl:
      case Do::open_ccomp:
      case Do::mark_verb:
        open_clause(what == Do::open_ccomp ? Function::ccomp : Function::advcl, std::nullopt, open_.back(),
                    open_.back());
        clause().mark = head;
        return true;
      case Do::theme:
        if (!c.verb) return false;
        if (c.subject && !c.shared) {
          set(groups_[*c.subject].head, groups_[*c.verb].head, Function::expl);
          c.shared = true;
        }
        set(head, groups_[*c.verb].head, Function::nsubj);
        c.subject = here;
        c.shared = true;
        return true;
      case Do::clause_conj_outer:
        open_clause(Function::conj, std::nullopt, open_.front(), 0);
        clause().subject = here;
        return true;
      case Do::say:
        open_clause(Function::parataxis, std::nullopt, open_.front(), 0);
        be_verb(open_.size() - 1);
        return true;
      case Do::mark_clause:
        if (!groups_[at_].prep) return false;
        open_clause(Function::advcl, std::nullopt, open_.back(), open_.back());
        clause().mark = *groups_[at_].prep;
        clause().subject = here;
        return true;
      case Do::open_rel: {
        auto host = noun;
        for (std::size_t k = at_; !host && k-- > 0;)
          if (is(k, kNp | kPp)) host = static_cast<std::uint32_t>(k);
        open_clause(Function::relcl, host ? std::optional(groups_[*host].head) : std::nullopt, open_.back(),
                    open_.back());
        clause().mark = head;
        if (is(at_ + 1, kVg | kAdjp) || (is(at_ + 1, kAdvp) && is(at_ + 2, kVg | kAdjp))) {
          clause().subject = here;
          clause().mark.reset();
        }
        return true;
      }
      case Do::next_verb: adverbs_.push_back(head); return true;
      case Do::left_adv:
        if (!noun) return false;
        set(head, groups_[*noun].head, Function::advmod, sure);
        return true;
    }
    return false;
  }

  /// Conjuncts hang on the first of their list.
  std::uint32_t first_of_list(std::uint32_t word) const {
    while (tree_.function[word] == Function::conj && tree_.head[word] != word) word = tree_.head[word];
    return word;
  }

  // -- the end --

  /// The word that stands for a clause.
  std::optional<std::uint32_t> top(const Clause& c) const {
    if (c.predicate) return groups_[*c.predicate].head;
    if (c.verb) return groups_[*c.verb].head;
    if (c.subject && !c.shared) return groups_[*c.subject].head;
    if (!c.waiting.empty()) return groups_[c.waiting.front()].head;
    return std::nullopt;
  }

  void finish() {
    std::optional<std::uint32_t> root;
    for (std::size_t k = 0; k < clauses_.size(); ++k) {
      Clause& c = clauses_[k];
      const auto head = top(c);
      if (!head) {
        continue;
      }
      if (c.predicate && c.verb) copula(c);
      if (c.subject && !c.shared) set(groups_[*c.subject].head, *head, Function::nsubj);
      for (const std::uint32_t w : c.waiting) {
        const Function f = tree_.function[groups_[w].head];
        set(groups_[w].head, *head, f == Function::root ? Function::dep : f);
      }
      if (c.mark) set(*c.mark, *head, Function::mark);
      if (!root) {
        root = *head;
        continue;
      }
      std::optional<std::uint32_t> host = c.host;
      if (!host && c.on) host = top(clauses_[*c.on]);
      if (!host) host = root;
      if (host && *host != *head) {
        set(*head, *host, c.bracket && !c.verb && !c.predicate ? Function::appos : c.function);
      }
    }
    for (const std::uint32_t a : adverbs_)
      if (root) set(a, *root, Function::advmod, false);
    for (std::size_t k = 0; k < dated_.size(); ++k) {
      if (k > 0)
        set(dated_[k], dated_.front(), k == 1 ? Function::nmod : Function::dep);
      else if (root)
        set(dated_[k], *root, Function::parataxis);
    }
    leftovers(root);
  }

  /// "is the largest": the noun heads, with all that hung on the copula.
  void copula(const Clause& c) {
    const std::uint32_t verb = groups_[*c.verb].head, noun = groups_[*c.predicate].head;
    for (std::uint32_t w = 0; w < tree_.head.size(); ++w)
      if (tree_.head[w] == verb && w != verb && w != noun) tree_.head[w] = noun;
    set(verb, noun, Function::cop);
  }

  /// What still hangs on nothing: conjunctions on what they join, punctuation on the word before, the rest on the root.
  void leftovers(std::optional<std::uint32_t> root) {
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const std::uint32_t w = groups_[i].head;
      if (tree_.head[w] != w || (root && w == *root)) continue;
      if (is(i, kConj) && i + 1 < groups_.size()) {
        const std::uint32_t next = next_content(i);
        if (next != w) {
          set(w, next, Function::cc);
          continue;
        }
      }
      if (is(i, kDividers | kStop | kRp) && w > 0) {
        set(w, w - 1, Function::punct);
        continue;
      }
      if (!root) {
        root = w;
        continue;
      }
      set(w, *root, Function::dep, false);
    }
    if (!root) root = 0;
    no_loops(*root);
    tree_.function[*root] = Function::root;
  }
  std::uint32_t next_content(std::size_t i) const {
    for (std::size_t k = i + 1; k < groups_.size(); ++k)
      if (is(k, kNp | kPp | kVg | kAdjp)) return groups_[k].head;
    return groups_[i].head;
  }
  /// A word that does not reach the root hangs on it.
  void no_loops(std::uint32_t root) {
    tree_.head[root] = root;
    std::vector<std::uint8_t> good(tree_.head.size(), 0);
    good[root] = 1;
    for (std::uint32_t w = 0; w < tree_.head.size(); ++w) {
      std::vector<std::uint32_t> way;
      std::uint32_t k = w;
      while (good[k] == 0 && way.size() <= tree_.head.size()) {
        way.push_back(k);
        good[k] = 2;
        if (good[tree_.head[k]] == 2) set(k, root, Function::dep, false);
        k = tree_.head[k];
      }
      for (const std::uint32_t x : way) good[x] = 1;
    }
  }

  Tree& tree_;
  const AttachTable& table_;
  std::size_t dateline_;
  std::vector<std::uint32_t> dated_;  ///< words of the dateline
  std::vector<Group> groups_;
  std::vector<Clause> clauses_;
  std::vector<std::uint32_t> open_;     ///< clauses, the outermost first
  std::vector<std::uint32_t> adverbs_;  ///< words that wait for the next verb
  std::size_t at_ = 0;
};

/// Hangs a word whose arc crosses another higher, until none does.
void make_projective(Tree& tree) {
  const std::size_t n = tree.head.size();
  const auto below = [&](std::uint32_t w, std::uint32_t top) {
    while (w != top && tree.head[w] != w) w = tree.head[w];
    return w == top;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::uint32_t w = 0; w < n; ++w) {
      const std::uint32_t h = tree.head[w];
      if (h == w) continue;
      for (std::uint32_t k = std::min(w, h) + 1; k < std::max(w, h); ++k) {
        if (below(k, h)) continue;
        tree.head[w] = tree.head[h];
        changed = true;
        break;
      }
    }
  }
}

/// "Neil Armstrong", "Administrator Charles Bolden": the first name heads the names, a noun right before them heads them all.
void head_names(const std::vector<TaggedWord>& sentence, std::vector<Chunk>& chunks) {
  for (Chunk& c : chunks) {
    if (c.kind != ChunkKind::np || !sentence[c.head].tags.has(Tag::name)) continue;
    while (c.head > c.first && sentence[c.head - 1].tags.has(Tag::name)) --c.head;
    if (c.head > c.first && sentence[c.head - 1].tags.meets(Tags(Tag::noun) | Tag::title)) --c.head;
  }
}

}  // namespace

std::string_view to_string(Function f) { return kFunctions.at(static_cast<std::size_t>(f)); }

Result<AttachTable> AttachTable::parse(std::string_view path, std::string_view text) {
  TableReader reader(path, text);
  reader.run();
  if (!reader.faults.empty()) return std::move(reader.faults);
  AttachTable out;
  out.rows_ = std::move(reader.rows);
  out.say_ = reader.list("say");
  out.infinitive_nouns_ = reader.list("infnoun");
  for (const Row& r : out.rows_)
    if (static_cast<Do>(r.action) == Do::mark_clause)
      out.clause_prepositions_.insert(out.clause_prepositions_.end(), r.words.begin(), r.words.end());
  return out;
}

Tree build_tree(const std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
                const AttachTable& table) {
  Tree tree;
  tree.chunks = patterns.cut(sentence);
  head_names(sentence, tree.chunks);
  tree.head.resize(sentence.size());
  for (std::uint32_t i = 0; i < tree.head.size(); ++i) tree.head[i] = i;
  tree.function.assign(sentence.size(), Function::root);
  tree.sure.assign(sentence.size(), true);
  tree.row.assign(sentence.size(), 0);
  if (sentence.empty()) return tree;
  attach_inside(sentence, tree.chunks, tree);
  Builder(sentence, dateline, tree, table).run();
  make_projective(tree);
  return tree;
}

}  // namespace saksi::grammar
