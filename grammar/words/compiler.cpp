#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/tsv.h"
#include "grammar/text/text.h"
#include "grammar/words/morphology.h"
#include "grammar/words/words.h"

/// Tables to image. A form has one reading a tag: the best of its sources.
namespace saksi::grammar {

namespace {

using words_image::Entry;
using words_image::Source;

/// Flag of a word that is only written with a capital; class of an adjective that is.
constexpr std::string_view kProper = "name";
using words_image::Str;

/// How usual a reading is. Only the order within one form counts.
namespace weight {
constexpr int kClosed = 255, kFixed = 250, kRoot = 200, kLaterTag = 10, kDerived = 10;
constexpr int kAffix = 150, kLongerStem = 2, kKept = 20, kInner = 30, kAlsoRoot = 40;
constexpr int kSuperlative = 20;     ///< "tertinggi" is hardly ever "ter-" of the verb
constexpr double kPerDoubling = 15;  ///< of how often a word is met
}  // namespace weight

std::uint64_t from(Source s) { return static_cast<std::uint64_t>(s); }

std::uint8_t bounded(int w) { return static_cast<std::uint8_t>(std::clamp(w, 0, 255)); }

class Compiler {
 public:
  explicit Compiler(std::span<const EmbeddedFile> tables) : tables_(tables) { classes_.intern(""), rules_.intern(""); }

  Result<std::string> run() {
    constexpr std::size_t kMostLemmas = 1U << 20U, kMostSmall = 256;
    if (const auto table = read(
            "morphology", {"kind", "id", "prefix", "suffix", "where", "removes", "base", "inner", "tags", "features"}))
      morphology_ = Morphology::read(*table, faults_);
    for (const Morphology::Row& r : morphology_.rules()) rule_ids_.push_back(rules_.intern(r.id));
    closed();
    fixed();
    general("general");
    general("supplement");
    irregular();
    roots();
    privative();
    veridicality();
    if (lemmas_.texts.size() > kMostLemmas || classes_.texts.size() > kMostSmall || rules_.texts.size() > kMostSmall)
      faults_.push_back({"too-many", "", 0, 0, "an image holds a million lemmas, and 255 classes and rules", {}});
    if (!faults_.empty()) return std::move(faults_);
    return image();
  }

 private:
  /// Texts by number.
  struct Pool {
    std::map<std::string, std::uint32_t, std::less<>> ids;
    std::vector<std::string> texts;
    std::uint32_t intern(std::string_view s) {
      const auto it = ids.find(s);
      if (it != ids.end()) return it->second;
      texts.emplace_back(s);
      return ids.emplace(std::string(s), static_cast<std::uint32_t>(texts.size() - 1)).first->second;
    }
  };

  std::optional<Tsv> read(std::string_view name, std::initializer_list<std::string_view> columns) {
    for (const EmbeddedFile& f : tables_) {
      const std::string_view file = f.path.substr(f.path.rfind('/') + 1);
      if (file != std::string(name) + ".tsv") continue;
      auto table = Tsv::read(f.path, f.content, columns);
      if (table) return std::move(*table);
      faults_.insert(faults_.end(), table.errors().begin(), table.errors().end());
    }
    return std::nullopt;
  }

  std::optional<Tags> tags_in(const Tsv& table, const Tsv::Row& row, std::string_view column) {
    const auto tags = tags_listed(table.get(row, column));
    if (!tags || tags->empty()) {
      faults_.push_back(table.fault(row, column, "unknown-tag", "there is no such tag"));
      return std::nullopt;
    }
    return tags;
  }
  std::uint8_t klass_of(std::string_view name) { return static_cast<std::uint8_t>(classes_.intern(name)); }

  void add(std::string_view form, Tags tags, Entry e) {
    constexpr auto plural = static_cast<std::uint64_t>(Feature::plural);
    std::vector<Entry>& all = forms_[std::string(form)];
    for (int i = 0; i < kTags; ++i) {
      if (!tags.has(static_cast<Tag>(i))) continue;
      // An adverb of no kind says nothing beside one of a kind.
      const bool refined = std::any_of(all.begin(), all.end(), [](const Entry& o) {
        return o.source == from(Source::closed) && kAdverbs.has(static_cast<Tag>(o.tag));
      });
      if (static_cast<Tag>(i) == Tag::adv && refined) continue;
      e.tag = static_cast<std::uint64_t>(i);
      const auto same = std::find_if(all.begin(), all.end(), [&](const Entry& o) { return o.tag == e.tag; });
      if (same == all.end()) {
        all.push_back(e);
      } else {
        // "means": of the noun that is its own lemma, and the plural of another.
        const auto features = static_cast<std::uint64_t>(same->features | (e.features & plural));
        if (same->source > e.source || (same->source == e.source && same->weight < e.weight)) *same = e;
        same->features = features & 31U;
      }
    }
  }

  /// True where what the other tables have of this form with that tag may stand beside its closed readings.
  [[nodiscard]] bool open(std::string_view form, Tags tags) const {
    const auto it = opens_.find(form);
    return it == opens_.end() || it->second.meets(tags);
  }

  void closed() {
    const auto table = read("closed", {"form", "tags", "class", "lemma", "general"});
    if (!table) return;
    for (const Tsv::Row& row : table->rows()) {
      const auto tags = tags_in(*table, row, "tags");
      if (!tags) continue;
      Entry e;
      e.weight = weight::kClosed;
      e.klass = klass_of(table->get(row, "class"));
      e.source = from(Source::closed);
      e.lemma = lemmas_.intern(table->get(row, "lemma"));
      const std::string form = fold(table->get(row, "form"));
      add(form, *tags, e);
      Tags& general = opens_[form];
      for (const std::string_view one : split(table->get(row, "general"), ',')) {
        if (one == "*") {
          general = Tags::of_bits(~std::uint64_t{0});
        } else if (const Tags some = tags_called(one); !some.empty()) {
          general |= some;
        } else {
          faults_.push_back(table->fault(row, "general", "unknown-tag", "there is no such tag"));
        }
      }
      if (const auto words = static_cast<std::uint32_t>(1 + std::count(form.begin(), form.end(), ' ')); words > 1) {
        std::uint32_t& longest = longest_[std::string(form.substr(0, form.find(' ')))];
        longest = std::max(longest, words);
      }
    }
  }

  /// Forms that are read one way only, whatever else could be made of them.
  void fixed() {
    const auto table = read("fixed", {"form", "tags", "root", "rule"});
    if (!table) return;
    for (const Tsv::Row& row : table->rows()) {
      const auto tags = tags_in(*table, row, "tags");
      if (!tags) continue;
      Entry e;
      e.weight = weight::kFixed;
      e.rule = static_cast<std::uint8_t>(rules_.intern(table->get(row, "rule")));
      e.source = from(Source::fixed);
      e.lemma = lemmas_.intern(table->get(row, "root"));
      const std::string_view form = table->get(row, "form");
      add(form, *tags, e);
      settled_.emplace(form, true);
    }
  }

  /// "13 communication,person,location name": how often, classes, flags.
  struct Cell {
    int count = 0;
    std::string_view klass, flags;
  };
  std::optional<Cell> cell(const Tsv& table, const Tsv::Row& row, std::string_view column) {
    const auto parts = split(table.get(row, column), ' ');
    if (parts.empty()) return std::nullopt;
    Cell c;
    for (const char digit : parts[0]) {
      if (digit < '0' || digit > '9' || c.count > 1000000) {
        faults_.push_back(table.fault(row, column, "bad-count", "a cell begins with how often the word is met"));
        return std::nullopt;
      }
      c.count = c.count * 10 + (digit - '0');
    }
    if (parts.size() > 1) c.klass = parts[1].substr(0, parts[1].find(','));
    if (parts.size() > 2) c.flags = parts[2];
    return c;
  }

  /// A list of lemmas: "general", or "supplement", what that lacks.
  void general(std::string_view name) {
    const auto table = read(name, {"lemma", "noun", "verb", "adj", "adv"});
    if (!table) return;
    constexpr std::array<std::pair<std::string_view, Tag>, 4> columns{
        {{"noun", Tag::noun}, {"verb", Tag::verb_base}, {"adj", Tag::adj}, {"adv", Tag::adv}}};
    for (const Tsv::Row& row : table->rows()) {
      const std::string lemma(table->get(row, "lemma"));
      for (const auto& [column, tag] : columns) {
        const auto c = cell(*table, row, column);
        if (!c) continue;
        Entry e;
        e.weight = bounded(static_cast<int>(std::lround(weight::kPerDoubling * std::log2(1 + c->count))));
        e.klass = klass_of(c->klass);
        e.source = from(Source::general);
        e.lemma = lemmas_.intern(lemma);
        general_.emplace(std::pair{lemma, tag}, e);
        const bool proper = c->flags == kProper;
        if (proper && tag == Tag::adj) e.klass = klass_of(kProper);
        const Tag shown = proper && tag == Tag::noun ? Tag::name : tag;
        if (tag != Tag::verb_base && open(lemma, shown)) add(lemma, shown, e);
        inflect(lemma, tag, e);
      }
    }
  }

  void inflect(const std::string& lemma, Tags tags, const Entry& like) {
    for (const Morphology::Form& f : morphology_.forms_of(lemma, tags)) {
      const Morphology::Row& rule = morphology_.rules()[f.rule];
      if (!open(f.text, rule.tags)) continue;
      Entry e = like;
      e.rule = static_cast<std::uint8_t>(rule_ids_[f.rule]);
      e.features = rule.features;
      add(f.text, rule.tags, e);
    }
  }

  /// What takes back or weakens what it goes with.
  void privative() {
    constexpr std::array<std::string_view, 15> effects{"not",     "was",     "will",   "maybe", "tried",
                                                       "other",   "nearly",  "barely", "past",  "copy",
                                                       "fiction", "alleged", "part",   "test",  "weak"};
    const auto table = read("privative", {"form", "pos", "place", "effect", "example"});
    if (!table) return;
    for (const Tsv::Row& row : table->rows()) {
      const auto effect = table->get(row, "effect");
      if (std::find(effects.begin(), effects.end(), effect) == effects.end())
        faults_.push_back(table->fault(row, "effect", "unknown-effect", "there is no such effect"));
      sign(table->get(row, "form"), true, table->get(row, "pos"), table->get(row, "place"), effect, "");
    }
  }

  /// What a governing word says of what it governs.
  void veridicality() {
    constexpr std::string_view marks = "+-ro";
    const auto table = read("veridicality", {"lemma", "pos", "frame", "signature", "class", "example"});
    if (!table) return;
    for (const Tsv::Row& row : table->rows()) {
      const auto says = table->get(row, "signature");
      if (says.size() != 3 || says[1] != '/' || marks.find(says[0]) == std::string_view::npos ||
          marks.find(says[2]) == std::string_view::npos)
        faults_.push_back(
            table->fault(row, "signature", "bad-signature", "a signature is two of + - r o with / between: +/-"));
      sign(table->get(row, "lemma"), false, table->get(row, "pos"), table->get(row, "frame"), says,
           table->get(row, "class"));
    }
  }

  void sign(std::string_view form, bool privative, std::string_view pos, std::string_view place, std::string_view says,
            std::string_view klass) {
    signs_[fold(form)].push_back({pooled(pos), pooled(place), pooled(says), pooled(klass), privative ? 1U : 0U});
  }

  void irregular() {
    const auto table = read("irregular", {"form", "tags", "features", "lemma"});
    if (!table) return;
    for (const Tsv::Row& row : table->rows()) {
      const auto tags = tags_in(*table, row, "tags");
      const auto features = features_called(table->get(row, "features"));
      if (!features) faults_.push_back(table->fault(row, "features", "unknown-feature", "there is no such feature"));
      if (!tags || !features || !open(table->get(row, "form"), *tags)) continue;
      const std::string lemma(table->get(row, "lemma"));
      const bool verb = tags->within(kVerbs);
      const Tag of = verb                        ? Tag::verb_base
                     : tags->within(kAdjectives) ? Tag::adj
                     : tags->has(Tag::adv)       ? Tag::adv
                                                 : Tag::noun;
      const auto known = general_.find(std::pair{lemma, of});
      Entry e = known == general_.end() ? Entry{} : known->second;
      e.source = from(Source::general);
      e.features = *features;
      e.lemma = lemmas_.intern(lemma);
      e.rule = static_cast<std::uint8_t>(rules_.intern("irregular"));
      add(table->get(row, "form"), *tags, e);
    }
  }

  void roots() {
    const auto table = read("roots", {"root", "tags", "class", "of", "rule", "derives"});
    if (!table) return;
    std::map<std::string, bool, std::less<>> roots;
    for (const Tsv::Row& row : table->rows())
      roots.emplace(table->get(row, "root"), table->get(row, "derives") != "no");
    for (const Tsv::Row& row : table->rows()) {
      const std::string root(table->get(row, "root"));
      const auto all = tags_in(*table, row, "tags");
      if (!all) continue;
      Entry e;
      e.klass = klass_of(table->get(row, "class"));
      const std::string_view of = table->get(row, "of");
      const bool derived = !of.empty();
      e.lemma = lemmas_.intern(derived ? of : std::string_view(root));
      e.source = from(Source::general);
      e.rule = static_cast<std::uint8_t>(rules_.intern(table->get(row, "rule")));
      int nth = 0;
      for (const std::string_view name : split(table->get(row, "tags"), ' ')) {
        const Tags tags = *tag_of(name);
        e.weight = bounded(weight::kRoot - weight::kLaterTag * nth++ - (derived ? weight::kDerived : 0));
        if (!settled_.contains(root) && open(root, tags)) add(root, tags, e);
      }
      for (const Morphology::Form& f : morphology_.forms_of(root, *all)) {
        const auto as_root = roots.find(f.text);
        if (settled_.contains(f.text) || (as_root != roots.end() && !as_root->second)) continue;
        const Morphology::Row& rule = morphology_.rules()[f.rule];
        if (!open(f.text, rule.tags)) continue;
        Entry made = e;
        made.source = from(Source::affix);
        made.rule = static_cast<std::uint8_t>(rule_ids_[f.rule]);
        made.features = rule.features;
        made.weight = bounded(
            weight::kAffix + weight::kLongerStem * static_cast<int>(root.size()) - (f.kept ? weight::kKept : 0) -
            (f.inner ? weight::kInner : 0) - (as_root != roots.end() ? weight::kAlsoRoot : 0) -
            (derived ? weight::kInner : 0) +
            ((rule.features & static_cast<std::uint8_t>(Feature::superlative)) != 0 ? weight::kSuperlative : 0));
        add(f.text, rule.tags, made);
      }
    }
  }

  // ---- writing ----

  Str pooled(std::string_view s) {
    const auto it = pool_at_.find(std::string(s));
    if (it != pool_at_.end()) return {it->second, static_cast<std::uint32_t>(s.size())};
    const auto at = static_cast<std::uint32_t>(pool_.size());
    pool_ += s;
    pool_at_.emplace(s, at);
    return {at, static_cast<std::uint32_t>(s.size())};
  }
  std::vector<Str> pooled(const std::vector<std::string>& texts) {
    std::vector<Str> out;
    for (const std::string& t : texts) out.push_back(pooled(t));
    return out;
  }
  std::vector<words_image::Affix> affixes(std::string_view kind) {
    std::vector<words_image::Affix> out;
    for (const Morphology::Row& r : morphology_.rows(kind)) {
      words_image::Affix a;
      a.id = pooled(r.id);
      a.prefix = pooled(r.prefix);
      a.suffix = pooled(r.suffix);
      a.base = r.base.bits();
      a.tags = r.tags.bits();
      a.features = r.features;
      a.rule = static_cast<std::uint8_t>(rules_.intern(r.id));
      out.push_back(a);
    }
    return out;
  }
  static std::vector<words_image::Form> table_of(const std::vector<std::pair<std::string, words_image::Form>>& all) {
    std::vector<words_image::Form> slots(std::bit_ceil(std::max<std::size_t>(8, all.size() * 9 / 8 + 1)));
    for (const auto& [text, form] : all) {
      const std::uint64_t h = words_image::hash_of(text);
      std::size_t at = h & (slots.size() - 1);
      while (slots[at].count != 0) at = (at + 1) & (slots.size() - 1);
      slots[at] = form;
      slots[at].check = static_cast<std::uint32_t>(h >> 32);
    }
    return slots;
  }

  template <class T>
  void section(std::string& out, words_image::Header& header, words_image::Section which, const std::vector<T>& all) {
    out.resize((out.size() + 7) / 8 * 8);
    header.at[which] = {out.size(), all.size()};
    out.append(reinterpret_cast<const char*>(all.data()), all.size() * sizeof(T));
  }

  std::string image() {
    std::vector<Entry> entries;
    std::vector<std::pair<std::string, words_image::Form>> forms, openers;
    for (auto& [text, all] : forms_) {
      std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
        return std::pair(a.source == from(Source::closed) ? 0 : 1, -static_cast<int>(a.weight)) <
               std::pair(b.source == from(Source::closed) ? 0 : 1, -static_cast<int>(b.weight));
      });
      words_image::Form f;
      f.begin = static_cast<std::uint32_t>(entries.size());
      f.count = static_cast<std::uint32_t>(std::min<std::size_t>(all.size(), words_image::kMostEntries));
      entries.insert(entries.end(), all.begin(), all.begin() + f.count);
      forms.emplace_back(text, f);
    }
    for (const auto& [first, longest] : longest_) {
      words_image::Form f;
      f.begin = longest;
      f.count = 1;
      openers.emplace_back(first, f);
    }
    words_image::Header header;
    std::string out(sizeof header, '\0');
    const auto clitics = affixes("clitic"), proclitics = affixes("proclitic"), peels = affixes("peel"),
               compounds = affixes("compound"), guesses = affixes("guess");
    if (const auto& redup = morphology_.rows("redup"); !redup.empty()) header.doubled = rules_.intern(redup.front().id);
    section(out, header, words_image::forms, table_of(forms));
    section(out, header, words_image::entries, entries);
    section(out, header, words_image::lemmas, pooled(lemmas_.texts));
    section(out, header, words_image::classes, pooled(classes_.texts));
    section(out, header, words_image::rules, pooled(rules_.texts));
    section(out, header, words_image::openers, table_of(openers));
    section(out, header, words_image::clitics, clitics);
    section(out, header, words_image::proclitics, proclitics);
    section(out, header, words_image::peels, peels);
    section(out, header, words_image::compounds, compounds);
    section(out, header, words_image::guesses, guesses);
    std::vector<words_image::Sign> signs;
    std::vector<std::pair<std::string, words_image::Form>> signed_forms;
    for (const auto& [text, all] : signs_) {
      words_image::Form f;
      f.begin = static_cast<std::uint32_t>(signs.size());
      f.count = static_cast<std::uint32_t>(std::min<std::size_t>(all.size(), words_image::kMostEntries));
      signs.insert(signs.end(), all.begin(), all.begin() + f.count);
      signed_forms.emplace_back(text, f);
    }
    section(out, header, words_image::signed_forms, table_of(signed_forms));
    section(out, header, words_image::signs, signs);
    header.pool_begin = out.size();
    header.pool_size = pool_.size();
    out += pool_;
    std::memcpy(out.data(), &header, sizeof header);
    return out;
  }

  std::span<const EmbeddedFile> tables_;
  std::vector<Diagnostic> faults_;
  Morphology morphology_;
  std::vector<std::uint32_t> rule_ids_;
  Pool lemmas_, classes_, rules_;
  std::map<std::string, std::vector<Entry>> forms_;
  std::map<std::string, std::vector<words_image::Sign>> signs_;
  std::map<std::string, Tags, std::less<>> opens_;    ///< closed forms: which other readings they may have
  std::map<std::string, bool, std::less<>> settled_;  ///< forms with one reading only
  std::map<std::string, std::uint32_t> longest_;
  std::map<std::pair<std::string, Tag>, Entry> general_;
  std::string pool_;
  std::unordered_map<std::string, std::uint32_t> pool_at_;
};

}  // namespace

Result<std::string> compile_words(std::span<const EmbeddedFile> tables) { return Compiler(tables).run(); }

}  // namespace saksi::grammar
