#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/spelling.h"
#include "rules/builtins.h"
#include "rules/parse.h"

namespace saksi::rules {
namespace {

class Checker {
 public:
  Checker(const Rule& rule, const Schema& schema) : rule_(rule), schema_(schema) {}

  std::vector<Diagnostic> run() {
    check_id();
    check_atom();
    for (const Guard& g : rule_.guards) check_guard(g);
    for (const Let& l : rule_.lets) {
      check_value(l.value);
      bind(l.variable, Sort::value, l.at);
    }
    check_clauses();
    check_labels();
    check_examples();
    for (const Let& l : rule_.lets) {
      if (used_.count(l.variable) == 0)
        add("unused-variable", l.at, "?" + l.variable + " is computed and never used", head_length(l.variable));
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::move(found_);
  }

 private:
  static int head_length(std::string_view variable) { return static_cast<int>(variable.size()) + 1; }

  void add(std::string code, Place at, std::string message, int length = 0) {
    Diagnostic d;
    d.code = std::move(code);
    d.path = rule_.path;
    d.line = at.line;
    d.column = at.column;
    d.length = length > 0 ? length : at.length;
    d.message = std::move(message);
    std::string_view text = rule_.source;
    for (int line = 1; line < at.line && !text.empty(); ++line) {
      const std::size_t end = text.find('\n');
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    d.source = std::string(text.substr(0, text.find('\n')));
    found_.push_back(std::move(d));
  }

  void bind(const std::string& variable, Sort sort, Place at) {
    if (!sorts_.emplace(variable, sort).second)
      add("bound-twice", at, "?" + variable + " already has a meaning; choose another name", head_length(variable));
  }

  void check_id() {
    if (rule_.path.empty()) return;
    const std::string file = "/" + rule_.id + ".rule";
    if (!("/" + rule_.path).ends_with(file))
      add("wrong-file", rule_.at, "rule " + rule_.id + " must stand in a file " + rule_.id + ".rule",
          static_cast<int>(rule_.id.size()));
  }

  // Patterns: a variable takes its sort from where it stands.
  void check_atom() {
    const AtomPattern& a = rule_.atom;
    if (a.kind != Atom::Kind::compare) {
      bind(a.set_variable, Sort::set, a.at);
      return;
    }
    check_pattern(a.left, Sort::term);
    if (!a.op_variable.empty()) bind(a.op_variable, Sort::op, a.op_at);
    check_pattern(a.right, Sort::term);
  }

  void check_pattern(const Expr& e, Sort sort) {
    if (e.kind == Expr::Kind::variable) {
      if (e.rest && sort != Sort::terms) {
        add("wrong-type", e.at, "?" + e.name + "... may stand only last among the arguments of a property");
        return;
      }
      bind(e.name, sort, e.at);
      return;
    }
    if (e.kind == Expr::Kind::literal) {
      const auto* word = std::get_if<Symbol>(&e.literal);
      if (sort == Sort::name && word != nullptr) {
        known_head(*word, e.at);
      } else if (word != nullptr && word->id == "now" && sort == Sort::term) {
        return;
      } else if (sort == Sort::set || sort == Sort::name || (sort == Sort::key && word == nullptr)) {
        add("wrong-type", e.at, "expected " + std::string(to_string(sort)));
      }
      return;
    }
    if (sort != Sort::term) {
      add("wrong-type", e.at, "expected " + std::string(to_string(sort)) + ", found a term");
      return;
    }
    if (e.head_variable) {
      bind(e.name, Sort::name, e.at);
      check_arguments(e);
      return;
    }
    if (const Constructor* c = find_constructor(e.name)) {
      if (!arity(e, c->params.size())) return;
      for (std::size_t i = 0; i < e.args.size(); ++i) check_pattern(e.args[i], c->params[i]);
      return;
    }
    known_head(Symbol{e.name}, e.at);
    check_arguments(e);
  }

  void check_arguments(const Expr& e) {
    for (std::size_t i = 0; i < e.args.size(); ++i)
      check_pattern(e.args[i], e.args[i].rest && i + 1 == e.args.size() ? Sort::terms : Sort::term);
  }

  bool arity(const Expr& e, std::size_t n) {
    if (e.args.size() == n) return true;
    add("wrong-arguments", e.at,
        e.name + " takes " + std::to_string(n) + (n == 1 ? " argument" : " arguments") + ", here are " +
            std::to_string(e.args.size()));
    return false;
  }

  [[nodiscard]] bool is_head(std::string_view name) const {
    const auto computed = computed_heads();
    const auto has = [&](const EventDef& e) { return e.role(name) != nullptr; };
    return schema_.property(name) != nullptr || std::any_of(schema_.events.begin(), schema_.events.end(), has) ||
           std::find(computed.begin(), computed.end(), name) != computed.end();
  }

  [[nodiscard]] std::vector<std::string_view> heads() const {
    std::set<std::string_view> properties, roles;
    for (const PropertyDef& p : schema_.properties) properties.insert(p.id);
    for (const EventDef& e : schema_.events)
      for (const RoleDef& r : e.roles) roles.insert(r.name);
    std::vector<std::string_view> out(properties.begin(), properties.end());
    out.insert(out.end(), roles.begin(), roles.end());
    const auto computed = computed_heads();
    out.insert(out.end(), computed.begin(), computed.end());
    return out;
  }

  void known_head(const Symbol& name, Place at) {
    if (is_head(name.id)) return;
    add("unknown-property", at, "unknown role or property '" + name.id + "'" + did_you_mean(name.id, heads()),
        static_cast<int>(name.id.size()));
  }

  void check_guard(const Guard& g) {
    if (g.variable.empty()) return;
    const Sort* sort = use(g.variable, g.variable_at);
    const auto types = guard_types();
    const bool named = g.type == "role" || g.type == "property";
    const bool plain = std::find(types.begin(), types.end(), g.type) != types.end();
    if (!plain && schema_.kind(g.type) == nullptr && schema_.event(g.type) == nullptr) {
      std::vector<std::string_view> known(types.begin(), types.end());
      for (const KindDef& k : schema_.kinds) known.push_back(k.id);
      for (const EventDef& e : schema_.events) known.push_back(e.id);
      add("unknown-kind", g.type_at, "unknown type or kind '" + g.type + "'" + did_you_mean(g.type, known));
      return;
    }
    if (sort == nullptr) return;
    const bool fits =
        named ? *sort == Sort::name
              : *sort == Sort::term || (*sort == Sort::set && (g.type == "event" || g.type == "entity" || !plain));
    if (!fits)
      add("wrong-type", g.type_at,
          "?" + g.variable + " is " + std::string(to_string(*sort)) + " and can't be " + g.type);
  }

  const Sort* use(const std::string& variable, Place at) {
    used_.insert(variable);
    const auto it = sorts_.find(variable);
    if (it != sorts_.end()) return &it->second;
    std::vector<std::string_view> known;
    for (const auto& [name, sort] : sorts_) known.push_back(name);
    std::string hint = did_you_mean(variable, known);
    if (const std::size_t quote = hint.find('\''); quote != std::string::npos) hint.insert(quote + 1, "?");
    add("unbound-variable", at, "unbound variable ?" + variable + hint, head_length(variable));
    return nullptr;
  }

  static bool fits(Sort given, Sort wanted) {
    return given == wanted || (wanted == Sort::value && given == Sort::term);
  }

  void check_argument(const Expr& e, Sort wanted) {
    if (e.kind == Expr::Kind::variable) {
      const Sort* given = use(e.name, e.at);
      if (given != nullptr && !fits(*given, wanted))
        add("wrong-type", e.at,
            "?" + e.name + " is " + std::string(to_string(*given)) + "; wanted is " + std::string(to_string(wanted)));
      return;
    }
    if (wanted == Sort::name || wanted == Sort::key) {
      const auto* word = std::get_if<Symbol>(&e.literal);
      if (e.kind == Expr::Kind::literal && word != nullptr) {
        if (wanted == Sort::name) known_head(*word, e.at);
        return;
      }
    }
    if (wanted != Sort::value && wanted != Sort::term && !(wanted == Sort::number && e.kind == Expr::Kind::literal)) {
      add("wrong-type", e.at, "expected " + std::string(to_string(wanted)));
      return;
    }
    check_value(e);
  }

  void check_value(const Expr& e) {
    if (e.kind == Expr::Kind::literal) return;
    if (e.kind == Expr::Kind::variable) {
      check_argument(e, Sort::value);
      return;
    }
    if (e.head_variable) {
      const Sort* given = use(e.name, e.at);
      if (given != nullptr && *given != Sort::name)
        add("wrong-type", e.at,
            "?" + e.name + " is " + std::string(to_string(*given)) + "; wanted is " +
                std::string(to_string(Sort::name)),
            head_length(e.name));
    } else if (const Builtin* b = find_builtin(e.name, false)) {
      if (!arity(e, b->params.size())) return;
      for (std::size_t i = 0; i < e.args.size(); ++i) check_argument(e.args[i], b->params[i]);
      return;
    } else if (const Constructor* c = find_constructor(e.name)) {
      if (!arity(e, c->params.size())) return;
      for (std::size_t i = 0; i < e.args.size(); ++i) check_argument(e.args[i], c->params[i]);
      return;
    } else if (!is_head(e.name)) {
      std::vector<std::string_view> known = heads();
      for (const Builtin& x : builtins())
        if (!x.test) known.push_back(x.name);
      add("unknown-function", e.at, "unknown function, role or property '" + e.name + "'" + did_you_mean(e.name, known),
          static_cast<int>(e.name.size()));
      return;
    }
    for (const Expr& a : e.args) {
      const auto many = a.kind == Expr::Kind::variable ? sorts_.find(a.name) : sorts_.end();
      check_argument(a, many != sorts_.end() && many->second == Sort::terms ? Sort::terms : Sort::term);
    }
  }

  void check_condition(const Condition& c) {
    switch (c.kind) {
      case Condition::Kind::all:
      case Condition::Kind::any:
      case Condition::Kind::negation:
        for (const Condition& x : c.of) check_condition(x);
        return;
      case Condition::Kind::compare:
        check_argument(c.left, Sort::value);
        check_argument(c.right, Sort::value);
        if (c.relation == Condition::Relation::op_variable) {
          const Sort* given = use(c.op_variable, c.at);
          if (given != nullptr && *given != Sort::op)
            add("wrong-type", c.at,
                "?" + c.op_variable + " is " + std::string(to_string(*given)) + "; wanted is a relation");
        }
        return;
      case Condition::Kind::test: break;
    }
    const Builtin* b = c.test.empty() ? nullptr : find_builtin(c.test, true);
    if (b != nullptr) {
      if (!arity(c.left, b->params.size())) return;
      for (std::size_t i = 0; i < c.args.size(); ++i) check_argument(c.args[i], b->params[i]);
      return;
    }
    std::vector<std::string_view> known;
    for (const Builtin& x : builtins())
      if (x.test) known.push_back(x.name);
    if (c.test.empty()) {
      add("not-a-condition", c.at, "a term alone is no condition; compare it, or test it with certain(...)");
    } else {
      add("unknown-test", c.at, "unknown test '" + c.test + "'" + did_you_mean(c.test, known),
          static_cast<int>(c.test.size()));
    }
  }

  void check_messages(const std::vector<Message>& say, Place at, std::string_view what) {
    std::set<std::string> langs;
    for (const Message& m : say) {
      if (!langs.insert(m.lang).second) add("said-twice", m.at, "a second message in '" + m.lang + "'");
      for (const Message::Piece& p : m.pieces)
        if (p.value) check_placeholder(*p.value);
    }
    for (std::string_view lang : message_languages)
      if (langs.count(std::string(lang)) == 0)
        add("no-message", at, std::string(what) + " has no message in '" + std::string(lang) + "'",
            static_cast<int>(what.size()));
  }

  void check_placeholder(const Expr& e) {
    if (e.kind == Expr::Kind::variable) {
      use(e.name, e.at);  // names, keys and sets can all be shown
    } else {
      check_value(e);
    }
  }

  void check_clauses() {
    bool decides = false;
    for (const Clause& c : rule_.clauses) {
      const std::string what(c.verdict == Verdict::supported ? "supported"
                             : c.verdict == Verdict::refuted ? "refuted"
                                                             : "unverified");
      decides = decides || c.verdict != Verdict::unverified;
      if (c.when) check_condition(*c.when);
      check_messages(c.say, c.at, what);
      for (const Fix& f : c.fix) {
        const Sort* given = use(f.target, f.at);
        if (given != nullptr && *given != Sort::term)
          add("wrong-type", f.at, "?" + f.target + " is " + std::string(to_string(*given)) + "; a fix replaces a term");
        check_argument(f.with, Sort::value);
        if (c.verdict != Verdict::refuted) add("misplaced-fix", f.at, "only 'refuted' can offer a fix");
      }
    }
    if (!decides)
      add("decides-nothing", rule_.at, "the rule has neither 'supported when' nor 'refuted when'",
          static_cast<int>(rule_.id.size()));
  }

  void check_labels() {
    std::set<std::string> seen;
    for (const Label& l : rule_.labels)
      if (!seen.insert(l.name).second) add("labelled-twice", l.at, "a second label for '" + l.name + "'");
  }

  void check_examples() {
    std::set<Verdict> shown;
    std::set<std::string> langs;
    for (const Example& e : rule_.examples) {
      if (e.known_wrong) continue;
      shown.insert(e.verdict);
      langs.insert(e.lang);
      const bool spanned =
          e.verdict == Verdict::supported || e.verdict == Verdict::refuted || e.verdict == Verdict::outdated;
      if (spanned && e.span.empty())
        add("no-span", e.at, "the example marks no [span]: put brackets around the words that the verdict is about");
    }
    const auto wants = [&](Verdict v, std::string_view word) {
      const bool possible =
          std::any_of(rule_.clauses.begin(), rule_.clauses.end(), [&](const Clause& c) { return c.verdict == v; });
      if (possible && shown.count(v) == 0)
        add("no-example", rule_.at, "the rule has no " + std::string(word) + " example",
            static_cast<int>(rule_.id.size()));
    };
    wants(Verdict::supported, "supported");
    wants(Verdict::refuted, "refuted");
    for (std::string_view lang : message_languages)
      if (langs.count(std::string(lang)) == 0)
        add("no-example", rule_.at, "the rule has no example in '" + std::string(lang) + "'",
            static_cast<int>(rule_.id.size()));
  }

  const Rule& rule_;
  const Schema& schema_;
  std::map<std::string, Sort> sorts_;
  std::set<std::string> used_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> check_rule(const Rule& rule, const Schema& schema) { return Checker(rule, schema).run(); }

}  // namespace saksi::rules
