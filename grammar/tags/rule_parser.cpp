#include <algorithm>
#include <array>
#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/optional.hpp>
#include <boost/spirit/home/x3.hpp>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "grammar/tags/rule_lines.h"
#include "grammar/tags/rules.h"

namespace saksi::grammar {

namespace ast {

/// "word|word", @list, <lemma>, <@list>, or a tag, a set of tags or a feature by its name.
struct Term {
  std::string kind;  ///< the sign that it opens with; empty for a name
  std::vector<std::string> words;
};
struct Alternative {
  bool sure = false;
  Term term;
};
struct Test {
  bool denied = false;
  std::vector<Alternative> alternatives;
};
struct Condition {
  bool denied = false;
  std::string place;
  std::vector<Test> tests;
  boost::optional<Test> until;
};
struct Rule {
  std::string what;
  std::vector<std::string> tags;
  std::vector<Condition> conditions;
};
struct Definition {
  std::string what, name;
  std::vector<std::string> values;
};

}  // namespace ast

}  // namespace saksi::grammar

BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::Term, kind, words)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::Alternative, sure, term)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::Test, denied, alternatives)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::Condition, denied, place, tests, until)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::Rule, what, tags, conditions)
BOOST_FUSION_ADAPT_STRUCT(saksi::grammar::ast::Definition, what, name, values)

namespace saksi::grammar {

namespace syntax {

namespace x3 = boost::spirit::x3;
using x3::char_;
using x3::lexeme;
using x3::matches;
using x3::string;

/// A keyword, and not the beginning of a longer word.
auto kw(const char* word) { return lexeme[string(word) >> !char_("a-zA-Z0-9_.")]; }

const x3::rule<struct name_rule, std::string> name = "a name";
const x3::rule<struct words_rule, std::vector<std::string>> quoted = "words in quotes";
const x3::rule<struct alternative_rule, ast::Alternative> alternative = "a test";
const x3::rule<struct test_rule, ast::Test> test = "a test";
const x3::rule<struct place_rule, std::string> place = "a place (0, -1, +2, -*, +*)";
const x3::rule<struct condition_rule, ast::Condition> condition = "a condition";
const x3::rule<struct rule_rule, ast::Rule> rule = "a rule";
const x3::rule<struct definition_rule, ast::Definition> definition = "a definition";

const auto name_def = x3::raw[lexeme[+char_("a-zA-Z0-9_.'-")]];
const x3::rule<struct word_rule, std::string> word_text = "a word";
const auto word_text_def = x3::raw[+(char_ - char_("\"|<>@"))];
const auto quoted_def = word_text % '|';
// Nothing may stand between the parts of a test: a blank ends it.
const x3::rule<struct words_term_rule, ast::Term> words_term = "words in quotes";
const x3::rule<struct lemma_list_rule, ast::Term> lemma_list = "a list of lemmas";
const x3::rule<struct lemmas_rule, ast::Term> lemmas = "lemmas";
const x3::rule<struct list_term_rule, ast::Term> list_term = "a list";
const x3::rule<struct name_term_rule, ast::Term> name_term = "a tag, a set or a feature";
const auto words_term_def = string("\"") >> quoted >> '"';
const auto lemma_list_def = string("<@") >> x3::repeat(1)[name] >> '>';
const auto lemmas_def = string("<") >> quoted >> '>';
const auto list_term_def = string("@") >> x3::repeat(1)[name];
const auto name_term_def = x3::attr(std::string()) >> x3::repeat(1)[name];
const auto alternative_def = matches['='] >> (words_term | lemma_list | lemmas | list_term | name_term);
const auto test_def = lexeme[matches['!'] >> (alternative % '|')];
const auto place_def = x3::raw[lexeme[(char_("+-") >> (char_('*') | +char_("0-9"))) | char_('0')]];
const auto condition_def = matches[kw("not")] >> place >> (test % kw("and")) >> -(x3::omit[kw("until")] >> test);
const auto rule_def = (kw("select") | kw("remove")) >> (name % '|') >> x3::omit[kw("if")] >> +condition;
const auto definition_def = ((kw("set") >> name >> '=' >> (name % '|')) | (kw("list") >> name >> '=' >> +name) |
                             (kw("section") >> name >> x3::attr(std::vector<std::string>())));

BOOST_SPIRIT_DEFINE(name, word_text, quoted, words_term, lemma_list, lemmas, list_term, name_term, alternative, test,
                    place, condition, rule, definition)

}  // namespace syntax

namespace {

constexpr std::array<std::pair<std::string_view, FormFeature>, 12> kFeatures{{{"plural", FormFeature::plural},
                                                                              {"single", FormFeature::singular},
                                                                              {"cap", FormFeature::capital},
                                                                              {"upper", FormFeature::upper},
                                                                              {"ly", FormFeature::ly},
                                                                              {"known", FormFeature::known},
                                                                              {"many", FormFeature::many},
                                                                              {"verbish", FormFeature::verbish},
                                                                              {"nounish", FormFeature::nounish},
                                                                              {"mostverb", FormFeature::mostverb},
                                                                              {"thingish", FormFeature::thingish},
                                                                              {"adjish", FormFeature::adjish}}};

class Parser {
 public:
  Parser(std::string_view path, std::string_view text) : lines_(path, text) {}

  Result<TagRules> run() {
    while (lines_.next()) one_line(lines_.body());
    if (!lines_.faults().empty()) return std::move(lines_.faults());
    number_words();
    return std::move(out_);
  }

 private:
  void one_line(std::string_view line) {
    if (line.front() == '#') {
      const std::string_view said = trim(line.substr(1));
      if (said.starts_with("ex ") && !out_.rules.empty())
        out_.examples.push_back({out_.rules.size() - 1, lines_.number(), std::string(trim(said.substr(3)))});
      return;
    }
    const std::size_t comment = line.find("  #");
    const std::string_view body = trim(line.substr(0, comment));
    const std::string_view id = comment == std::string_view::npos ? std::string_view() : trim(line.substr(comment + 3));
    const char *from = body.data(), *const end = body.data() + body.size();
    if (body.starts_with("select") || body.starts_with("remove")) {
      ast::Rule rule;
      if (syntax::x3::phrase_parse(from, end, syntax::rule, syntax::x3::standard::blank, rule) && from == end)
        return add(rule, id);
    } else {
      ast::Definition d;
      if (syntax::x3::phrase_parse(from, end, syntax::definition, syntax::x3::standard::blank, d) && from == end)
        return define(d);
    }
    lines_.unreadable(from, end, "bad-rule",
                      "this cannot be read; a line is \"select TAGS if CONDITIONS\", \"remove TAGS if CONDITIONS\", "
                      "\"set NAME = TAGS\", \"list NAME = WORDS\" or \"section NAME\"");
  }

  void define(const ast::Definition& d) {
    if (d.what == "section") {
      headline_ = d.name == "headline";
      if (!headline_ && d.name != "text") lines_.fault(d.name, "unknown-section", "sections are text and headline");
    } else if (d.what == "set") {
      sets_.define(d.name, sets_.of(d.values, lines_));
    } else {
      for (const std::string& w : d.values) lists_[d.name].insert(spaced(w));
    }
  }

  static std::string spaced(std::string word) {
    std::replace(word.begin(), word.end(), '_', ' ');
    return word;
  }

  std::uint32_t set_of(const std::set<std::string>& words) {
    const auto [it, is_new] = word_sets_.emplace(words, static_cast<std::uint32_t>(word_sets_.size() + 1));
    return it->second;
  }

  TagTest compiled(const ast::Test& t) {
    TagTest out;
    out.denied = t.denied;
    std::set<std::string> words, lemmas;
    for (const ast::Alternative& a : t.alternatives) {
      out.sure = out.sure || a.sure;
      const auto listed = [&](std::set<std::string>& to) {
        const auto it = lists_.find(a.term.words.front());
        if (it == lists_.end())
          return lines_.fault(a.term.words.front(), "unknown-list", "there is no list '" + a.term.words.front() + "'");
        to.insert(it->second.begin(), it->second.end());
      };
      const auto told = [&](std::set<std::string>& to) {
        for (const std::string& w : a.term.words) to.insert(spaced(w));
      };
      if (a.term.kind == "\"") told(words);
      if (a.term.kind == "<") told(lemmas);
      if (a.term.kind == "@") listed(words);
      if (a.term.kind == "<@") listed(lemmas);
      if (!a.term.kind.empty()) continue;
      const std::string& name = a.term.words.front();
      const auto* const feature =
          std::find_if(kFeatures.begin(), kFeatures.end(), [&](const auto& f) { return f.first == name; });
      if (feature != kFeatures.end())
        out.features = static_cast<std::uint16_t>(out.features | static_cast<std::uint16_t>(feature->second));
      else
        out.tags |= sets_.of(name, lines_);
    }
    if (!words.empty()) out.words = set_of(words);
    if (!lemmas.empty()) out.lemmas = set_of(lemmas);
    return out;
  }

  void add(const ast::Rule& r, std::string_view id) {
    TagRule out;
    out.select = r.what == "select";
    out.tags = sets_.of(r.tags, lines_);
    out.id = id;
    out.line = lines_.number();
    out.headline = headline_;
    for (const ast::Condition& c : r.conditions) {
      TagCondition made;
      made.denied = c.denied;
      made.scan = c.place.back() == '*';
      constexpr std::size_t kFarthest = 2;  // sign and digit: nine words away
      if (!made.scan && c.place.size() > kFarthest)
        lines_.fault(c.place, "bad-place", "a place is nine words away at most");
      made.offset = static_cast<std::int8_t>(made.scan ? (c.place.front() == '-' ? -1 : 1)
                                                       : std::atoi(c.place.substr(0, kFarthest).c_str()));
      for (const ast::Test& t : c.tests) made.tests.push_back(compiled(t));
      if (c.until) made.until.push_back(compiled(*c.until));
      if (c.until && !made.scan) lines_.fault(c.place, "bad-until", "only a scan, +* or -*, goes until something");
      out.conditions.push_back(std::move(made));
    }
    if (id.empty()) lines_.fault(r.what, "no-id", "a rule ends with its id: \"   # A01\"");
    if (!ids_.insert(std::string(id)).second) lines_.fault(id, "duplicate-id", "there is a rule of this id already");
    out_.rules.push_back(std::move(out));
  }

  void number_words() {
    std::set<std::string> all;
    for (const auto& [words, number] : word_sets_) all.insert(words.begin(), words.end());
    out_.vocabulary.assign(all.begin(), all.end());
    out_.blocks = static_cast<std::uint32_t>(all.size() / 64 + 1);
    out_.sets.assign(word_sets_.size() * out_.blocks, 0);
    for (const auto& [words, number] : word_sets_) {
      for (const std::string& w : words) {
        const auto id = static_cast<std::uint32_t>(std::distance(all.begin(), all.find(w)) + 1);  // from 1
        out_.sets[(number - 1) * out_.blocks + id / 64] |= std::uint64_t{1} << (id % 64);
      }
    }
  }

  RuleLines lines_;
  bool headline_ = false;
  TagRules out_;
  TagSets sets_;
  std::map<std::string, std::set<std::string>> lists_;
  std::map<std::set<std::string>, std::uint32_t> word_sets_;
  std::set<std::string> ids_;
};

}  // namespace

Result<TagRules> parse_tag_rules(std::string_view path, std::string_view text) { return Parser(path, text).run(); }

}  // namespace saksi::grammar
