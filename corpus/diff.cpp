#include "corpus/diff.h"

#include <algorithm>
#include <map>

#include "corpus/snapshot.h"

namespace saksi::corpus {
namespace {

struct Row {
  std::string text;
  std::vector<std::string> sources;
};

/// Rows of one id, for statements of one subject and property there may be several.
using Rows = std::map<std::string, std::vector<Row>>;

class Told {
 public:
  explicit Told(const Content& content) {
    for (const auto& s : content.sources) titles_[s.id] = s.title.empty() ? s.id : s.title;
    std::map<std::string, std::string> names;
    for (const auto& n : content.names) {
      auto& all = names[n.entity];
      all += (all.empty() ? "" : ", ") + n.text + (n.lang.empty() ? "" : "@" + n.lang) + (n.common ? " (common)" : "");
    }
    for (const auto& e : content.entities)
      tables["entity"][e.id] = {
          {e.label_en + " / " + e.label_id + ", " + joined(e.kinds) + "; " + names[e.id], sources(e.citations)}};
    for (const auto& e : content.events) tables["event"][e.id] = {{event(e), sources(e.citations)}};
    for (const auto& s : content.statements)
      tables["statement"][s.subject + " " + s.property].push_back({statement(s), sources(s.citations)});
    for (auto& [id, rows] : tables["statement"])
      std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.text < b.text; });
    for (const auto& c : content.complete)
      tables["complete"][c.id] = {
          {c.set + " " + joined(c.roles) + period(c.from_text, c.to_text), sources(c.citations)}};
  }

  std::map<std::string, Rows> tables;

 private:
  static std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& p : parts) out += (out.empty() ? "" : ";") + p;
    return out;
  }
  static std::string period(const std::string& from, const std::string& to) {
    return from.empty() && to.empty() ? "" : " (" + from + " – " + to + ")";
  }
  static std::string ranked(Rank rank, const std::string& reason) {
    return (rank == Rank::normal ? "" : " [" + std::string(to_string(rank)) + "]") +
           (reason.empty() ? "" : ": " + reason);
  }
  static std::string event(const EventRow& e) {
    std::string out = e.kind + " " + (e.from_text.empty() ? e.time_text : e.from_text + " – " + e.to_text);
    std::string last;
    for (const auto& r : e.roles) {
      out += (r.role == last ? ", " : "; " + r.role + ": ") + r.cell.text;
      last = r.role;
    }
    for (const auto& u : e.unknown) out += "; " + u + ": ?";
    return out + (e.marginal ? "; marginal" : "") + ranked(e.rank, e.reason);
  }
  static std::string statement(const StatementRow& s) {
    const auto* q = std::get_if<Quantity>(&s.cell.value);
    const std::string unit = q && q->unit != "1" ? " " + q->unit : "";
    return s.cell.text + unit + period(s.from_text, s.to_text) + ranked(s.rank, s.reason);
  }
  std::vector<std::string> sources(const std::vector<CitationRow>& cited) {
    std::vector<std::string> out;
    for (const auto& c : cited) {
      out.push_back(titles_[c.source] + (c.evidence.empty() ? "" : ": " + c.evidence) +
                    (c.checked.empty() ? "" : "; checked " + c.checked));
    }
    return out;
  }

  std::map<std::string, std::string> titles_;
};

void compare(const std::string& table, const Rows& before, const Rows& after, std::vector<Change>& out) {
  std::map<std::string, std::pair<std::vector<Row>, std::vector<Row>>> all;
  for (const auto& [id, rows] : before) all[id].first = rows;
  for (const auto& [id, rows] : after) all[id].second = rows;
  for (auto& [id, sides] : all) {
    auto& [was, is] = sides;
    std::erase_if(was, [&, &now = is](const Row& w) {
      const auto same = std::find_if(now.begin(), now.end(), [&](const Row& i) { return i.text == w.text; });
      if (same == now.end()) return false;
      now.erase(same);
      return true;
    });
    if (was.size() == 1 && is.size() == 1) {
      out.push_back({Change::What::changed, table, id, was[0].text, is[0].text, is[0].sources});
      continue;
    }
    for (const auto& w : was) out.push_back({Change::What::removed, table, id, w.text, {}, w.sources});
    for (const auto& i : is) out.push_back({Change::What::added, table, id, {}, i.text, i.sources});
  }
}

}  // namespace

Result<std::vector<Change>> diff(const FactBase& before, const FactBase& after) {
  const auto a = content_of(before);
  const auto b = content_of(after);
  if (!a || !b) {
    Diagnostic d;
    d.code = "no-layer";
    d.message = "a base is no fact base of this library; open it with FactBase::open";
    return d;
  }
  Told was(*a);
  Told is(*b);
  std::vector<Change> out;
  for (const char* table : {"entity", "event", "statement", "complete"})
    compare(table, was.tables[table], is.tables[table], out);
  return out;
}

}  // namespace saksi::corpus
