#pragma once
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "core/embedded.h"
#include "core/names.h"
#include "core/schema.h"
#include "grammar/names/lexicon_image.h"
#include "grammar/text/text.h"

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

/// "outcome=failure": what a word says by itself.
using WordPair = std::pair<std::string_view, std::string_view>;
/// The figure that such a value is; 0 where it is none.
double figure_of(std::string_view text);

/// frames.tsv: what a predicate says. Roles are tried in order; the first whose type accepts the filler is taken.
struct Frame {
  /// light: the event is told by the object ("made its first flight", "melakukan pendaratan").
  enum class Type : std::uint8_t { event, property, light };
  std::string_view id;
  Type type = Type::event;
  std::string_view target;                    ///< event kind or property
  std::span<const std::string_view> subject;  ///< roles the subject may fill ("subject" of a property)
  std::span<const std::string_view> object;   ///< roles the object may fill ("value" of a property)
  std::span<const WordPair> where;            ///< role=value the word itself says
};

struct Sense {
  Cat cat = Cat::inert;
  std::string_view id;  ///< canonical: the preposition, kind, property, office …
  std::span<const WordPair> where;
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
  std::string_view entity;
  std::string_view kind;
  std::string_view role;  ///< name alias acronym demonym
  bool common = false;
};

/// Memory for so many things that are built one by one, and need no destruction. What was never touched costs nothing.
template <class T>
class Room {
 public:
  static_assert(std::is_trivially_destructible_v<T>);
  Room() = default;
  explicit Room(std::size_t count) : at_(static_cast<T*>(std::calloc(std::max<std::size_t>(count, 1), sizeof(T)))) {
    if (at_ == nullptr) throw std::bad_alloc();
  }
  T* operator+(std::size_t i) const { return at_.get() + i; }

 private:
  struct Free {
    void operator()(T* p) const { std::free(p); }  // NOLINT(cppcoreguidelines-no-malloc)
  };
  std::unique_ptr<T, Free> at_;
};

/// Words and names of one language in one trie over folded word parts. Immutable; safe from any thread.
class Lexicon {
 public:
  /// Over an image (see lexicon_image.h), whose bytes `owner` keeps; null where it lives as long as the program. Not for
  /// bytes from outside: their ranges are taken as they are.
  static std::shared_ptr<const Lexicon> over(std::string_view image, std::shared_ptr<const void> owner);
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
  [[nodiscard]] std::span<const std::string_view> roles_of(std::string_view prep) const;
  [[nodiscard]] const std::string& lang() const { return lang_; }
  /// How much of a text's beginning is made of words and names of this language, its function words counted twice.
  [[nodiscard]] int score(const std::vector<Token>& tokens) const;

 private:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
  Lexicon(std::string_view image, std::shared_ptr<const void> owner);
  [[nodiscard]] std::string_view text(image::Str s) const;
  template <class T>
  [[nodiscard]] std::span<const T> section(image::Section s) const;
  [[nodiscard]] std::uint32_t next(std::uint32_t node, std::string_view part) const;
  [[nodiscard]] std::span<const WordPair> make_pairs(image::Range r) const;
  void make(std::uint32_t node) const;
  [[nodiscard]] std::span<const Sense> senses(std::uint32_t node) const;
  [[nodiscard]] std::span<const NameSense> names(std::uint32_t node) const;
  [[nodiscard]] const image::Prep* prep(std::string_view id) const;

  std::shared_ptr<const void> owner_;
  std::string_view image_, pool_;
  std::string lang_;
  std::span<const image::Node> nodes_;
  std::span<const image::Edge> edges_;
  std::span<const image::Sense> sense_rows_;
  std::span<const image::Name> name_rows_;
  std::span<const image::Pair> pair_rows_;
  std::vector<std::string_view> strings_;
  std::vector<Frame> frames_;

  // Made of their rows when a node is first asked for, under the lock; then `made_` says so, and they stay.
  mutable Room<WordPair> pairs_;
  mutable Room<Sense> senses_;
  mutable Room<NameSense> names_;
  mutable Room<std::atomic<bool>> made_;
  mutable std::mutex making_;
};

/// An image of the tables of one language and the names of a fact base. `key` says what it was made of.
Result<std::string> compile_lexicon(std::string_view lang, std::span<const EmbeddedFile> files, const Schema& schema,
                                    const NameList& names, std::string_view key);
/// The key of an image; empty for bytes that are none.
std::string_view lexicon_key(std::string_view image);

/// "Luna-25" and "Luna 25" are both luna, 25; "H3" is h, 3: the parts by which words and names are looked up.
std::vector<std::string> parts_of(std::string_view folded);

}  // namespace saksi::grammar
