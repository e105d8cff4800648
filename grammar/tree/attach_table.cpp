#include "grammar/tree/attach_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "core/tsv.h"
#include "grammar/tree/groups.h"

namespace saksi::grammar {

using namespace tree;

namespace {

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 3> kStates{
    {{"none", kNone}, {"subj", kSubject}, {"verb", kVerb}}};
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 28> kAheads{{{"fin", kFin},
                                                                              {"nofin", kNoFin},
                                                                              {"sayfin", kSayFin},
                                                                              {"list", kList},
                                                                              {"vg", kVgNext},
                                                                              {"np", kNpNext},
                                                                              {"comma", kCommaNext},
                                                                              {"ing", kIngNext},
                                                                              {"laterfin", kLaterFin},
                                                                              {"commaverb", kCommaVerb},
                                                                              {"commasubj", kCommaSubject},
                                                                              {"noverb", kNoMoreVerb},
                                                                              {"waits", kOuterWaits},
                                                                              {"fresh", kOuterFresh},
                                                                              {"expl", kExpletive},
                                                                              {"nosubj", kUnsubjected},
                                                                              {"cop", kAfterCopula},
                                                                              {"same", kSame},
                                                                              {"infnoun", kInfinitiveNoun},
                                                                              {"pass", kAfterPassive},
                                                                              {"fig", kFigureNext},
                                                                              {"midverb", kAfterMiddle},
                                                                              {"marked", kMarked},
                                                                              {"dummy", kDummy},
                                                                              {"inf", kInfinitiveNext},
                                                                              {"timeleft", kTimeBefore},
                                                                              {"moreverb", kMoreVerb},
                                                                              {"leftdet", kDefiniteBefore}}};
constexpr std::array<std::string_view, 43> kDo{"subject",       "inner_subject",
                                               "outer_subject", "theme",
                                               "object",        "predicate",
                                               "complement",    "oblique",
                                               "nmod",          "det",
                                               "appos",         "conj",
                                               "conj_like",     "dep",
                                               "next_verb",     "left_adv",
                                               "clause_conj",   "clause_conj_outer",
                                               "clause_para",   "clause_rel",
                                               "clause_ccomp",  "mark_acl_clause",
                                               "mark_clause",   "verb",
                                               "outer_verb",    "conj_verb",
                                               "outer_conj",    "say",
                                               "acl",           "acl_subject",
                                               "advcl",         "csubj",
                                               "tail",          "xcomp",
                                               "open_advcl",    "open_main",
                                               "open_ccomp",    "open_csubj",
                                               "open_xcomp",    "open_conj",
                                               "open_rel",      "mark_verb",
                                               "mark_acl"};

class TableReader {
 public:
  TableReader(std::string_view path, std::string_view text) : path_(path), text_(text) {}

  std::vector<AttachTable::Row> rows;
  std::vector<Diagnostic> faults;
  AttachTable::Costs costs;
  bool zero_copula = false;

  TextMap<std::uint64_t> lemmas, words;  ///< the lists that each is in, as bits

  /// The bit of a list of lemmas by its name; 0 where there is none.
  std::uint64_t lemma_list(const std::string& name) { return named(name, lemmas, lemma_bits_); }
  std::uint64_t word_list(const std::string& name) { return named(name, words, word_bits_); }

  void run() {
    lists();
    const auto table = Tsv::read(
        path_, text_,
        {"id", "group", "form", "left", "left2", "state", "ahead", "verbs", "own", "words", "do", "sure", "example"});
    if (!table) {
      faults = table.errors();
      return;
    }
    for (const Tsv::Row& row : table->rows()) one(*table, row);
  }

 private:
  /// "# list NAME = WORDS" among the comments.
  void lists() {
    std::string_view rest = text_;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      constexpr std::string_view opens = "# list ", priced = "# costs ";
      if (line.starts_with(priced)) price(line, priced.size());
      zero_copula = zero_copula || line == "# zero copula";
      const std::size_t equals = line.find(" = ");
      if (!line.starts_with(opens) || equals == std::string_view::npos) continue;
      auto& list = lists_[std::string(line.substr(opens.size(), equals - opens.size()))];
      for (const std::string_view w : split(line.substr(equals + 3), ' ')) list.emplace_back(w);
    }
  }

  void price(std::string_view line, std::size_t from) {
    using Costs = AttachTable::Costs;
    constexpr std::array<std::pair<std::string_view, int Costs::*>, 7> names{{{"verbless", &Costs::verbless},
                                                                              {"subjectless", &Costs::subjectless},
                                                                              {"rootless", &Costs::rootless},
                                                                              {"stray", &Costs::stray},
                                                                              {"other", &Costs::other},
                                                                              {"second", &Costs::second},
                                                                              {"retag", &Costs::retag}}};
    for (const std::string_view one : split(line.substr(from), ' ')) {
      const std::size_t equals = std::min(one.find('='), one.size());
      const auto* const it =
          std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.first == one.substr(0, equals); });
      const std::string_view figure = one.substr(std::min(equals + 1, one.size()));
      int value = 0;
      const auto [end, error] = std::from_chars(figure.data(), figure.data() + figure.size(), value);
      if (it == names.end() || error != std::errc() || end != figure.data() + figure.size())
        faults.push_back(
            {"unknown-cost",
             std::string(path_),
             0,
             0,
             "'" + std::string(one) +
                 "' is no cost; they are verbless, subjectless, rootless, stray, other, second and retag, each =NUMBER",
             {}});
      else
        costs.*(it->second) = value;
    }
  }

  template <class Table>
  std::uint32_t bits(const Tsv& table, const Tsv::Row& row, std::string_view column, const Table& names) {
    std::uint32_t out = 0;
    for (const std::string_view name : split(table.get(row, column), '|')) {
      const auto it = std::find_if(names.begin(), names.end(), [&](const auto& e) { return e.first == name; });
      if (it == names.end())
        faults.push_back(table.fault(row, column, "unknown-name",
                                     "there is no " + std::string(column) + " '" + std::string(name) + "'"));
      else
        out |= it->second;
    }
    return out;
  }
  std::uint32_t known(const Tsv& table, const Tsv::Row& row, std::string_view column,
                      std::optional<std::uint32_t> bits) {
    if (!bits) faults.push_back(table.fault(row, column, "unknown-name", "there is no such " + std::string(column)));
    return bits.value_or(0);
  }
  std::vector<std::string> listed(const Tsv& table, const Tsv::Row& row, std::string_view column) {
    std::vector<std::string> out;
    for (const std::string_view w : split(table.get(row, column), '|')) {
      if (w.front() != '@') {
        out.emplace_back(w);
        std::replace(out.back().begin(), out.back().end(), '_', ' ');
      } else if (const auto it = lists_.find(std::string(w.substr(1))); it != lists_.end()) {
        out.insert(out.end(), it->second.begin(), it->second.end());
      } else {
        faults.push_back(
            table.fault(row, column, "unknown-list", "there is no list '" + std::string(w.substr(1)) + "'"));
      }
    }
    return out;
  }

  void one(const Tsv& table, const Tsv::Row& row) {
    AttachTable::Row r;
    r.id = table.get(row, "id");
    r.group = known(table, row, "group", kinds_called(table.get(row, "group")));
    if (table.get(row, "group").empty())
      faults.push_back(table.fault(row, "group", "no-group", "a row says of what group it is"));
    r.form = known(table, row, "form", forms_called(table.get(row, "form")));
    r.left = known(table, row, "left", kinds_called(table.get(row, "left")));
    r.left2 = known(table, row, "left2", kinds_called(table.get(row, "left2")));
    r.state = bits(table, row, "state", kStates);
    r.ahead = bits(table, row, "ahead", kAheads);
    r.verbs = bit_of(listed(table, row, "verbs"), lemmas, lemma_bits_);
    r.own = bit_of(listed(table, row, "own"), lemmas, lemma_bits_);
    r.words = bit_of(listed(table, row, "words"), words, word_bits_);
    const std::string_view sure = table.get(row, "sure");
    r.sure = sure == "yes";
    r.last = sure == "last";
    if (!r.sure && !r.last && sure != "no")
      faults.push_back(table.fault(row, "sure", "unknown-name", "sure is yes, no or last"));
    const auto* const what = std::find(kDo.begin(), kDo.end(), table.get(row, "do"));
    if (what == kDo.end()) faults.push_back(table.fault(row, "do", "unknown-action", "there is no such thing to do"));
    r.action = static_cast<Do>(what - kDo.begin());
    rows.push_back(std::move(r));
  }

  using Bits = std::map<std::vector<std::string>, std::uint64_t>;

  /// The bit of a list of words, the same for the same words.
  std::uint64_t bit_of(std::vector<std::string> list, TextMap<std::uint64_t>& members, Bits& bits) {
    constexpr std::size_t most = 64;
    if (list.empty()) return 0;
    std::sort(list.begin(), list.end());
    const auto it = bits.find(list);
    if (it != bits.end()) return it->second;
    if (bits.size() == most) {
      faults.push_back({"too-many-lists", std::string(path_), 0, 0, "a table has 64 lists of words at most", {}});
      return 0;
    }
    const std::uint64_t bit = std::uint64_t{1} << bits.size();
    for (const std::string& w : list) members[w] |= bit;
    return bits[std::move(list)] = bit;
  }
  std::uint64_t named(const std::string& name, TextMap<std::uint64_t>& members, Bits& bits) {
    const auto it = lists_.find(name);
    return it == lists_.end() ? 0 : bit_of(it->second, members, bits);
  }

  std::string_view path_, text_;
  std::map<std::string, std::vector<std::string>> lists_;
  Bits lemma_bits_, word_bits_;
};

}  // namespace

Result<AttachTable> AttachTable::parse(std::string_view path, std::string_view text) {
  TableReader reader(path, text);
  reader.run();
  AttachTable out;
  out.rows_ = std::move(reader.rows);
  out.costs_ = reader.costs;
  out.zero_copula_ = reader.zero_copula;
  out.say_ = reader.lemma_list("say");
  out.infinitive_nouns_ = reader.lemma_list("infnoun");
  out.dummies_ = reader.word_list("dummy");
  out.lemmas_ = std::move(reader.lemmas);
  out.words_ = std::move(reader.words);
  if (!reader.faults.empty()) return std::move(reader.faults);
  for (std::size_t i = 0; i < out.rows_.size(); ++i) {
    const Row& r = out.rows_[i];
    if (r.action == Do::mark_clause) out.clause_prepositions_ |= r.words;
    for (std::size_t kind = 0; kind < kKinds; ++kind)
      if ((r.group >> kind & 1U) != 0) out.by_kind_[kind].push_back(static_cast<std::uint16_t>(i));
  }
  return out;
}

}  // namespace saksi::grammar
