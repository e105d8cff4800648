#pragma once
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Parts of speech, of all languages; a language uses those it has.
namespace saksi::grammar {

/// A dot in the text form divides a kind from its refinement: "verb.past". The order is that of tables and reports only.
enum class Tag : std::uint8_t {
  noun,
  name,
  title,
  unit,
  date,
  duration,
  num,
  ord,
  classifier,
  adj,
  adj_superlative,
  adj_equative,
  adv,
  adv_time,
  adv_place,
  adv_manner,
  adv_degree,
  adv_approx,
  adv_focus,
  adv_freq,
  adv_conn,
  adv_sentence,
  adv_particle,
  verb_base,     ///< uninflected: "launch"
  verb_pres,     ///< finite, not third person singular
  verb_pres3,    ///< "launches"
  verb_past,     ///< "went"
  verb_part,     ///< past participle
  verb_ing,      ///< present participle or gerund
  verb_active,   ///< of languages that mark voice and not tense
  verb_passive,  ///< the patient is the subject
  verb_middle,   ///< intransitive by its form
  verb_stative,  ///< a state, an accident, an ability
  verb_bare,     ///< without a mark of voice
  verb_say,      ///< brings in speech, without a mark of voice
  aux,           ///< be, have, do: beside the tag of their form
  aux_aspect,
  aux_copula,
  aux_exist,
  modal,
  neg,
  det,
  poss,  ///< a possessive determiner
  pron,
  refl,
  exist,  ///< an expletive subject
  rel,
  q,
  mark,  ///< opens a subordinate clause
  conj,
  to,   ///< before an infinitive
  pos,  ///< marks the owner before it
  prep,
  part,
  intj,
  sym,
  punct,
};
inline constexpr int kTags = static_cast<int>(Tag::punct) + 1;

/// "verb.past".
std::string_view to_string(Tag tag);
/// The tag of that text form; nullopt where there is none.
std::optional<Tag> tag_of(std::string_view text);

/// A set of tags.
class Tags {
 public:
  constexpr Tags() = default;
  constexpr Tags(Tag tag) : bits_(std::uint64_t{1} << static_cast<int>(tag)) {}
  static constexpr Tags of_bits(std::uint64_t bits) {
    Tags t;
    t.bits_ = bits;
    return t;
  }

  [[nodiscard]] constexpr std::uint64_t bits() const { return bits_; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr int size() const { return std::popcount(bits_); }
  [[nodiscard]] constexpr bool several() const { return (bits_ & (bits_ - 1)) != 0; }
  [[nodiscard]] constexpr bool has(Tag tag) const { return (bits_ & Tags(tag).bits_) != 0; }
  /// True where both have one.
  [[nodiscard]] constexpr bool meets(Tags o) const { return (bits_ & o.bits_) != 0; }
  /// True where there is one and all are in `o`.
  [[nodiscard]] constexpr bool within(Tags o) const { return bits_ != 0 && (bits_ & ~o.bits_) == 0; }
  constexpr Tags operator|(Tags o) const { return of_bits(bits_ | o.bits_); }
  constexpr Tags operator&(Tags o) const { return of_bits(bits_ & o.bits_); }
  constexpr Tags operator-(Tags o) const { return of_bits(bits_ & ~o.bits_); }
  constexpr Tags& operator|=(Tags o) { return *this = *this | o; }
  constexpr bool operator==(const Tags&) const = default;

 private:
  std::uint64_t bits_ = 0;
};

constexpr Tags tags_between(Tag first, Tag last) {
  Tags out;
  for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) out |= static_cast<Tag>(i);
  return out;
}
inline constexpr Tags kAdjectives = tags_between(Tag::adj, Tag::adj_equative);
inline constexpr Tags kAdverbs = tags_between(Tag::adv, Tag::adv_particle);
inline constexpr Tags kVerbs = tags_between(Tag::verb_base, Tag::verb_say);
inline constexpr Tags kAuxiliaries = tags_between(Tag::aux, Tag::aux_exist);

/// The tags that a name in a rule stands for: "verb.past" itself, "verb" and "adv" all their refinements with the plain
/// one. Empty where no tag is called so.
Tags tags_called(std::string_view name);
/// "noun|verb.pres", in the order of Tag; "-" for none.
std::string to_string(Tags tags);

}  // namespace saksi::grammar
