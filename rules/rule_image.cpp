#include "rules/rule_image.h"

#include <variant>

#include "core/archive.h"

namespace saksi {

// How each part of a rule is kept. A literal is a whole number, words or a symbol.

template <class Archive, described<Quantity> T>
void fields(Archive& a, T& x) {
  a(x.value, x.low, x.high, x.unit, x.hedge, x.bound, x.decimals, x.significant, x.range);
}
template <class Archive, described<Span> T>
void fields(Archive& a, T& x) {
  a(x.begin, x.end);
}

namespace notation {

template <class Archive, described<Symbol> T>
void fields(Archive& a, T& x) {
  a(x.id);
}
template <class Archive, described<Text> T>
void fields(Archive& a, T& x) {
  a(x.text);
}

}  // namespace notation

namespace rules {
namespace {

enum class Literal : std::uint8_t { none, number, words, symbol };

void literal(ArchiveWriter& a, const Value& value) {
  const auto* number = std::get_if<Quantity>(&value);
  const auto* words = std::get_if<Text>(&value);
  const auto* symbol = std::get_if<Symbol>(&value);
  a(number != nullptr   ? Literal::number
    : words != nullptr  ? Literal::words
    : symbol != nullptr ? Literal::symbol
                        : Literal::none);
  if (number != nullptr) a(*number);
  if (words != nullptr) a(*words);
  if (symbol != nullptr) a(*symbol);
}

template <class T>
void read_as(ArchiveReader& a, Value& value) {
  T x;
  a(x);
  value = std::move(x);
}

void literal(ArchiveReader& a, Value& value) {
  Literal kind = Literal::none;
  a(kind);
  if (kind == Literal::number) read_as<Quantity>(a, value);
  if (kind == Literal::words) read_as<Text>(a, value);
  if (kind == Literal::symbol) read_as<Symbol>(a, value);
}

}  // namespace

template <class Archive, described<Place> T>
void fields(Archive& a, T& x) {
  a(x.offset, x.line, x.column, x.length);
}
template <class Archive, described<Expr> T>
void fields(Archive& a, T& x) {
  a(x.kind, x.name, x.head_variable, x.rest, x.args, x.at);
  if (x.kind == Expr::Kind::literal) literal(a, x.literal);
}
template <class Archive, described<AtomPattern> T>
void fields(Archive& a, T& x) {
  a(x.kind, x.left, x.right, x.op, x.op_variable, x.op_at, x.set_variable, x.at);
}
template <class Archive, described<Guard> T>
void fields(Archive& a, T& x) {
  a(x.variable, x.type, x.labels, x.at, x.variable_at, x.type_at);
}
template <class Archive, described<Let> T>
void fields(Archive& a, T& x) {
  a(x.variable, x.value, x.at);
}
template <class Archive, described<Condition> T>
void fields(Archive& a, T& x) {
  a(x.kind, x.of, x.left, x.right, x.relation, x.op, x.op_variable, x.test, x.args, x.at);
}
template <class Archive, described<Message::Piece> T>
void fields(Archive& a, T& x) {
  a(x.text, x.value);
}
template <class Archive, described<Message> T>
void fields(Archive& a, T& x) {
  a(x.lang, x.pieces, x.at);
}
template <class Archive, described<Fix> T>
void fields(Archive& a, T& x) {
  a(x.target, x.with, x.safe, x.at);
}
template <class Archive, described<Clause> T>
void fields(Archive& a, T& x) {
  a(x.verdict, x.when, x.say, x.fix, x.at);
}
template <class Archive, described<Example> T>
void fields(Archive& a, T& x) {
  a(x.lang, x.verdict, x.text, x.span, x.as_of, x.fix, x.known_wrong, x.at);
}
template <class Archive, described<Label> T>
void fields(Archive& a, T& x) {
  a(x.name, x.en, x.id, x.at);
}
template <class Archive, described<Rule> T>
void fields(Archive& a, T& x) {
  a(x.id, x.doc, x.severity, x.pilot, x.atom, x.guards, x.lets, x.clauses, x.labels, x.examples, x.at, x.head, x.path,
    x.source);
}

std::string rule_image(std::span<const Rule> rules) {
  ArchiveWriter out;
  out(std::vector<Rule>(rules.begin(), rules.end()));
  return std::move(out.bytes);
}

std::optional<std::vector<Rule>> rules_in(std::string_view image) {
  ArchiveReader in(image);
  std::vector<Rule> out;
  in(out);
  return in.whole() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace rules
}  // namespace saksi
