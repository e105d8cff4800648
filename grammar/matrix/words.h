#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/embedded.h"
#include "core/names.h"
#include "core/schema.h"
#include "core/tsv.h"
#include "grammar/names/lexicon.h"

namespace saksi::grammar {

/// A verb of a word table with one frame and voice, inflected.
struct MatrixVerb {
  std::string lemma;
  const Frame* frame = nullptr;
  Voice voice = Voice::active;
  std::string base, third, past, participle, gerund;  ///< Indonesian: one form in all of them
  bool direct = false;                                ///< what the frame calls its object follows without preposition
  bool alone = false;                                 ///< its lemma has no other frame or voice
};

struct MatrixNoun {
  std::string form, plural;
};

/// A word of degree: "taller" height gt, "tinggi" height.
struct MatrixDegree {
  std::string form, property, of;
  bool greater = true;
};

/// Something that can fill a role, by name.
struct MatrixFiller {
  std::string role;
  std::string id;      ///< its text form in a meaning
  std::string kind;    ///< of the entity
  std::string text;    ///< with its article
  std::string phrase;  ///< with its preposition; empty where it stands in no adjunct
};

/// What the generator needs of the words and names of one language: the tables themselves, told with their inflections,
/// which the lexicon that is read by does not keep apart.
class MatrixWords {
 public:
  static Result<std::shared_ptr<const MatrixWords>> make(std::string_view lang, const Schema& schema,
                                                         const NameList& names);

  std::string lang;
  std::vector<MatrixVerb> verbs;                                                 ///< in the order of the tables
  std::map<std::string, std::vector<MatrixNoun>> kinds, events, props, offices;  ///< by what they mean
  std::vector<std::pair<std::string, std::string>> titles;                       ///< "cosmonaut" and the profession
  std::vector<MatrixDegree> comparatives, superlatives, measures;

  /// The n-th filler of a role of an event, or of `subject` or `value` of a property; nothing where the schema asks for
  /// no entity there or no name fits. A name that could be another's is never taken.
  [[nodiscard]] std::vector<MatrixFiller> fillers(std::string_view of, std::string_view role, std::string_view type,
                                                  std::size_t skip, std::size_t want) const;
  /// The noun of a kind, or of the nearest kind above it that has one: the kind's id and the noun; empty id = none.
  [[nodiscard]] std::pair<std::string, MatrixNoun> kind_noun(std::string_view kind) const;
  /// The noun of a property; nullptr where it has none.
  [[nodiscard]] const MatrixNoun* prop_noun(std::string_view property) const;
  /// False for a noun that turns a property round: what is "buatan X" has X as its maker.
  [[nodiscard]] bool straight(std::string_view property, std::string_view noun) const;
  /// A kind of such fillers.
  [[nodiscard]] std::string filler_kind(std::string_view of, std::string_view role, std::string_view type) const;

 private:
  struct Row {
    std::string kind, article, phrase;
  };
  const Schema* schema_ = nullptr;
  std::shared_ptr<const Lexicon> lexicon_;
  std::map<std::pair<std::string, std::string>, Row> rows_;  ///< fillers.tsv: of, role
  std::map<std::string, MatrixNoun> nouns_;                  ///< of properties, where fillers.tsv chooses one
  std::vector<std::pair<std::string, std::vector<std::string>>> preps_;
  std::map<std::string, std::string> prep_forms_;  ///< first form of a preposition
  std::set<std::string> words_;                    ///< every word of the tables, folded
  struct Name {
    std::string text, entity, kind;
    bool wordy = false;  ///< holds a word of the tables: Antarctic Treaty
  };
  std::vector<Name> names_;  ///< what may be used, best first

  void read_words(const Tsv& t);
  void read_verbs(const Tsv& t);
  void read_names(const NameList& names);
  [[nodiscard]] const Row* row(std::string_view of, std::string_view role) const;
};

}  // namespace saksi::grammar
