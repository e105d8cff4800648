#include "grammar/tree/chunk_patterns.h"

#include <algorithm>
#include <array>
#include <bit>
#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>
#include <boost/spirit/home/x3/support/ast/variant.hpp>
#include <map>
#include <utility>

#include "core/limits.h"
#include "grammar/tags/rule_lines.h"

namespace saksi::grammar {

namespace ast {

namespace x3 = boost::spirit::x3;

/// Tags, sets, or "words", joined by '|'.
struct WordTest {
  bool sure = false;
  std::vector<std::string> names;
};
struct Group;
struct StepBody : x3::variant<WordTest, x3::forward_ast<Group>> {
  using base_type::base_type;
  using base_type::operator=;
};
struct PatternStep {
  bool head = false;
  bool denied = false;
  StepBody body;
  std::string times;
};
struct Group {
  char open = '(';  // X3 takes a struct of one member for that member
  std::vector<std::vector<PatternStep>> any;
};
struct PatternLine {
  std::string name;
  std::vector<PatternStep> steps;
};
struct SetLine {
  std::string name;
  std::vector<std::string> names;
};

}  // namespace ast

}  // namespace saksi::grammar

BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::WordTest, sure, names)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::PatternStep, head, denied, body, times)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::Group, open, any)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::PatternLine, name, steps)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::SetLine, name, names)

namespace saksi::grammar {

namespace pattern_syntax {

namespace x3 = boost::spirit::x3;
using x3::char_;
using x3::lexeme;
using x3::matches;

const x3::rule<struct name_rule, std::string> name = "a name";
const x3::rule<struct quoted_rule, std::string> quoted = "a word in quotes";
const x3::rule<struct test_rule, ast::WordTest> test = "a test";
const x3::rule<struct sequence_rule, std::vector<ast::PatternStep>> sequence = "steps";
const x3::rule<struct group_rule, ast::Group> group = "a group";
const x3::rule<struct step_rule, ast::PatternStep> step = "a step";
const x3::rule<struct line_rule, ast::PatternLine> line = "a pattern";
const x3::rule<struct set_rule, ast::SetLine> set = "a set";

const auto name_def = x3::raw[lexeme[+char_("a-zA-Z0-9_.")]];
const auto quoted_def = x3::raw[lexeme['"' >> +(char_ - '"') >> '"']];
const auto test_def = matches['='] >> ((quoted | name) % '|');
const auto group_def = char_('(') >> (sequence % '/') >> ')';
const auto step_def = matches['^'] >> matches[lexeme["not" >> &x3::standard::blank]] >>
                      (group | test) >> x3::raw[-char_("?*+")];
const auto sequence_def = +step;
const auto line_def = name >> ':' >> sequence;
const auto set_def = x3::lit("set") >> name >> '=' >> (name % '|');

BOOST_SPIRIT_DEFINE(name, quoted, test, sequence, group, step, line, set)

}  // namespace pattern_syntax

namespace {

/// A test for quotation marks, which cannot stand in quotes.
constexpr std::string_view kQuote = "quote";
constexpr std::array<std::string_view, 10> kKinds{"np",   "vg",  "adjp", "advp",  "prep",
                                                  "mark", "rel", "conj", "punct", "other"};
}  // namespace

std::string_view to_string(ChunkKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

/// Lines to machines (Thompson's construction).
class ChunkPatternParser {
 public:
  ChunkPatternParser(std::string_view path, std::string_view text) : lines_(path, text) {}

  Result<ChunkPatterns> run() {
    while (lines_.next())
      if (lines_.body().front() != '#') one(lines_.body());
    if (out_.tests_.size() > ChunkPatterns::kMostTests)
      lines_.fault("", "too-many", "the patterns of a language have 256 tests at most");
    if (!lines_.faults().empty()) return std::move(lines_.faults());
    out_.compile();
    return std::move(out_);
  }

 private:
  using Step = ChunkPatterns::Step;

  void one(std::string_view body) {
    const char *from = body.data(), *const end = body.data() + body.size();
    ast::SetLine set;
    if (body.starts_with("set ") &&
        ast::x3::phrase_parse(from, end, pattern_syntax::set, ast::x3::standard::blank, set) && from == end) {
      sets_.define(set.name, sets_.of(set.names, lines_));
      return;
    }
    if (nesting(body) > kDeepest) return lines_.fault("(", "too-deep", "choices are nested too deep here");
    from = body.data();
    ast::PatternLine line;
    if (!ast::x3::phrase_parse(from, end, pattern_syntax::line, ast::x3::standard::blank, line) || from != end) {
      return lines_.unreadable(from, end, "bad-pattern",
                               "this cannot be read; a line is \"KIND: STEPS\" or \"set NAME = TAGS\"");
    }
    ChunkPatterns::Pattern p;
    p.line = lines_.number();
    const auto* const kind = std::find(kKinds.begin(), kKinds.end(), line.name);
    if (kind == kKinds.end())
      return lines_.fault(line.name, "unknown-kind", "there is no kind of group '" + line.name + "'");
    p.kind = static_cast<ChunkKind>(kind - kKinds.begin());
    sequence(line.steps, p.steps);
    p.steps.emplace_back();
    out_.patterns_.push_back(std::move(p));
  }

  static constexpr int kDeepest = 8;
  /// How many brackets are open at most.
  static int nesting(std::string_view s) {
    int open = 0, most = 0;
    for (const char c : s) {
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      most = std::max(most, open);
    }
    return most;
  }

  static std::uint16_t here(const std::vector<Step>& steps) { return static_cast<std::uint16_t>(steps.size()); }

  void sequence(const std::vector<ast::PatternStep>& from, std::vector<Step>& to) {
    for (const ast::PatternStep& s : from) {
      const bool optional = s.times == "?" || s.times == "*", many = s.times == "*" || s.times == "+";
      const std::uint16_t start = here(to);
      if (optional) to.push_back({Step::Op::split});
      const std::uint16_t body = here(to);
      once(s, to);
      if (many) to.push_back({Step::Op::split, false, 0, body, static_cast<std::uint16_t>(here(to) + 1)});
      if (!optional) continue;
      to[start].a = body;
      to[start].b = here(to);
    }
  }

  void once(const ast::PatternStep& s, std::vector<Step>& to) {
    const auto* test = boost::get<ast::WordTest>(&s.body.get());
    if (s.denied && (test == nullptr || s.head || !s.times.empty()))
      return lines_.fault("not", "bad-pattern", "\"not\" stands before a test, which takes no word: no ^, ?, * or +");
    if (test != nullptr) {
      ChunkPatterns::WordTest made;
      made.sure = test->sure;
      for (const std::string& n : test->names) {
        if (n == kQuote)
          made.words.emplace_back("\"");
        else if (n.front() == '"')
          made.words.push_back(n.substr(1, n.size() - 2));
        else
          made.tags |= sets_.of(n, lines_);
      }
      to.push_back(
          {s.denied ? Step::Op::unless : Step::Op::word, s.head, static_cast<std::uint16_t>(out_.tests_.size())});
      out_.tests_.push_back(std::move(made));
      return;
    }
    const ast::Group& group = boost::get<ast::x3::forward_ast<ast::Group>>(&s.body.get())->get();
    std::vector<std::uint16_t> ends;
    for (std::size_t i = 0; i < group.any.size(); ++i) {
      const bool last = i + 1 == group.any.size();
      const std::uint16_t split = here(to);
      if (!last) to.push_back({Step::Op::split, false, 0, static_cast<std::uint16_t>(split + 1)});
      sequence(group.any[i], to);
      if (last) break;
      ends.push_back(here(to));
      to.push_back({Step::Op::jump});
      to[split].b = here(to);
    }
    for (const std::uint16_t e : ends) to[e].a = here(to);
  }

  RuleLines lines_;
  TagSets sets_;
  ChunkPatterns out_;
};

Result<ChunkPatterns> ChunkPatterns::parse(std::string_view path, std::string_view text) {
  return ChunkPatternParser(path, text).run();
}

bool ChunkPatterns::WordTest::holds(const TaggedWord& w) const {
  if (sure ? w.tags.within(tags) : w.tags.meets(tags)) return true;
  return std::find(words.begin(), words.end(), w.folded) != words.end();
}

namespace {

using Passed = ChunkPatterns::Passed;

bool has(const Passed& set, std::size_t i) { return (set[i / 64] >> (i % 64) & 1U) != 0; }
void add(Passed& set, std::size_t i) { set[i / 64] |= std::uint64_t{1} << (i % 64); }
void unite(Passed& set, const Passed& other) {
  for (std::size_t k = 0; k < set.size(); ++k) set[k] |= other[k];
}
Passed both(const Passed& a, const Passed& b) {
  Passed out;
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = a[k] & b[k];
  return out;
}
/// Calls `f` with each number of the set, upwards.
template <class F>
void each(const Passed& set, const F& f) {
  for (std::size_t k = 0; k < set.size(); ++k)
    for (std::uint64_t bits = set[k]; bits != 0; bits &= bits - 1)
      f(k * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
}

}  // namespace

/// Steps that can be reached from one without a word, first as if no `unless` stood there.
void ChunkPatterns::follow(std::size_t pattern, std::uint16_t step, Way& way) const {
  const std::vector<Step>& steps = patterns_[pattern].steps;
  const auto walk = [&](std::uint16_t from, Passed& reached, bool& match, const auto& unless) {
    std::vector<bool> seen(steps.size(), false);
    std::vector<std::uint16_t> open{from};
    while (!open.empty()) {
      const std::uint16_t at = open.back();
      open.pop_back();
      if (seen[at]) continue;
      seen[at] = true;
      const Step& s = steps[at];
      if (s.op == Step::Op::word) add(reached, s.test);
      if (s.op == Step::Op::match) match = true;
      if (s.op == Step::Op::jump || s.op == Step::Op::split) open.push_back(s.a);
      if (s.op == Step::Op::split) open.push_back(s.b);
      if (s.op == Step::Op::unless) unless(s.test, static_cast<std::uint16_t>(at + 1));
    }
  };
  walk(step, way.steps, way.match, [&](std::uint16_t test, std::uint16_t next) {
    Way::Unless u;
    u.test = test;
    walk(next, u.steps, u.match, [](std::uint16_t, std::uint16_t) {});
    way.unless.push_back(u);
  });
}

void ChunkPatterns::compile() {
  behind_.resize(tests_.size());
  pattern_of_.resize(tests_.size());
  for (std::size_t p = 0; p < patterns_.size(); ++p) {
    follow(p, 0, start_);
    for (std::size_t at = 0; at < patterns_[p].steps.size(); ++at) {
      const Step& s = patterns_[p].steps[at];
      if (s.op != Step::Op::word) continue;
      pattern_of_[s.test] = static_cast<std::uint16_t>(p);
      follow(p, static_cast<std::uint16_t>(at + 1), behind_[s.test]);
      if (behind_[s.test].match) add(ends_, s.test);
      if (!behind_[s.test].unless.empty()) add(asks_, s.test);
    }
  }
  for (std::size_t t = 0; t < tests_.size(); ++t) {
    if (tests_[t].sure || !tests_[t].words.empty()) {
      others_.push_back(static_cast<std::uint16_t>(t));
      continue;
    }
    for (int tag = 0; tag < kTags; ++tag)
      if (tests_[t].tags.has(static_cast<Tag>(tag))) add(by_tag_[static_cast<std::size_t>(tag)], t);
  }
}

ChunkPatterns::Passed ChunkPatterns::passed(const TaggedWord& word) const {
  Passed out{};
  for (std::uint64_t bits = word.tags.bits(); bits != 0; bits &= bits - 1)
    unite(out, by_tag_[static_cast<std::size_t>(std::countr_zero(bits))]);
  for (const std::uint16_t t : others_)
    if (tests_[t].holds(word)) add(out, t);
  return out;
}

/// All machines at once. `last` is `from` where no pattern fits.
ChunkPatterns::Longest ChunkPatterns::longest(std::span<const Passed> words, std::uint32_t from) const {
  const auto fails = [&](std::size_t word, std::uint16_t test) {
    return word >= words.size() || !has(words[word], test);
  };
  Longest best{from, 0};
  Passed open = start_.steps;
  for (const Way::Unless& u : start_.unless)
    if (fails(from, u.test)) unite(open, u.steps);
  const auto limit = std::min(words.size(), from + limits::chunk_words);
  for (std::size_t i = from; i < limit; ++i) {
    const Passed now = both(open, words[i]);
    Passed ended = both(now, ends_);
    open = {};
    each(now, [&](std::size_t step) { unite(open, behind_[step].steps); });
    each(both(now, asks_), [&](std::size_t step) {
      for (const Way::Unless& u : behind_[step].unless) {
        if (!fails(i + 1, u.test)) continue;
        unite(open, u.steps);
        if (u.match) add(ended, step);
      }
    });
    if (now == Passed{}) break;
    for (std::size_t k = 0; k < ended.size(); ++k) {
      if (ended[k] == 0) continue;
      best = {static_cast<std::uint32_t>(i + 1),
              pattern_of_[k * 64 + static_cast<std::size_t>(std::countr_zero(ended[k]))]};
      break;
    }
  }
  return best;
}

/// The head that the words [from, last) have by a pattern: of two ways through it, that which chose sooner.
std::uint32_t ChunkPatterns::head(const Pattern& p, std::span<const Passed> words, std::uint32_t from,
                                  std::uint32_t last) const {
  /// Where a machine stands, and the head it met.
  struct Thread {
    std::uint16_t at = 0;
    std::uint32_t head = 0;
  };
  std::vector<Thread> now, open{{0, from}};
  std::vector<std::uint8_t> seen;
  for (std::uint32_t i = from; !open.empty(); ++i) {
    now.clear();
    seen.assign(p.steps.size(), 0);
    std::reverse(open.begin(), open.end());
    while (!open.empty()) {  // a stack, the first choice on top
      const Thread t = open.back();
      open.pop_back();
      if (seen[t.at] != 0) continue;
      seen[t.at] = 1;
      const Step& s = p.steps[t.at];
      switch (s.op) {
        case Step::Op::jump: open.push_back({s.a, t.head}); break;
        case Step::Op::split:
          open.push_back({s.b, t.head});
          open.push_back({s.a, t.head});
          break;
        case Step::Op::word: now.push_back(t); break;
        case Step::Op::unless:
          if (i >= words.size() || !has(words[i], s.test))
            open.push_back({static_cast<std::uint16_t>(t.at + 1), t.head});
          break;
        case Step::Op::match:
          if (i == last) return t.head;
      }
    }
    for (const Thread& t : now)
      if (i < last && has(words[i], p.steps[t.at].test))
        open.push_back({static_cast<std::uint16_t>(t.at + 1), p.steps[t.at].head ? i : t.head});
  }
  return from;
}

void ChunkPatterns::cut(std::span<const Passed> words, std::vector<Chunk>& out) const {
  out.clear();
  for (std::uint32_t i = 0; i < words.size();) {
    const Longest found = longest(words, i);
    if (found.last == i) {
      out.push_back({ChunkKind::other, i, i + 1, i, 0});
    } else {
      const Pattern& p = patterns_[found.pattern];
      const std::uint32_t first = found.last == i + 1 ? i : head(p, words, i, found.last);
      out.push_back({p.kind, i, found.last, first, static_cast<std::uint16_t>(found.pattern)});
    }
    i = out.back().last;
  }
}

std::vector<Chunk> ChunkPatterns::cut(const std::vector<TaggedWord>& sentence) const {
  std::vector<Passed> words;
  words.reserve(sentence.size());
  for (const TaggedWord& w : sentence) words.push_back(passed(w));
  std::vector<Chunk> out;
  cut(words, out);
  return out;
}

}  // namespace saksi::grammar
