#pragma once
#include <cstdint>
#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/tsv.h"
#include "grammar/words/tag.h"

/// How a language makes forms of its words: the rows of grammar/data/LANG/morphology.tsv.
namespace saksi::grammar {

/// "plural comparative" as bits of Feature; nullopt where a word is none.
std::optional<std::uint8_t> features_called(std::string_view names);
/// "verb.past verb.part", just these. nullopt where a word is no tag.
std::optional<Tags> tags_listed(std::string_view names);
/// The same where "verb" stands for each of its refinements too.
std::optional<Tags> tag_groups_listed(std::string_view names);

class Morphology {
 public:
  /// A rule, or an affix that is looked at when a form is looked up.
  struct Row {
    std::string id, prefix, suffix;
    Tags base, tags;
    std::uint8_t features = 0;
    std::vector<std::string> inner;  ///< rules whose forms it goes to as well
    std::regex where;                ///< of the root, unless `any`
    bool any = true;
  };
  /// A form of a root.
  struct Form {
    std::string text;
    std::size_t rule = 0;  ///< of rules()
    bool kept = false;     ///< a sound stays that the standard drops
    bool inner = false;    ///< goes to the form of another rule
  };

  /// Appends what is wrong with the table to `faults`.
  static Morphology read(const Tsv& table, std::vector<Diagnostic>& faults);

  /// Every form of `root` by the rules that go to one of `tags`, and by those that go to such forms.
  [[nodiscard]] std::vector<Form> forms_of(const std::string& root, Tags tags) const;

  [[nodiscard]] const std::vector<Row>& rules() const { return rules_; }
  /// Rows of the kinds "clitic", "proclitic", "peel", "compound", "guess", "redup".
  [[nodiscard]] const std::vector<Row>& rows(std::string_view kind) const;

 private:
  /// What a prefix or a suffix looks like beside certain letters.
  struct Shape {
    std::string text;
    std::regex where;     ///< of the stem as the affix leaves it, for a prefix; of the whole stem, for a suffix
    bool any = true;      ///< no condition
    std::string removes;  ///< from the stem's edge
    bool kept = false;
  };
  struct Stem {
    std::string text;
    bool kept = false;
  };
  void prefixed(const std::string& prefixes, std::vector<Stem>& stems) const;
  void suffixed(const std::string& suffix, std::vector<Stem>& stems) const;
  void apply(std::size_t rule, const std::string& stem, bool inner, std::vector<Form>& out) const;

  std::vector<Row> rules_;
  std::map<std::string, std::vector<Row>, std::less<>> rows_;
  std::map<std::string, std::vector<Shape>, std::less<>> shapes_;
};

}  // namespace saksi::grammar
