#include <algorithm>
#include <map>
#include <set>

#include "corpus/lint/lint.h"
#include "corpus/names.h"

namespace saksi::corpus {
namespace {

class Comparison {
 public:
  Comparison(const FactBase& here, const FactBase& there, const std::vector<Explained>& explained)
      : here_(here), there_(there) {
    for (const auto& e : explained) why_[{e.event, e.role}] = e.why;
  }

  std::vector<Difference> run() {
    const auto ours = launches(here_);
    const auto theirs = launches(there_);
    Seconds reach_here = 0, reach_there = 0;
    for (const auto& [id, e] : ours) reach_here = std::max(reach_here, e->when ? e->when->begin : 0);
    for (const auto& [id, e] : theirs) reach_there = std::max(reach_there, e->when ? e->when->begin : 0);
    for (const auto& [id, e] : ours) {
      const auto found = theirs.find(id);
      if (found == theirs.end()) {
        if (e->when && e->when->begin <= reach_there) add({id, "", time_of(*e), "", source(here_, *e), "", ""});
        continue;
      }
      compare(*e, *found->second);
    }
    return std::move(out_);
  }

 private:
  using Launches = std::map<std::string, const EventView*>;
  static Launches launches(const FactBase& base) {
    Launches out;
    for (const auto i : base.events("launch")) {
      const EventView& e = base.event(i);
      out.emplace(std::string(e.id), &e);
    }
    return out;
  }
  static std::string time_of(const EventView& e) { return e.told ? to_edtf(*e.told) : "?"; }
  static std::string source(const FactBase& base, const EventView& e) {
    std::string out;
    for (const auto& c : e.citations)
      out += (out.empty() ? "" : "; ") + std::string(base.source(c.source).title) + ": " + std::string(c.evidence);
    return out;
  }

  void add(Difference d) {
    const auto found = why_.find({d.event, d.role});
    if (found != why_.end()) d.why = found->second;
    out_.push_back(std::move(d));
  }

  static std::vector<std::string> fillers(const EventView& e, std::string_view role) {
    std::vector<std::string> out;
    for (const auto& r : e.roles) {
      if (r.role != role) continue;
      if (const auto* x = std::get_if<notation::Entity>(&r.value)) out.push_back(x->id);
      if (const auto* s = std::get_if<notation::Symbol>(&r.value)) out.push_back(s->id);
    }
    return out;
  }

  /// The thing and what it is a variant of or lies in, by their ids and names.
  static std::set<std::string> known_as(const FactBase& base, const std::string& id) {
    std::set<std::string> out;
    std::vector<std::string> all = {id};
    for (std::size_t i = 0; i < all.size() && i < 12; ++i) {
      out.insert(all[i]);
      for (const auto& n : base.names()) {
        if (n.entity == all[i]) out.insert(name_key(n.text));
      }
      for (const std::string_view up : {"variant_of", "family", "located_in"}) {
        for (const auto& s : base.statements(all[i], up)) {
          if (const auto* e = std::get_if<notation::Entity>(&s.value)) {
            const auto kinds = base.kinds_of(e->id);
            const bool near = std::any_of(kinds.begin(), kinds.end(), [](auto k) {
              return k == "vehicle" || k == "launch-site" || k == "cosmodrome";
            });
            if (near && std::find(all.begin(), all.end(), e->id) == all.end()) all.push_back(e->id);
          }
        }
      }
    }
    return out;
  }

  void compare(const EventView& a, const EventView& b) {
    if (a.when && b.when && !a.when->overlaps(*b.when) &&
        std::abs(a.when->begin - b.when->begin) > 60)  // one rounds to the minute
      add({std::string(a.id), "time", time_of(a), time_of(b), source(here_, a), source(there_, b), ""});
    for (const std::string_view role : {"vehicle", "site", "outcome"}) {
      const auto x = fillers(a, role);
      const auto y = fillers(b, role);
      if (x.empty() || y.empty() || x == y) continue;
      if (role != "outcome") {
        auto& mine = known(here_, x.front(), ours_);
        auto& other = known(there_, y.front(), theirs_);
        const bool same = std::any_of(mine.begin(), mine.end(), [&](const auto& n) { return other.contains(n); });
        if (same) continue;
      }
      add({std::string(a.id), std::string(role), x.front(), y.front(), source(here_, a), source(there_, b), ""});
    }
  }

  using Known = std::map<std::string, std::set<std::string>>;
  static const std::set<std::string>& known(const FactBase& base, const std::string& id, Known& cache) {
    const auto [at, fresh] = cache.try_emplace(id);
    if (fresh) at->second = known_as(base, id);
    return at->second;
  }

  const FactBase& here_;
  const FactBase& there_;
  std::map<std::pair<std::string, std::string>, std::string> why_;
  Known ours_, theirs_;
  std::vector<Difference> out_;
};

}  // namespace

std::vector<Difference> compare_launches(const FactBase& here, const FactBase& there,
                                         const std::vector<Explained>& explained) {
  return Comparison(here, there, explained).run();
}

}  // namespace saksi::corpus
