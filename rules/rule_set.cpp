#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "core/spelling.h"
#include "rules/parse.h"
#include "rules/rule_files.h"
#include "rules/rule_image.h"

namespace saksi::rules {
namespace {

namespace fs = std::filesystem;

int weight(const Expr& e) {
  if (e.kind == Expr::Kind::variable) return 0;
  int w = e.head_variable ? 2 : 4;
  for (const Expr& a : e.args) w += weight(a);
  return w;
}

/// FNV-1a, 64 bits. Source: Fowler, Noll, Vo, draft-eastlake-fnv.
std::uint64_t fnv(std::uint64_t h, std::string_view s) {
  for (char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return (h ^ 0xffU) * 0x100000001b3ULL;
}

std::string hex(std::uint64_t h) {
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; h >>= 4U) out[i] = "0123456789abcdef"[h & 15U];
  return out;
}

Diagnostic of_folder(std::string code, std::string path, std::string message) {
  Diagnostic d;
  d.code = std::move(code);
  d.path = std::move(path);
  d.message = std::move(message);
  return d;
}

}  // namespace

int specificity(const Rule& rule) {
  int w = rule.atom.kind == Atom::Kind::compare ? 0 : 4;
  w += weight(rule.atom.left) + weight(rule.atom.right);
  if (rule.atom.kind == Atom::Kind::compare && rule.atom.op_variable.empty()) w += 1;
  return w + static_cast<int>(rule.guards.size());
}

RuleSet::RuleSet(std::vector<Rule> rules) : rules_(std::move(rules)) {
  std::sort(rules_.begin(), rules_.end(), [](const Rule& a, const Rule& b) {
    const int sa = specificity(a);
    const int sb = specificity(b);
    return sa != sb ? sa > sb : a.id < b.id;
  });
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const Rule& r : rules_) h = fnv(fnv(h, r.id), r.source);
  hash_ = hex(h);
}

namespace {

/// The rules as far as each could be read.
using Unchecked = std::vector<Result<Rule>>;

void parse(std::span<const EmbeddedFile> files, Unchecked& out) {
  out.reserve(out.size() + files.size());
  for (const EmbeddedFile& f : files) out.push_back(parse_rule(f.path, f.content));
}

Result<Unchecked> read(const std::string& folder, std::string_view built_in) {
  std::vector<std::pair<std::string, std::string>> texts;
  if (!folder.empty()) {
    std::error_code ec;
    if (!fs::is_directory(folder, ec)) return of_folder("no-such-folder", folder, "no such folder of rules");
    for (fs::recursive_directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
      if (it->path().extension() != ".rule") continue;
      std::ifstream in(it->path(), std::ios::binary);
      std::ostringstream content;
      content << in.rdbuf();
      if (!in) return of_folder("unreadable", it->path().generic_string(), "can't read this rule file");
      texts.emplace_back(it->path().generic_string(), content.str());
    }
    if (ec) return of_folder("unreadable", folder, "can't read this folder: " + ec.message());
    std::sort(texts.begin(), texts.end());
  }
  Unchecked out;
  if (auto made = rules_in(built_in))
    for (Rule& r : *made) out.emplace_back(std::move(r));
  else
    parse(rule_files(), out);
  for (const auto& [path, content] : texts) out.push_back(parse_rule(path, content));
  return out;
}

/// Those in force: of two with one id the later.
Result<std::vector<Rule>> check(Unchecked files, const Schema& schema) {
  std::vector<Rule> rules;
  std::vector<Diagnostic> errors;
  for (Result<Rule>& r : files) {
    const std::vector<Diagnostic> wrong = r.ok() ? check_rule(*r, schema) : r.errors();
    errors.insert(errors.end(), wrong.begin(), wrong.end());
    if (!r.ok()) continue;
    const auto same = std::find_if(rules.begin(), rules.end(), [&](const Rule& x) { return x.id == r->id; });
    if (same != rules.end()) {
      *same = std::move(*r);
    } else {
      rules.push_back(std::move(*r));
    }
  }
  if (!errors.empty()) return errors;
  return rules;
}

}  // namespace

Result<std::shared_ptr<const RuleSet>> RuleSet::make(std::span<const EmbeddedFile> files, const Schema& schema) {
  Unchecked all;
  parse(files, all);
  auto rules = check(std::move(all), schema);
  if (!rules) return rules.errors();
  return std::shared_ptr<const RuleSet>(new RuleSet(std::move(rules).value()));
}

Result<std::shared_ptr<const RuleSet>> RuleSet::load(const std::string& folder, const Schema& schema,
                                                     std::string_view built_in) {
  auto files = read(folder, built_in);
  if (!files) return files.errors();
  auto rules = check(std::move(files).value(), schema);
  if (!rules) return rules.errors();
  return std::shared_ptr<const RuleSet>(new RuleSet(std::move(rules).value()));
}

Result<std::shared_ptr<const RuleSet>> RuleSet::select(const std::vector<std::string>& enable,
                                                       const std::vector<std::string>& disable) const {
  std::vector<Diagnostic> errors;
  std::vector<std::string_view> known;
  for (const Rule& r : rules_) known.push_back(r.id);
  for (const auto* list : {&enable, &disable})
    for (const std::string& id : *list)
      if (find(id) == nullptr)
        errors.push_back(of_folder("unknown-rule", "", "there is no rule '" + id + "'" + did_you_mean(id, known)));
  if (!errors.empty()) return errors;
  const auto has = [](const std::vector<std::string>& list, const std::string& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  std::vector<Rule> kept;
  for (const Rule& r : rules_)
    if ((enable.empty() || has(enable, r.id)) && !has(disable, r.id)) kept.push_back(r);
  return std::shared_ptr<const RuleSet>(new RuleSet(std::move(kept)));
}

const Rule* RuleSet::find(std::string_view id) const {
  const auto it = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& r) { return r.id == id; });
  return it == rules_.end() ? nullptr : &*it;
}

std::string_view RuleSet::label(std::string_view name, std::string_view lang) const {
  for (const Rule& r : rules_)
    for (const Label& l : r.labels)
      if (l.name == name) return lang == "id" ? l.id : l.en;
  return {};
}

}  // namespace saksi::rules
