#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/meaning.h"
#include "core/schema.h"
#include "grammar/noun.h"

namespace saksi::grammar {

/// What a record has spoken of so far: what "it", "the base", "pangkalan itu" and dropped roles refer to.
class Discourse {
 public:
  explicit Discourse(const Schema& schema) : schema_(&schema) {}

  struct Referent {
    std::string entity, kind;
    Span span;
    bool subject = false;
    int sentence = 0;
  };

  void mention(const Noun& n, bool subject);
  void event(const Term& event, std::string kind);
  void next_sentence() { ++sentence_; }

  /// The most recent entity that is of the kind (empty = any thing that is no place or person); a subject before
  /// others. `strict`: two that fit equally give none.
  [[nodiscard]] std::optional<Referent> find(std::string_view kind, std::string_view pronoun) const;
  /// The most recent event of the kind; empty kind = the last one told.
  [[nodiscard]] std::optional<Term> find_event(std::string_view kind) const;
  /// The one of these entities that was told last.
  [[nodiscard]] std::optional<std::string> latest_of(const std::vector<std::string>& ids) const;
  /// What is in focus for an obligatory role of this type.
  [[nodiscard]] std::optional<Referent> focus(std::string_view type) const;

 private:
  struct Told {
    Term term;
    std::string kind;
  };
  const Schema* schema_;
  std::vector<Referent> referents_;
  std::vector<Told> events_;
  int sentence_ = 0;
};

}  // namespace saksi::grammar
