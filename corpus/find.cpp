#include "corpus/find.h"

#include <algorithm>
#include <unordered_map>

#include "corpus/names.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

constexpr double kEnough = 0.6;

/// How well a folded name answers a folded text.
double score(std::string_view name, std::string_view text) {
  if (name == text) return 1;
  if (name.empty() || text.empty()) return 0;
  const auto longer = static_cast<double>(std::max(name.size(), text.size()));
  const auto share = static_cast<double>(std::min(name.size(), text.size())) / longer;
  if (name.starts_with(text)) return 0.8 + 0.15 * share;
  const auto at = name.find(text);
  if (at != std::string_view::npos && at > 0 && name[at - 1] == ' ' && text.size() > 2) return 0.75 + 0.15 * share;
  const std::size_t most = std::max<std::size_t>(1, text.size() / 3);
  if (text.size() < 3 || name.size() > text.size() + most || text.size() > name.size() + most) return 0;
  const auto far = static_cast<double>(edit_distance(name, text));
  return far > static_cast<double>(most) ? 0 : 1 - far / longer - 0.05;
}

}  // namespace

std::vector<Found> find(const FactBase& facts, std::string_view text, std::string_view kind, std::string_view lang,
                        std::size_t limit) {
  const std::string wanted = name_key(text);
  std::unordered_map<std::string, Found> best;
  const auto offer = [&](const std::string& entity, const std::string& name, double penalty) {
    const double s = score(name_key(name), wanted) - penalty;
    if (s < kEnough) return;
    auto& found = best[entity];
    if (s > found.score) {
      found.score = s;
      found.matched = name;
    }
  };
  for (const auto& n : facts.names()) offer(n.entity, n.text, n.role == "demonym" ? 0.1 : 0);
  for (const auto& e : facts.entities("thing")) offer(std::string(e.id), std::string(e.id), 0.01);
  std::vector<Found> out;
  for (auto& [id, found] : best) {
    const auto kinds = facts.kinds_of(id);
    const bool fits =
        kind.empty() || std::any_of(kinds.begin(), kinds.end(), [&](auto k) { return facts.schema().is_a(k, kind); });
    const auto view = facts.entity(id);
    if (!fits || !view) continue;
    found.id = id;
    found.kind = view->kind;
    found.label = lang == "id" ? view->label_id : view->label_en;
    out.push_back(std::move(found));
  }
  std::sort(out.begin(), out.end(),
            [](const Found& a, const Found& b) { return a.score != b.score ? a.score > b.score : a.id < b.id; });
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace saksi::corpus
