#include "engine/words/words.h"

#include <algorithm>
#include <charconv>

#include "engine/words/word_files.h"

namespace saksi::engine {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Say::size)> kNames = {"last-of-two",
                                                                                      "last-of-many",
                                                                                      "others",
                                                                                      "others-of-two",
                                                                                      "of",
                                                                                      "not-known",
                                                                                      "another",
                                                                                      "at-least",
                                                                                      "from-to",
                                                                                      "century",
                                                                                      "decade",
                                                                                      "quarter",
                                                                                      "day-and-clock",
                                                                                      "clock-mark",
                                                                                      "turned-round",
                                                                                      "now",
                                                                                      "nth",
                                                                                      "last",
                                                                                      "rank",
                                                                                      "count",
                                                                                      "distinct",
                                                                                      "no-member",
                                                                                      "other-than",
                                                                                      "within",
                                                                                      "before",
                                                                                      "less-than",
                                                                                      "no-later-than",
                                                                                      "at-most",
                                                                                      "after",
                                                                                      "more-than",
                                                                                      "no-earlier-than",
                                                                                      "no-less-than",
                                                                                      "sources-disagree",
                                                                                      "not-settled",
                                                                                      "not-settled-for",
                                                                                      "no-rule",
                                                                                      "fact-about",
                                                                                      "too-close",
                                                                                      "open-between",
                                                                                      "no-longer-since",
                                                                                      "attributed",
                                                                                      "denied",
                                                                                      "denied-of",
                                                                                      "unread",
                                                                                      "unread-words",
                                                                                      "which-is-meant",
                                                                                      "which-one",
                                                                                      "which-one-of",
                                                                                      "which-came-first",
                                                                                      "time-spoken-of",
                                                                                      "another-of-name",
                                                                                      "nested-less",
                                                                                      "complete-list",
                                                                                      "complete-list-after",
                                                                                      "whether-counts",
                                                                                      "whether-withdrawn-counts",
                                                                                      "which-by-term",
                                                                                      "is-one-of",
                                                                                      "kind",
                                                                                      "name-of",
                                                                                      "when-began",
                                                                                      "coordinates",
                                                                                      "measured-from",
                                                                                      "mean-distance",
                                                                                      "the-day",
                                                                                      "calendar",
                                                                                      "still-so",
                                                                                      "in-place-of",
                                                                                      "limit",
                                                                                      "report-source",
                                                                                      "report-suggest",
                                                                                      "report-missing",
                                                                                      "report-since",
                                                                                      "report-contradicted",
                                                                                      "report-assertion",
                                                                                      "report-assertions",
                                                                                      "report-sentence",
                                                                                      "report-sentences",
                                                                                      "report-other-sentence",
                                                                                      "report-other-sentences",
                                                                                      "report-record",
                                                                                      "report-records",
                                                                                      "report-read",
                                                                                      "report-complete",
                                                                                      "report-late",
                                                                                      "report-late-one",
                                                                                      "report-nothing",
                                                                                      "report-in-baseline",
                                                                                      "report-ignored",
                                                                                      "report-unchanged",
                                                                                      "report-minor",
                                                                                      "page-title",
                                                                                      "page-show",
                                                                                      "page-proof",
                                                                                      "report-by-rule",
                                                                                      "report-reading",
                                                                                      "report-not-read",
                                                                                      "report-stance",
                                                                                      "report-nothing-read",
                                                                                      "report-needs-as-of"};

/// The name of a file without its folder and its ending: "en".
std::string_view stem(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return path.substr(0, path.find('.'));
}

}  // namespace

/// All languages, read once.
struct Languages {
  std::vector<Words> all;
  std::vector<std::string_view> small;
  std::size_t english = 0;

  Languages() {
    for (const EmbeddedFile& file : word_files()) {
      Words w;
      w.language_ = stem(file.path);
      if (w.language_ == "en") english = all.size();
      for (std::string_view rest = file.content; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto tab = line.find('\t');
        if (tab == std::string_view::npos || line.front() == '#') continue;
        row(w, line.substr(0, tab), line.substr(tab + 1));
      }
      all.push_back(std::move(w));
    }
  }

  void row(Words& w, std::string_view name, std::string_view text) {
    const auto known = std::find(kNames.begin(), kNames.end(), name);
    if (known != kNames.end()) {
      w.texts_[static_cast<std::size_t>(known - kNames.begin())] = text;
      return;
    }
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return;
    const std::string_view group = name.substr(0, dot), rest = name.substr(dot + 1);
    std::size_t n = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), n);
    if (group == "month" && n >= 1 && n <= w.months_.size()) w.months_[n - 1] = text;
    if (group == "weekday" && n >= 1 && n <= w.weekdays_.size()) w.weekdays_[n - 1] = text;
    if (group == "ordinal") w.ordinals_.push_back({rest, text});
    if (group == "small") small.push_back(text);
  }
};

namespace {

const Languages& languages() {
  static const Languages kAll;
  return kAll;
}

std::string filled(std::string_view text, std::span<const std::string_view> with) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool slot = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
    const std::size_t n = slot ? static_cast<std::size_t>(text[i + 1] - '0') : with.size();
    if (n < with.size()) {
      out += with[n];
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::string Words::operator()(Say what, std::initializer_list<std::string_view> with) const {
  return filled((*this)[what], {with.begin(), with.size()});
}

std::string Words::ordinal(int n) const {
  const std::string figures = std::to_string(n);
  for (const Ordinal& o : ordinals_) {
    const bool whole = o.ending.starts_with('=');
    if (whole ? figures != o.ending.substr(1) : !figures.ends_with(o.ending)) continue;
    const std::string_view with[] = {figures};
    return filled(o.text, with);
  }
  return figures;
}

const Words& words(std::string_view language) {
  const Languages& l = languages();
  for (const Words& w : l.all)
    if (w.language() == language) return w;
  return l.all[l.english];
}

std::span<const std::string_view> small_words() { return languages().small; }

}  // namespace saksi::engine
