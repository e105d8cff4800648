#pragma once
#include <cstddef>

/// Every bound in one place; tested where each is kept (tests/meaning/limits_test.cpp, tests/cli, tests/rules).
namespace saksi::limits {

inline constexpr std::size_t claim_bytes = 64 * 1024;  ///< a longer claims record is an `error` record
inline constexpr std::size_t article_bytes = 16 * 1024 * 1024;
inline constexpr std::size_t record_bytes =
    1024 * 1024;                                ///< a longer row of a table or line of JSON is an `error` record
inline constexpr std::size_t word_bytes = 64;   ///< a longer form is in no table and not taken apart
inline constexpr std::size_t chunk_words = 40;  ///< a longer group of words is cut there
inline constexpr std::size_t tree_attempts =
    200;  ///< trees made of a sentence to find the one with the least against it
inline constexpr std::size_t sentence_tokens = 400;       ///< what lies behind is unread, reason `limit`
inline constexpr std::size_t language_tokens = 2000;      ///< looked at to tell the language of a text
inline constexpr std::size_t both_languages_tokens = 64;  ///< of a text that is read in both to tell its language
inline constexpr std::size_t segmentations = 8;
inline constexpr std::size_t readings = 64;  ///< a sentence: all combinations of its choices, or it is not read
inline constexpr std::size_t reading_steps =
    1500;                                 ///< noun groups and predicates tried a sentence, all readings together
inline constexpr std::size_t atoms = 64;  ///< a reading
inline constexpr std::size_t evaluation_steps = 500000;  ///< conditions tried on events and things to judge a sentence
inline constexpr std::size_t nesting = 24;               ///< clauses in clauses, terms in terms
inline constexpr std::size_t parents_told_apart = 16;    ///< of a thing: which of them lies within which is looked into
inline constexpr std::size_t proof_depth = 32;
inline constexpr std::size_t rule_file_bytes = 256 * 1024;
inline constexpr std::size_t config_bytes = 256 * 1024;
inline constexpr std::size_t whole_file_bytes = std::size_t{1} << 30U;  ///< that a correction or a diff is taken from
inline constexpr std::size_t ignores = 1000;                            ///< comments to saksi that a record may hold

}  // namespace saksi::limits
