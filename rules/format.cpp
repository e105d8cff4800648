#include <string>

#include "rules/parse.h"

namespace saksi::rules {
namespace {

std::string quoted(std::string_view s) {
  std::string out = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string text(const Expr& e) {
  if (e.kind == Expr::Kind::variable) return "?" + e.name + (e.rest ? "..." : "");
  if (e.kind == Expr::Kind::literal) {
    if (const auto* w = std::get_if<Text>(&e.literal)) return quoted(w->text);
    if (const auto* q = std::get_if<Quantity>(&e.literal)) return std::to_string(static_cast<long long>(q->value));
    if (const auto* s = std::get_if<Symbol>(&e.literal)) return s->id;
    return "";
  }
  if (e.name == "the") return "the " + text(e.args[0]);
  if (e.name == "-") return text(e.args[0]) + " - " + text(e.args[1]);
  std::string out = (e.head_variable ? "?" : "") + e.name + "(";
  for (std::size_t i = 0; i < e.args.size(); ++i) out += (i == 0 ? "" : ", ") + text(e.args[i]);
  return out + ")";
}

std::string op_text(Op op, const std::string& variable) {
  return variable.empty() ? std::string(to_string(op)) : "?" + variable;
}

std::string text(const Condition& c, bool inner) {
  switch (c.kind) {
    case Condition::Kind::negation: return "not " + text(c.of[0], true);
    case Condition::Kind::test: return text(c.left);
    case Condition::Kind::compare: {
      std::string relation = c.relation == Condition::Relation::within  ? "within"
                             : c.relation == Condition::Relation::apart ? "apart"
                                                                        : op_text(c.op, c.op_variable);
      const std::string plain = text(c.left) + " " + relation + " " + text(c.right);
      return plain;
    }
    case Condition::Kind::all:
    case Condition::Kind::any: break;
  }
  const bool all = c.kind == Condition::Kind::all;
  std::string out;
  for (std::size_t i = 0; i < c.of.size(); ++i) out += (i == 0 ? "" : all ? " and " : " or ") + text(c.of[i], true);
  return inner ? "(" + out + ")" : out;
}

std::string text(const Message& m) {
  std::string out = "\"";
  for (const Message::Piece& p : m.pieces) {
    if (p.value) {
      out += "{" + text(*p.value) + "}";
    } else {
      const std::string q = quoted(p.text);
      out += q.substr(1, q.size() - 2);
    }
  }
  return out + "\"";
}

std::string text(const Example& e) {
  std::string marked = e.text;
  if (!e.span.empty()) {
    marked.insert(e.span.end, "]");
    marked.insert(e.span.begin, "[");
  }
  std::string out = std::string("  ") + (e.known_wrong ? "known-wrong " : "example ") + e.lang + " ";
  out += std::string(saksi::to_string(e.verdict)) + " " + quoted(marked);
  if (!e.as_of.empty()) out += " as_of " + e.as_of;
  if (!e.fix.empty()) out += " fix " + quoted(e.fix);
  return out + "\n";
}

}  // namespace

std::string format_rule(const Rule& r) {
  std::string out = r.head + "rule " + r.id + "\n  " + quoted(r.doc) + "\n";
  if (r.severity != Severity::error) out += "  severity " + std::string(saksi::to_string(r.severity)) + "\n";
  if (r.pilot) out += "  status pilot\n";
  out += "  atom ";
  if (r.atom.kind == Atom::Kind::compare) {
    out += text(r.atom.left) + " " + op_text(r.atom.op, r.atom.op_variable) + " " + text(r.atom.right) + "\n";
  } else {
    out += (r.atom.kind == Atom::Kind::some ? "some ?" : "no ?") + r.atom.set_variable + "\n";
  }
  for (const Guard& g : r.guards) {
    out += "  where ";
    if (!g.variable.empty()) {
      out += "?" + g.variable + " : " + g.type + "\n";
      continue;
    }
    out += "label in {";
    for (std::size_t i = 0; i < g.labels.size(); ++i) out += (i == 0 ? "" : ", ") + g.labels[i];
    out += "}\n";
  }
  for (const Let& l : r.lets) out += "  let ?" + l.variable + " = " + text(l.value) + "\n";
  for (const Clause& c : r.clauses) {
    out += "  " + std::string(saksi::to_string(c.verdict));
    if (c.when) out += " when " + text(*c.when, false);
    out += "\n";
    for (const Message& m : c.say) out += "    say " + m.lang + " " + text(m) + "\n";
    for (const Fix& f : c.fix) out += "    fix ?" + f.target + " with " + text(f.with) + (f.safe ? " safe" : "") + "\n";
  }
  if (!r.labels.empty()) out += "\n";
  for (const Label& l : r.labels) out += "  label " + l.name + " en " + quoted(l.en) + " id " + quoted(l.id) + "\n";
  if (!r.examples.empty()) out += "\n";
  for (const Example& e : r.examples) out += text(e);
  return out;
}

}  // namespace saksi::rules
