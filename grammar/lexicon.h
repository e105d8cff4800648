#pragma once
#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "core/embedded.h"
#include "core/names.h"
#include "core/schema.h"
#include "grammar/text.h"

namespace saksi::grammar {

/// What a word can be in a sentence. One word may have several senses.
enum class Cat : std::uint8_t {
  det,
  dem,
  poss,
  prep,
  conj,
  rel,
  comp,
  aux,
  neg,
  modal,
  cop,
  to,
  verb,
  kind,
  event,
  prop,
  office,
  group,
  ord,
  last,
  latest,
  only,
  sup,
  comparative,
  than,
  cond,
  pron,
  sub,
  naming,
  times,
  quant,
  former,
  current,
  result,
  say,
  stance,
  inert,
  rolenoun,
  unitnoun,
  ordinalmark,
  name,
  still,
  measure,  ///< an adjective behind an amount: "tall"
  factor,   ///< "twice", "half": its `times`
  same,
  exist,    ///< "there", "ada" before what there is
  revoke,   ///< unread, takes back what was said: "film", "hoax"
  epithet,  ///< before a name it only praises or blames; elsewhere it chooses
  sooner,   ///< "lebih dulu" before a verb: earlier than what follows
  proverb,  ///< "did so": the predicate told before
  later,    ///< behind a length of time: after, or before, what was told last
  denial,   ///< "it is not true that"
  degree    ///< "higher", "greatest" before a property's noun: its direction alone
};

enum class Voice : std::uint8_t { intransitive, active, passive };

/// frames.tsv: what a predicate says. Roles are tried in order; the first whose type accepts the filler is taken.
struct Frame {
  /// light: the event is told by the object ("made its first flight", "melakukan pendaratan").
  enum class Type : std::uint8_t { event, property, light };
  std::string id;
  Type type = Type::event;
  std::string target;                                      ///< event kind or property
  std::vector<std::string> subject;                        ///< roles the subject may fill ("subject" of a property)
  std::vector<std::string> object;                         ///< roles the object may fill ("value" of a property)
  std::vector<std::pair<std::string, std::string>> where;  ///< role=value the word itself says
};

struct Sense {
  Cat cat = Cat::inert;
  std::string id;  ///< canonical: the preposition, kind, property, office …
  std::vector<std::pair<std::string, std::string>> where;
  const Frame* frame = nullptr;  ///< of verbs
  Voice voice = Voice::active;
  bool participle = false;  ///< English past participle or -ing form: may open a reduced clause
  bool gerund = false;
  bool plural = false;
  bool possessed = false;  ///< Indonesian -nya: "pendahulunya"
  bool finite = true;
  bool third = false;  ///< English present of the third person: "leads"
};

/// A name of an entity as it may be met in a text.
struct NameSense {
  std::string entity;
  std::string kind;
  std::string role;  ///< name alias acronym demonym
  bool common = false;
};

/// Words and names of one language in one trie over folded word parts.
class Lexicon {
 public:
  /// `files`: grammar/lexicon/{en,id}/*.tsv and grammar/lexicon/*.tsv.
  static Result<std::shared_ptr<const Lexicon>> make(std::string_view lang, std::span<const EmbeddedFile> files,
                                                     const Schema& schema, const NameList& names);

  struct Match {
    std::uint32_t tokens = 0;  ///< how many tokens it covers
    std::span<const Sense> senses;
    std::span<const NameSense> names;
  };
  /// Every entry that starts at `at` and ends on a token boundary before `end`, shortest first.
  [[nodiscard]] std::vector<Match> at(const std::vector<Token>& tokens, std::uint32_t at, std::uint32_t end) const;

  /// True where the phrase is a kind of thing.
  [[nodiscard]] bool names_kind(std::string_view phrase) const;
  [[nodiscard]] const Frame* frame(std::string_view id) const;
  /// True of prepositions whose phrase may stay unread behind an event without changing what is told of it.
  [[nodiscard]] bool licensed(std::string_view prep) const;
  /// Roles a preposition may introduce, in order of preference.
  [[nodiscard]] std::span<const std::string> roles_of(std::string_view prep) const;
  [[nodiscard]] const std::string& lang() const { return lang_; }
  /// How often the function words of this language occur in the text.
  [[nodiscard]] int score(const std::vector<Token>& tokens) const;

 private:
  struct Node {
    std::unordered_map<std::string, std::uint32_t> next;
    std::vector<Sense> senses;
    std::vector<NameSense> names;
  };
  std::string lang_;
  std::vector<Node> nodes_{1};
  std::unordered_map<std::string, std::unique_ptr<Frame>> frames_;
  std::unordered_map<std::string, std::vector<std::string>> preps_;
  std::set<std::string, std::less<>> licensed_;

  Node& node(std::string_view phrase);
  friend struct LexiconReader;
};

/// "Luna-25" and "Luna 25" are both luna, 25; "H3" is h, 3: the parts by which words and names are looked up.
std::vector<std::string> parts_of(std::string_view folded);

}  // namespace saksi::grammar
