#include "corpus/lint/lint.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "core/tsv.h"
#include "corpus/names.h"
#include "corpus/snapshot.h"

namespace saksi::corpus {
namespace {

constexpr Seconds kDay = 86400;

/// Properties that are never negative or nought, and the most they can be, in their own unit.
struct Bounds {
  std::string_view property;
  double low, high;
};
constexpr std::array<Bounds, 14> kBounds = {{{"height", 0.01, 9000},
                                             {"length", 0.001, 1e8},
                                             {"mass", 0.0001, 1e31},
                                             {"diameter", 1e-6, 1e10},
                                             {"radius", 1e-6, 1e10},
                                             {"stages", 1, 7},
                                             {"orbital_period", 1e-3, 1e9},
                                             {"rotation_period", 1e-3, 1e6},
                                             {"moons", 0, 2000},
                                             {"range", 1, 40000},
                                             {"population", 0, 2e10},
                                             {"area", 1e-6, 6e8},
                                             {"elevation", -12000, 30000},
                                             {"mean_distance_sun", 1, 1e14}}};

class Linter {
 public:
  Linter(const Content& content, const Schema& schema, const LintOptions& options)
      : c_(content), schema_(schema), options_(options) {}

  std::vector<LintFinding> run() {
    for (const auto& e : c_.entities) kinds_[e.id] = &e.kinds;
    rows();
    order_of_events();
    tenures();
    values();
    names();
    stale();
    whole();
    std::sort(out_.begin(), out_.end(), [](const auto& a, const auto& b) {
      return std::tie(b.error, a.code, a.of, a.message) < std::tie(a.error, b.code, b.of, b.message);
    });
    return std::move(out_);
  }

 private:
  void add(bool error, std::string code, std::string of, std::string message) {
    out_.push_back({error, std::move(code), std::move(of), std::move(message)});
  }

  void target(const Value& value, const std::string& of) {
    const auto* e = std::get_if<Entity>(&value);
    if (e != nullptr && !kinds_.contains(e->id)) add(true, "dangling", of, "there is no thing with the id " + e->id);
  }

  void evidence(const std::vector<CitationRow>& citations, const std::string& of) {
    const bool told =
        std::any_of(citations.begin(), citations.end(), [](const auto& c) { return !c.evidence.empty(); });
    if (!told) add(true, "no-evidence", of, "no source, or no place in it; name both");
  }

  void rows() {
    for (const auto& e : c_.events) {
      for (const auto& r : e.roles) target(r.cell.value, e.id);
      if (decides(e.rank)) evidence(e.citations, e.id);
    }
    for (const auto& s : c_.statements) {
      const std::string of = s.subject + " " + s.property;
      if (!kinds_.contains(s.subject)) add(true, "dangling", of, "there is no thing with the id " + s.subject);
      target(s.cell.value, of);
      if (decides(s.rank)) evidence(s.citations, of);
    }
    for (const auto& n : c_.names) {
      if (!kinds_.contains(n.entity)) add(true, "dangling", n.text, "a name of " + n.entity + ", which there is not");
    }
  }

  /// Births before deaths, launches before landings; nothing after the day on which it was looked up.
  void order_of_events() {
    std::map<std::string, const EventRow*> birth, launch;
    const auto filler = [](const EventRow& e, std::string_view role) -> std::string {
      for (const auto& r : e.roles) {
        const auto* x = std::get_if<Entity>(&r.cell.value);
        if (r.role == role && x != nullptr) return x->id;
      }
      return {};
    };
    std::map<std::string, std::size_t> flights;
    for (const auto& e : c_.events) {
      if (!decides(e.rank) || !e.when) continue;
      if (e.kind == "birth") birth[filler(e, "person")] = &e;
      if (e.kind == "launch") {
        for (const auto& r : e.roles) {
          const auto* x = std::get_if<Entity>(&r.cell.value);
          if (r.role != "payload" || x == nullptr) continue;
          auto& first = launch[x->id];
          if (first == nullptr || e.when->begin < first->when->begin) first = &e;
        }
      }
      std::string checked;
      for (const auto& c : e.citations) checked = std::max(checked, c.checked);
      const auto day = parse_edtf(checked);
      if (day && e.from_text.empty() && e.when->begin > day->civil.end + kDay)
        add(true, "impossible-dates", e.id, "it lies after the day on which it was checked, " + checked);
    }
    for (const auto& e : c_.events) {
      if (!decides(e.rank) || !e.when) continue;
      const auto before = [&](const std::map<std::string, const EventRow*>& firsts, const std::string& id) {
        const auto found = firsts.find(id);
        if (found != firsts.end() && e.when->end <= found->second->when->begin)
          add(true, "impossible-dates", e.id, "it ends before " + found->second->id + " begins");
      };
      if (e.kind == "death" || e.kind == "tenure") before(birth, filler(e, "person"));
      if (schema_.is_a(e.kind, "arrival") || e.kind == "splashdown" || e.kind == "loss" ||
          e.kind == "sample-return-landing")
        before(launch, filler(e, "craft"));
    }
  }

  /// One holds an office at a time, but for the day of the handing over.
  void tenures() {
    std::map<std::string, std::vector<const EventRow*>> by_office;
    for (const auto& e : c_.events) {
      if (e.kind != "tenure" || !decides(e.rank) || e.marginal || !e.when) continue;
      std::string office, of;
      for (const auto& r : e.roles) {
        const auto* x = std::get_if<Entity>(&r.cell.value);
        if (x != nullptr && r.role == "office") office = x->id;
        if (x != nullptr && r.role == "of") of = x->id;
      }
      by_office[office + " of " + of].push_back(&e);
    }
    for (auto& [office, all] : by_office) {
      std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->when->begin < b->when->begin; });
      for (std::size_t i = 1; i < all.size(); ++i) {
        const auto precise = [](const std::string& text) { return text.size() >= 10 || text.empty(); };
        if (!precise(all[i - 1]->to_text) || !precise(all[i]->from_text)) continue;
        if (all[i - 1]->when->end > all[i]->when->begin + 3 * kDay)
          add(false, "overlap", all[i]->id, "two hold the office of " + office + ": " + all[i - 1]->id + " too");
      }
    }
  }

  void values() {
    std::map<std::pair<std::string, std::string>, std::vector<const StatementRow*>> told;
    for (const auto& s : c_.statements) {
      if (!decides(s.rank)) continue;
      const auto* property = schema_.property(s.property);
      if (property != nullptr && property->functional) told[{s.subject, s.property}].push_back(&s);
      const auto* q = std::get_if<Quantity>(&s.cell.value);
      if (q == nullptr) continue;
      for (const auto& b : kBounds) {
        if (b.property == s.property && (q->low < b.low || q->high > b.high))
          add(true, "out-of-range", s.subject + " " + s.property, "'" + s.cell.text + "' cannot be");
      }
      if (property != nullptr && !property->unit.empty() && q->unit != property->unit &&
          !convert(1, q->unit, property->unit))
        add(true, "out-of-range", s.subject + " " + s.property, "'" + q->unit + "' is no unit of it");
    }
    for (const auto& [key, rows] : told) {
      for (std::size_t k = 1; k < rows.size(); ++k) {
        const TimeInterval always{kTimeBegin, kTimeEnd};
        const auto a = rows[k - 1]->valid.value_or(always);
        const auto b = rows[k]->valid.value_or(always);
        const TimeInterval both{std::max(a.begin, b.begin), std::min(a.end, b.end)};
        if (rows[k]->rank != rows[k - 1]->rank || rows[k]->cell.value == rows[k - 1]->cell.value ||
            both.end <= both.begin + 3 * kDay)  // the end may be that of all time
          continue;
        const bool vague = rows[k]->from_text.size() < 10 && !rows[k]->from_text.empty();
        if (!vague)
          add(false, "two-values", key.first + " " + key.second,
              "'" + rows[k - 1]->cell.text + "' and '" + rows[k]->cell.text + "': the sources disagree");
      }
    }
  }

  void names() {
    std::map<std::string, std::vector<const NameRow*>> by_key;
    std::set<std::string> said;
    for (const auto& n : c_.names) {
      if (n.role != "demonym" && !n.common) by_key[n.lang + "\t" + name_key(n.text)].push_back(&n);
      const bool word = n.text.find(' ') == std::string::npos && n.role != "demonym" && !n.common;
      const auto kind = kinds_.find(n.entity);
      const bool noun =
          kind != kinds_.end() && std::any_of(kind->second->begin(), kind->second->end(), [&](const auto& k) {
            return k == "substance" || k == "office" || k == "profession" || schema_.is_a(k, "substance");
          });
      if (word && !noun && options_.ordinary && n.text.size() > 1 && options_.ordinary(n.text) &&
          said.insert(n.text).second)
        add(false, "ordinary-word", n.text,
            "this name of " + n.entity + " is a word of the language too; make it common");
    }
    for (const auto& entry : by_key) {
      const auto& all = entry.second;
      for (std::size_t i = 1; i < all.size(); ++i) {
        if (all[i]->entity == all[0]->entity || !kinds_.contains(all[i]->entity) || !kinds_.contains(all[0]->entity))
          continue;
        const bool alike =
            std::any_of(kinds_[all[0]->entity]->begin(), kinds_[all[0]->entity]->end(), [&](const auto& a) {
              return std::any_of(kinds_[all[i]->entity]->begin(), kinds_[all[i]->entity]->end(),
                                 [&](const auto& b) { return schema_.is_a(a, b) || schema_.is_a(b, a); });
            });
        if (alike)
          add(false, "name-clash", all[i]->text,
              "names " + all[0]->entity + " and " + all[i]->entity + ", which are alike; make one common");
      }
    }
  }

  void stale() {
    std::string newest;
    for (const auto& s : c_.statements) {
      for (const auto& c : s.citations) newest = std::max(newest, c.checked);
    }
    const auto now = options_.as_of ? options_.as_of : parse_edtf(newest);
    if (!now) return;
    for (const auto& s : c_.statements) {
      const auto* property = schema_.property(s.property);
      if (property == nullptr || property->stable_for.empty() || !s.to_text.empty() || !decides(s.rank)) continue;
      const auto& span = property->stable_for;  // "P3Y", "P6M"
      const int n = std::atoi(span.c_str() + 1);
      const Seconds length = span.ends_with('Y') ? n * 366 * kDay : span.ends_with('M') ? n * 31 * kDay : n * kDay;
      std::string checked;
      for (const auto& c : s.citations) checked = std::max(checked, c.checked);
      const auto day = parse_edtf(checked);
      if (day && now->civil.begin > day->civil.end + length)
        add(false, "stale", s.subject + " " + s.property, "it may have changed since it was checked, " + checked);
    }
  }

  /// What a completeness statement says is known of every member must be told of those that there are.
  void whole() {
    for (const auto& c : c_.complete) {
      const auto set = parse_set(c.set, schema_, nullptr, nullptr);
      const auto* def = set ? schema_.event(set->kind) : nullptr;
      if (def == nullptr) continue;
      const bool direct = std::all_of(set->where.begin(), set->where.end(), [&](const Condition& w) {
        return w.name.find('.') == std::string::npos && w.op == Op::eq && !w.negated;
      });
      if (!direct) continue;
      for (const auto& e : c_.events) {
        if (!decides(e.rank) || e.marginal || !e.when || !schema_.is_a(e.kind, set->kind)) continue;
        if (c.span && !e.when->within(*c.span)) continue;
        const bool member = std::all_of(set->where.begin(), set->where.end(), [&](const Condition& w) {
          return std::any_of(e.roles.begin(), e.roles.end(),
                             [&](const RoleRow& r) { return r.role == w.name && r.cell.value == w.value.value; });
        });
        if (!member) continue;
        for (const auto& role : c.roles) {
          if (role == "time" || role == "payload" || role == "crew" || role == "mission" || role == "target") continue;
          const bool told =
              std::any_of(e.roles.begin(), e.roles.end(), [&](const RoleRow& r) { return r.role == role; }) ||
              std::find(e.unknown.begin(), e.unknown.end(), role) != e.unknown.end();
          if (!told)
            add(true, "not-whole", e.id, "it has no " + role + ", which " + c.id + " says is known of all of its set");
        }
      }
    }
  }

  const Content& c_;
  const Schema& schema_;
  const LintOptions& options_;
  std::map<std::string, const std::vector<std::string>*> kinds_;
  std::vector<LintFinding> out_;
};

}  // namespace

std::vector<LintFinding> lint(const FactBase& facts, const LintOptions& options) {
  const auto content = content_of(facts);
  if (!content) return {};
  return Linter(*content, facts.schema(), options).run();
}

}  // namespace saksi::corpus
