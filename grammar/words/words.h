#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/embedded.h"
#include "grammar/words/image.h"
#include "grammar/words/tag.h"

namespace saksi::grammar {

/// What a form may tell besides its tag.
enum class Feature : std::uint8_t { plural = 1, comparative = 2, superlative = 4, negative = 8, clitic = 16 };

/// One reading of a form: a part of speech with its lemma, and where that comes from.
struct Analysis {
  Tag tag = Tag::noun;
  std::uint8_t weight = 0;  ///< higher is more usual; to compare readings of one form with
  std::uint8_t features = 0;
  words_image::Source source = words_image::Source::guessed;
  std::string_view lemma;
  std::string_view
      klass;  ///< lexicographer class of an open word ("person"), kind of a closed one ("quant"); may be empty
  std::string_view rule;  ///< how the form was made of the lemma; may be empty
  [[nodiscard]] bool has(Feature f) const { return (features & static_cast<std::uint8_t>(f)) != 0; }
};

/// What a word does to what it goes with, whatever its reading: takes it back ("fake": not), or says whether it is so ("fail":
/// no where it is asserted, yes where it is denied). docs/words.md.
struct Sign {
  bool privative = false;
  std::string_view pos;    ///< "adj"
  std::string_view place;  ///< what it goes with: "noun"; of a governing word the frame: "to-inf"
  std::string_view says;   ///< the effect, "not", or the signature, "+/-"
  std::string_view klass;  ///< of a governing word: "implicative"
};

std::string_view to_string(words_image::Source source);

/// The words of a language: every form has at least one reading. Views point into the image, which must outlive it.
/// Thread-safe.
class Words {
 public:
  /// `image` is what compile_words made, on eight bytes.
  explicit Words(std::string_view image);

  /// Every reading of a form in lower case, best source first, then by weight. A form that no table has, nor a known word
  /// with an affix, a clitic or a doubling is, is guessed by its ending. Linear in the form.
  [[nodiscard]] std::vector<Analysis> analyse(std::string_view form) const;
  /// The tags of all readings, and whether the form is known (not guessed).
  struct Looked {
    Tags tags;
    bool known = false;
  };
  [[nodiscard]] Looked look(std::string_view form) const;

  /// The signs of a form or a lemma, just as it is written in the tables; none where they do not have it.
  [[nodiscard]] std::vector<Sign> signs(std::string_view form) const;

  /// How many words the longest form of several words has that begins with `first`; 1 where there is none.
  [[nodiscard]] std::uint32_t longest_from(std::string_view first) const;
  /// True where the table has just this form, of one word or of several with one blank between.
  [[nodiscard]] bool has_form(std::string_view form) const { return !entries_of(form).empty(); }
  [[nodiscard]] std::size_t forms() const { return forms_; }

 private:
  using Entry = words_image::Entry;
  [[nodiscard]] std::span<const Entry> entries_of(std::string_view form) const;
  [[nodiscard]] Analysis analysis(const Entry& e) const;
  [[nodiscard]] std::string_view text(words_image::Str s) const { return pool_.substr(s.begin, s.size); }
  bool with_clitic(std::string_view form, int depth, std::vector<Analysis>& out) const;
  bool doubled(std::string_view form, int depth, std::vector<Analysis>& out) const;
  bool peeled(std::string_view form, int depth, std::vector<Analysis>& out) const;
  bool compound(std::string_view form, int depth, std::vector<Analysis>& out) const;
  void guess(std::string_view form, std::vector<Analysis>& out) const;
  /// Readings by tables and affixes; false where there is none.
  bool known(std::string_view form, int depth, std::vector<Analysis>& out) const;

  std::span<const words_image::Form> table_, openers_, signed_forms_;
  std::span<const words_image::Sign> signs_;
  std::span<const Entry> entries_;
  std::span<const words_image::Str> lemmas_, classes_, rules_;
  std::span<const words_image::Affix> clitics_, proclitics_, peels_, compounds_, guesses_;
  std::string_view pool_;
  std::string_view doubled_rule_;
  std::size_t forms_ = 0;
};

/// Compiles the tables of one language, grammar/data/LANG/*.tsv, into an image. All faults at once, each with table, line
/// and column.
Result<std::string> compile_words(std::span<const EmbeddedFile> tables);

}  // namespace saksi::grammar
