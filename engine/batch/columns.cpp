#include "engine/batch/columns.h"

#include <algorithm>
#include <map>

#include "core/tsv.h"

namespace saksi::engine {

namespace {

/// "Claim Reviewed", "claim_reviewed" and "claimReviewed" are one name.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      out += c;
  }
  return out;
}

const std::map<std::string, std::vector<std::string>, std::less<>>& names_by_role() {
  static const auto names = [] {
    std::map<std::string, std::vector<std::string>, std::less<>> out;
    for (const EmbeddedFile& f : column_files()) {
      const auto table = Tsv::read(f.path, f.content, {"role", "name"});
      if (!table) continue;
      for (const auto& row : table->rows())
        out[std::string(table->get(row, "role"))].push_back(folded(table->get(row, "name")));
    }
    return out;
  }();
  return names;
}

std::size_t words_in(std::string_view s) {
  std::size_t n = 0;
  bool inside = false;
  for (const char c : s) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    n += !blank && !inside ? 1 : 0;
    inside = !blank;
  }
  return n;
}

}  // namespace

Columns choose_columns(std::span<const std::string> names, const ReaderOptions& options) {
  static const ReaderOptions defaults;
  Columns out;
  const auto choose = [&](std::size_t& to, std::string_view role, const std::string& wanted, const std::string& usual) {
    const auto exact = std::find(names.begin(), names.end(), wanted);
    if (exact != names.end()) {
      to = static_cast<std::size_t>(exact - names.begin());
      return;
    }
    const auto known = names_by_role().find(role);
    if (wanted != usual || known == names_by_role().end()) return;
    for (const std::string& name : known->second) {
      const auto at = std::find_if(names.begin(), names.end(), [&](const std::string& n) { return folded(n) == name; });
      if (at == names.end() || name.empty()) continue;
      to = static_cast<std::size_t>(at - names.begin());
      out.guessed.push_back(role);
      return;
    }
  };
  choose(out.claim, "claim", options.claim_column, defaults.claim_column);
  choose(out.id, "id", options.id_column, defaults.id_column);
  choose(out.lang, "lang", options.lang_column, defaults.lang_column);
  choose(out.as_of, "as_of", options.as_of_column, defaults.as_of_column);
  return out;
}

std::size_t column_of_prose(std::span<const std::vector<std::string>> rows) {
  constexpr std::size_t kWords = 3;
  std::vector<std::size_t> words;
  for (const auto& row : rows) {
    words.resize(std::max(words.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) words[i] += words_in(row[i]);
  }
  const auto most = std::max_element(words.begin(), words.end());
  if (most == words.end() || *most < kWords * rows.size()) return Columns::none;
  return static_cast<std::size_t>(most - words.begin());
}

}  // namespace saksi::engine
