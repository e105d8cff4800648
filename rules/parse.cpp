#include "rules/parse.h"

#include <algorithm>
#include <boost/spirit/home/x3.hpp>
#include <functional>
#include <iterator>
#include <string>
#include <utility>

#include "core/limits.h"
#include "rules/source_text.h"

// What an expectation error names: the rule behind a semantic action or at the head of a list, not their types.
namespace boost::spirit::x3 {
template <class Subject, class Action>
struct get_info<action<Subject, Action>> {
  using result_type = std::string;
  std::string operator()(const action<Subject, Action>& p) const { return what(p.subject); }
};
template <class Left, class Right>
struct get_info<list<Left, Right>> {
  using result_type = std::string;
  std::string operator()(const list<Left, Right>& p) const { return what(p.left); }
};
}  // namespace boost::spirit::x3

// The grammar of rule files: one X3 grammar over bytes, in one translation unit. Errors are gathered, not thrown: a
// faulty item is skipped up to the next line that begins with a keyword.

namespace saksi::rules {
namespace {

namespace x3 = boost::spirit::x3;
struct source_tag;

constexpr std::string_view item_words[] = {"severity", "status",     "atom",  "where",   "let",        "supported",
                                           "refuted",  "unverified", "label", "example", "known-wrong"};

/// The next line, after the one `at` is in, that begins with an item's keyword.
It next_item(It at, It end) {
  for (;;) {
    while (at != end && *at != '\n') ++at;
    if (at == end) return end;
    ++at;
    It word = at;
    while (word != end && (*word == ' ' || *word == '\t')) ++word;
    It stop = word;
    while (stop != end && (std::isalpha(static_cast<unsigned char>(*stop)) != 0 || *stop == '-')) ++stop;
    const std::string_view w(word, static_cast<std::size_t>(stop - word));
    for (std::string_view k : item_words)
      if (k == w) return word;
  }
}

template <class Exception, class Context>
void expected(It last, const Exception& x, const Context& context) {
  const SourceText& s = x3::get<source_tag>(context).get();
  It at = x.where();
  while (at != last && is_space(*at)) ++at;
  std::string found = at == last ? "the end of the file" : "";
  if (found.empty()) {
    It stop = at;
    while (stop != last && !is_space(*stop)) ++stop;
    found = "'" + std::string(at, stop) + "'";
  }
  if (at == last)
    while (at != s.begin && is_space(at[-1])) --at;
  s.report(at, "syntax", "expected " + x.which() + ", found " + found);
}

struct StopsAtError {
  template <class Exception, class Context>
  x3::error_handler_result on_error(It&, It const& last, Exception const& x, Context const& context) {
    expected(last, x, context);
    return x3::error_handler_result::fail;
  }
};

struct SkipsError {
  template <class Exception, class Context>
  x3::error_handler_result on_error(It& first, It const& last, Exception const& x, Context const& context) {
    expected(last, x, context);
    first = next_item(std::max(first, x.where()), last);
    return x3::error_handler_result::accept;
  }
};

// What the grammar builds on its way, besides the parts of a rule.
struct Words {
  std::string text;
  It begin = nullptr, end = nullptr;  ///< between the quotes
  Place at;
};
struct Name {
  std::string text;
  Place at;
};
struct Variable {
  std::string name;
  bool rest = false;
  Place at;
};
struct RelationWord {
  Condition::Relation relation = Condition::Relation::op;
  Op op = Op::eq;
  std::string variable;
  Place at;
};
struct Draft {
  Rule rule;
  int atoms = 0;
};

using x3::_attr;
using x3::_val;
using x3::lit;
using x3::standard::alnum;
using x3::standard::char_;
using x3::standard::space;

auto kw(const char* word) { return x3::lexeme[lit(word) >> !(alnum | char_("_-"))]; }

struct ItemId : SkipsError {};
struct FileId : StopsAtError {};

const x3::rule<struct NameId, Name> name = "a name";
const x3::rule<struct RuleNameId, Name> rule_name = "a rule id like topic/name";
const x3::rule<struct VariableId, Variable> variable = "a variable like ?x";
const x3::rule<struct StringId, Words> words = "a text in double quotes";
const x3::rule<struct DayId, std::string> day = "a day like 2024-03-01";
const x3::rule<struct NumberId, Expr> number = "a whole number";
const x3::rule<struct PrimaryId, Expr> primary = "a term";
const x3::rule<struct ExprId, Expr> expr = "a term";
const x3::rule<struct OpId, RelationWord> atom_op = "one of = != < <= > >= in or a variable";
const x3::rule<struct RelationId, RelationWord> relation = "a relation";
const x3::rule<struct ConditionId, Condition> condition = "a condition";
const x3::rule<struct ConjunctionId, Condition> conjunction = "a condition";
const x3::rule<struct SimpleId, Condition> simple = "a condition";
const x3::rule<struct AtomId, AtomPattern> atom = "an atom: 'term op term', 'some ?S' or 'no ?S'";
const x3::rule<struct GuardId, Guard> guard = "a guard: '?x : type' or 'label in {...}'";
const x3::rule<struct LetId, Let> let = "'?x = term'";
const x3::rule<struct SayId, Message> say = "a message: language and text";
const x3::rule<struct FixId, Fix> fix = "a fix: '?x with term'";
const x3::rule<struct ClauseId, Clause> clause = "a clause";
const x3::rule<struct LabelId, Label> label = "a label: name, 'en' text, 'id' text";
const x3::rule<struct ExampleId, Example> example = "an example: language, verdict, text";
const x3::rule<struct SeverityId, Severity> severity = "'error', 'warning' or 'note'";
const x3::rule<struct StatusId, bool> status = "'active' or 'pilot'";
const x3::rule<struct LangId, std::string> lang = "'en' or 'id'";
const x3::rule<struct VerdictId, Verdict> verdict =
    "'supported', 'refuted', 'outdated', 'disputed', 'unverified', 'unread' or 'unchecked'";
const x3::rule<ItemId, Draft> item = "an item";
const x3::rule<FileId, Draft> file = "a rule";
// Operands of '>' that are no rule of their own would be named by their mangled type.
const x3::rule<struct CloseId> close = "')'";
const x3::rule<struct CloseBraceId> close_brace = "'}'";
const x3::rule<struct OpenBraceId> open_brace = "'{'";
const x3::rule<struct ColonId> colon = "':'";
const x3::rule<struct EqualId> equal = "'='";
const x3::rule<struct WhenId> when = "'when'";
const x3::rule<struct WithId> with_word = "'with'";
const x3::rule<struct InId> in_word = "'in'";
const x3::rule<struct EnId> en_word = "'en'";
const x3::rule<struct IdId> id_word = "'id'";
const x3::rule<struct SayWordId> say_word = "'say'";
const x3::rule<struct RuleWordId> rule_word = "'rule'";
const x3::rule<struct EndId> end =
    "severity, status, atom, where, let, supported, refuted, unverified, label, example, known-wrong or the end";

const auto close_def = lit(')');
const auto close_brace_def = lit('}');
const auto open_brace_def = lit('{');
const auto colon_def = lit(':');
const auto equal_def = lit('=');
const auto when_def = kw("when");
const auto with_word_def = kw("with");
const auto in_word_def = kw("in");
const auto en_word_def = kw("en");
const auto id_word_def = kw("id");
const auto say_word_def = kw("say");
const auto rule_word_def = kw("rule");
const auto end_def = x3::eoi;

// Semantic actions take the attribute out of on_success's reach, so that a place is marked at both ends.
const auto begun = x3::eps[([](auto& ctx) {
  const SourceText& s = x3::get<source_tag>(ctx).get();
  It at = x3::_where(ctx).begin();
  while (at != s.end && is_space(*at)) ++at;
  _val(ctx).at.offset = static_cast<std::size_t>(at - s.begin);
})];
const auto ended = x3::eps[([](auto& ctx) {
  const SourceText& s = x3::get<source_tag>(ctx).get();
  _val(ctx).at = s.place(s.begin + _val(ctx).at.offset, x3::_where(ctx).begin());
})];

template <class Parser>
auto placed(const Parser& p) {
  return begun >> p >> ended;
}

const auto set_text = [](auto& ctx) { _val(ctx).text = std::string(_attr(ctx).begin(), _attr(ctx).end()); };

const auto word_chars = char_('a', 'z') >> *(alnum | char_('_') | (char_('-') >> &alnum));
const auto name_def = placed(x3::lexeme[x3::raw[word_chars]][set_text]);
const auto rule_name_def = placed(x3::lexeme[x3::raw[word_chars >> +(char_('/') >> word_chars)]][set_text]);
const auto variable_def =
    placed(x3::lexeme[lit('?') >> x3::raw[(x3::standard::alpha) >> *(alnum | char_('_'))][([](auto& ctx) {
                        _val(ctx).name = std::string(_attr(ctx).begin(), _attr(ctx).end());
                      })] >>
                      -(lit("...")[([](auto& ctx) { _val(ctx).rest = true; })])]);
const auto words_def =
    placed(x3::lexeme[lit('"') >> x3::raw[*((lit('\\') >> char_("\\\"")) | ~char_("\"\n\\"))][([](auto& ctx) {
                        Words& w = _val(ctx);
                        w.begin = _attr(ctx).begin();
                        w.end = _attr(ctx).end();
                        for (It i = w.begin; i != w.end; ++i) {
                          if (*i == '\\') ++i;
                          w.text += *i;
                        }
                      })] >>
                      lit('"')]);
const auto day_def =
    x3::lexeme[x3::raw[x3::repeat(4)[x3::standard::digit] >> '-' >> x3::repeat(2)[x3::standard::digit] >> '-' >>
                       x3::repeat(2)[x3::standard::digit] >> !alnum]]
              [([](auto& ctx) { _val(ctx) = std::string(_attr(ctx).begin(), _attr(ctx).end()); })];

const auto number_def =
    placed(x3::uint_[([](auto& ctx) { _val(ctx).literal = Quantity::count(static_cast<double>(_attr(ctx))); })]);

const auto from_variable = [](auto& ctx) {
  Expr& e = _val(ctx);
  e.kind = Expr::Kind::variable;
  e.name = _attr(ctx).name;
  e.rest = _attr(ctx).rest;
};
const auto from_name = [](auto& ctx) {
  Expr& e = _val(ctx);
  e.kind = Expr::Kind::literal;
  e.literal = Symbol{_attr(ctx).text};
};
const auto to_call = [](auto& ctx) {
  Expr& e = _val(ctx);
  if (e.kind == Expr::Kind::variable) {
    e.head_variable = true;
  } else {
    e.name = std::get<Symbol>(e.literal).id;
    e.literal = {};
  }
  e.kind = Expr::Kind::call;
};
const auto add_arg = [](auto& ctx) { _val(ctx).args.push_back(std::move(_attr(ctx))); };

const auto primary_def =
    placed((kw("the") > variable[([](auto& ctx) {
              Expr& e = _val(ctx);
              e.kind = Expr::Kind::call;
              e.name = "the";
              Expr v;
              v.name = _attr(ctx).name;
              v.at = _attr(ctx).at;
              e.args.push_back(std::move(v));
            })]) |
           number[([](auto& ctx) {
             _val(ctx).kind = Expr::Kind::literal;
             _val(ctx).literal = _attr(ctx).literal;
           })] |
           words[([](auto& ctx) {
             _val(ctx).kind = Expr::Kind::literal;
             _val(ctx).literal = Text{_attr(ctx).text};
           })] |
           ((variable[from_variable] | name[from_name]) >> -(lit('(')[to_call] > (expr[add_arg] % ',') > close)));
const auto expr_def =
    placed(primary[([](auto& ctx) { _val(ctx) = _attr(ctx); })] >> *(lit('-') > primary[([](auto& ctx) {
                                                                       Expr minus;
                                                                       minus.kind = Expr::Kind::call;
                                                                       minus.name = "-";
                                                                       minus.at = _val(ctx).at;
                                                                       minus.args.push_back(std::move(_val(ctx)));
                                                                       minus.args.push_back(std::move(_attr(ctx)));
                                                                       _val(ctx) = std::move(minus);
                                                                     })]));

const auto set_op = [](Op op) { return [op](auto& ctx) { _val(ctx).op = op; }; };
const auto ops = lit("!=")[set_op(Op::ne)] | lit("<=")[set_op(Op::le)] | lit(">=")[set_op(Op::ge)] |
                 lit('<')[set_op(Op::lt)] | lit('>')[set_op(Op::gt)] | lit('=')[set_op(Op::eq)] |
                 kw("in")[set_op(Op::in)] | variable[([](auto& ctx) {
                   _val(ctx).relation = Condition::Relation::op_variable;
                   _val(ctx).variable = _attr(ctx).name;
                 })];
const auto atom_op_def = placed(ops);
const auto relation_def =
    placed(kw("within")[([](auto& ctx) { _val(ctx).relation = Condition::Relation::within; })] |
           kw("apart")[([](auto& ctx) { _val(ctx).relation = Condition::Relation::apart; })] | ops);

const auto simple_def = placed((kw("not") > simple[([](auto& ctx) {
                                  _val(ctx).kind = Condition::Kind::negation;
                                  _val(ctx).of.push_back(std::move(_attr(ctx)));
                                })]) |
                               (lit('(') > condition[([](auto& ctx) { _val(ctx) = _attr(ctx); })] > close) |
                               (expr[([](auto& ctx) {
                                  Condition& c = _val(ctx);
                                  c.kind = Condition::Kind::test;
                                  c.left = _attr(ctx);
                                  c.test = c.left.kind == Expr::Kind::call && !c.left.head_variable ? c.left.name : "";
                                  c.args = c.left.args;
                                })] >>
                                -(relation[([](auto& ctx) {
                                    Condition& c = _val(ctx);
                                    c.kind = Condition::Kind::compare;
                                    c.test.clear();
                                    c.args.clear();
                                    c.relation = _attr(ctx).relation;
                                    c.op = _attr(ctx).op;
                                    c.op_variable = _attr(ctx).variable;
                                  })] > expr[([](auto& ctx) { _val(ctx).right = _attr(ctx); })])));

bool blank(const Condition& c) {
  return c.kind == Condition::Kind::test && c.of.empty() && c.test.empty() && c.args.empty() && c.left.name.empty() &&
         c.left.kind == Expr::Kind::variable;
}

const auto gather = [](Condition::Kind kind) {
  return [kind](auto& ctx) {
    Condition& c = _val(ctx);
    if (blank(c)) {
      c = _attr(ctx);
      return;
    }
    if (c.kind != kind) {
      Condition group;
      group.kind = kind;
      group.at = c.at;
      group.of.push_back(std::move(c));
      c = std::move(group);
    }
    c.of.push_back(std::move(_attr(ctx)));
  };
};
const auto conjunction_def = placed(simple[gather(Condition::Kind::all)] % kw("and"));
const auto condition_def = placed(conjunction[gather(Condition::Kind::any)] % kw("or"));

const auto set_of = [](Atom::Kind kind) {
  return [kind](auto& ctx) {
    _val(ctx).kind = kind;
    _val(ctx).set_variable = _attr(ctx).name;
  };
};
const auto atom_def =
    placed((kw("some") > variable[set_of(Atom::Kind::some)]) | (kw("no") > variable[set_of(Atom::Kind::no)]) |
           (expr[([](auto& ctx) { _val(ctx).left = _attr(ctx); })] > atom_op[([](auto& ctx) {
              _val(ctx).op = _attr(ctx).op;
              _val(ctx).op_variable = _attr(ctx).variable;
              _val(ctx).op_at = _attr(ctx).at;
            })] > expr[([](auto& ctx) { _val(ctx).right = _attr(ctx); })]));

const auto guard_def =
    placed((kw("label") > in_word > open_brace >
            (name[([](auto& ctx) { _val(ctx).labels.push_back(_attr(ctx).text); })] % ',') > close_brace) |
           (variable[([](auto& ctx) {
              _val(ctx).variable = _attr(ctx).name;
              _val(ctx).variable_at = _attr(ctx).at;
            })] > colon > name[([](auto& ctx) {
              _val(ctx).type = _attr(ctx).text;
              _val(ctx).type_at = _attr(ctx).at;
            })]));
const auto let_def = placed(variable[([](auto& ctx) { _val(ctx).variable = _attr(ctx).name; })] > equal >
                            expr[([](auto& ctx) { _val(ctx).value = _attr(ctx); })]);

struct lang_symbols : x3::symbols<std::string> {
  lang_symbols() { add("en", "en")("id", "id"); }
} const langs;
struct severity_symbols : x3::symbols<Severity> {
  severity_symbols() { add("error", Severity::error)("warning", Severity::warning)("note", Severity::note); }
} const severities;
struct status_symbols : x3::symbols<bool> {
  status_symbols() { add("active", false)("pilot", true); }
} const statuses;
struct verdict_symbols : x3::symbols<Verdict> {
  verdict_symbols() {
    add("supported", Verdict::supported)("refuted", Verdict::refuted)("outdated", Verdict::outdated)(
        "disputed", Verdict::disputed)("unverified", Verdict::unverified)("unread", Verdict::unread)(
        "unchecked", Verdict::unchecked);
  }
} const verdicts;
const auto boundary = !(alnum | char_("_-"));
const auto lang_def = x3::lexeme[langs >> boundary];
const auto severity_def = x3::lexeme[severities >> boundary];
const auto status_def = x3::lexeme[statuses >> boundary];
const auto verdict_def = x3::lexeme[verdicts >> boundary];

/// Words with {placeholders}, each a term of its own.
template <class Context>
void read_message(Message& m, const Words& w, const Context& context);

const auto say_def = placed(lang[([](auto& ctx) { _val(ctx).lang = _attr(ctx); })] >
                            words[([](auto& ctx) { read_message(_val(ctx), _attr(ctx), ctx); })]);
const auto fix_def = placed(variable[([](auto& ctx) { _val(ctx).target = _attr(ctx).name; })] > with_word >
                            expr[([](auto& ctx) { _val(ctx).with = _attr(ctx); })] >
                            -(kw("safe")[([](auto& ctx) { _val(ctx).safe = true; })]));
const auto add_say = [](auto& ctx) { _val(ctx).say.push_back(std::move(_attr(ctx))); };
const auto deciding = [](Verdict v) { return [v](auto& ctx) { _val(ctx).verdict = v; }; };
const auto clause_def =
    placed(((kw("supported")[deciding(Verdict::supported)] | kw("refuted")[deciding(Verdict::refuted)]) > when >
            condition[([](auto& ctx) { _val(ctx).when = _attr(ctx); })] >
            *((kw("say") > say[add_say]) |
              (kw("fix") > fix[([](auto& ctx) { _val(ctx).fix.push_back(std::move(_attr(ctx))); })]))) |
           (kw("unverified")[deciding(Verdict::unverified)] > say_word > say[add_say] > *(kw("say") > say[add_say])));
const auto label_def = placed(name[([](auto& ctx) { _val(ctx).name = _attr(ctx).text; })] > en_word >
                              words[([](auto& ctx) { _val(ctx).en = _attr(ctx).text; })] > id_word >
                              words[([](auto& ctx) { _val(ctx).id = _attr(ctx).text; })]);

const auto set_example_text = [](auto& ctx) {
  Example& e = _val(ctx);
  for (char c : _attr(ctx).text) {
    if (c == '[' && e.span.begin == 0 && e.span.end == 0) {
      e.span.begin = static_cast<std::uint32_t>(e.text.size());
    } else if (c == ']' && e.span.end == 0) {
      e.span.end = static_cast<std::uint32_t>(e.text.size());
    } else {
      e.text += c;
    }
  }
};
const auto example_def = placed(lang[([](auto& ctx) { _val(ctx).lang = _attr(ctx); })] >
                                verdict[([](auto& ctx) { _val(ctx).verdict = _attr(ctx); })] > words[set_example_text] >
                                *((kw("as_of") > day[([](auto& ctx) { _val(ctx).as_of = _attr(ctx); })]) |
                                  (kw("fix") > words[([](auto& ctx) { _val(ctx).fix = _attr(ctx).text; })])));

const auto add_example = [](bool known_wrong) {
  return [known_wrong](auto& ctx) {
    _val(ctx).rule.examples.push_back(std::move(_attr(ctx)));
    _val(ctx).rule.examples.back().known_wrong = known_wrong;
  };
};
const auto item_def =
    (kw("severity") > severity[([](auto& ctx) { _val(ctx).rule.severity = _attr(ctx); })]) |
    (kw("status") > status[([](auto& ctx) { _val(ctx).rule.pilot = _attr(ctx); })]) |
    (kw("atom") > atom[([](auto& ctx) {
       _val(ctx).rule.atom = std::move(_attr(ctx));
       ++_val(ctx).atoms;
     })]) |
    (kw("where") > (guard[([](auto& ctx) { _val(ctx).rule.guards.push_back(std::move(_attr(ctx))); })] % ',')) |
    (kw("let") > let[([](auto& ctx) { _val(ctx).rule.lets.push_back(std::move(_attr(ctx))); })]) |
    (kw("label") > label[([](auto& ctx) { _val(ctx).rule.labels.push_back(std::move(_attr(ctx))); })]) |
    (kw("example") > example[add_example(false)]) | (kw("known-wrong") > example[add_example(true)]) |
    clause[([](auto& ctx) { _val(ctx).rule.clauses.push_back(std::move(_attr(ctx))); })];

const auto file_def =
    (x3::eps > rule_word > rule_name[([](auto& ctx) {
       _val(ctx).rule.id = _attr(ctx).text;
       _val(ctx).rule.at = _attr(ctx).at;
     })] > words[([](auto& ctx) { _val(ctx).rule.doc = _attr(ctx).text; })]) > *item[([](auto& ctx) {
      Draft& d = _attr(ctx);
      Draft& all = _val(ctx);
      auto append = [](auto& onto, auto& more) {
        onto.insert(onto.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
      };
      if (d.atoms != 0) all.rule.atom = std::move(d.rule.atom);
      all.atoms += d.atoms;
      if (d.rule.severity != Severity::error) all.rule.severity = d.rule.severity;
      all.rule.pilot = all.rule.pilot || d.rule.pilot;
      append(all.rule.guards, d.rule.guards);
      append(all.rule.lets, d.rule.lets);
      append(all.rule.clauses, d.rule.clauses);
      append(all.rule.labels, d.rule.labels);
      append(all.rule.examples, d.rule.examples);
    })] > end;

BOOST_SPIRIT_DEFINE(close, close_brace, open_brace, colon, equal, when, with_word, in_word, en_word, id_word, say_word,
                    rule_word, end)
BOOST_SPIRIT_DEFINE(name, rule_name, variable, words, day, number, primary, expr, atom_op, relation)
BOOST_SPIRIT_DEFINE(simple, conjunction, condition, atom, guard, let, lang, severity, status, verdict)
BOOST_SPIRIT_DEFINE(say, fix, clause, label, example, item, file)

template <class Context>
void read_message(Message& m, const Words& w, const Context& context) {
  const SourceText& source = x3::get<source_tag>(context).get();
  std::string text;
  auto flush = [&] {
    if (!text.empty()) m.pieces.push_back({text, std::nullopt});
    text.clear();
  };
  for (It i = w.begin; i != w.end; ++i) {
    if (*i == '\\') {
      text += *++i;
      continue;
    }
    if (*i != '{') {
      text += *i;
      continue;
    }
    flush();
    It stop = i;
    while (stop != w.end && *stop != '}') ++stop;
    if (stop == w.end) {
      source.report(i, "syntax", "this '{' has no '}'");
      return;
    }
    Expr e;
    It at = i + 1;
    bool ok = false;
    try {
      const auto grammar = x3::with<source_tag>(std::cref(source))[expr];
      ok = x3::phrase_parse(at, stop, grammar, space, e) && at == stop;
    } catch (const x3::expectation_failure<It>& x) {
      at = x.where();
    }
    if (!ok) {
      source.report(at == stop ? i : at, "syntax", "expected a term like ?x between '{' and '}'");
    } else {
      m.pieces.push_back({"", std::move(e)});
    }
    i = stop;
  }
  flush();
}

/// Length of the comment and blank lines a file may begin with.
std::size_t head_size(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t i = at;
    while (i < text.size() && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r')) ++i;
    if (i < text.size() && text[i] != '#' && text[i] != '\n') break;
    const std::size_t line = text.find('\n', i);
    if (line == std::string_view::npos) return text.size();
    at = line + 1;
  }
  return at;
}

bool too_deep(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0, run = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth != 0) --depth;
    // `not not not ...` nests without brackets.
    if (text.substr(i).starts_with("not")) {
      ++run;
    } else if (!is_space(text[i]) && !(i >= 1 && text.substr(i - 1).starts_with("not")) &&
               !(i >= 2 && text.substr(i - 2).starts_with("not"))) {
      run = 0;
    }
    if (depth > limits::nesting || run > limits::nesting) return true;
  }
  return false;
}

}  // namespace

Result<Rule> parse_rule(std::string_view path, std::string_view text) {
  std::vector<Diagnostic> errors;
  if (text.size() > limits::rule_file_bytes || too_deep(text)) {
    Diagnostic d;
    d.code = "too-long";
    d.path = std::string(path);
    d.message = text.size() > limits::rule_file_bytes ? "the rule file is too long: one rule a file"
                                                      : "the rule is nested too deeply";
    return d;
  }
  const SourceText source(path, text, errors);
  const std::size_t head = head_size(text);
  Draft draft;
  It first = source.begin + head;
  const auto grammar = x3::with<source_tag>(std::cref(source))[file];
  const bool ok = x3::phrase_parse(first, source.end, grammar, space, draft);
  Rule& rule = draft.rule;
  if (errors.empty() && !ok) source.report(first, "syntax", "expected 'rule'");
  if (errors.empty() && draft.atoms != 1) {
    Diagnostic d;
    d.code = "syntax";
    d.path = std::string(path);
    d.line = rule.at.line;
    d.message = draft.atoms == 0 ? "the rule has no 'atom'" : "the rule has more than one 'atom'";
    errors.push_back(std::move(d));
  }
  if (!errors.empty()) return errors;
  rule.head = std::string(text.substr(0, head));
  rule.path = std::string(path);
  rule.source = std::string(text);
  return std::move(rule);
}

}  // namespace saksi::rules
