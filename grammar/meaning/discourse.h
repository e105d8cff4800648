#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/schema.h"
#include "grammar/meaning/notation.h"
#include "grammar/meaning/noun.h"

namespace saksi::grammar {

/// What a record has spoken of so far: what "it", "the base", "pangkalan itu" and dropped roles refer to. Copies share
/// what earlier sentences told and own what this sentence adds, so that a try costs no more in a long text than in a
/// short one. One record a thread.
class Discourse {
 public:
  explicit Discourse(const Schema& schema);

  struct Referent {
    std::string entity, kind;
    Span span;
    bool subject = false;
    int sentence = 0;
  };

  void mention(const Noun& n, bool subject);
  void event(const Term& event, std::string kind);
  /// What this sentence told becomes what later ones may refer to. Of all copies only the one that was chosen may go on.
  void next_sentence();

  /// What a pronoun stands for, or a description by kind ("the base"; empty = any thing that is no place or person). A
  /// description must fit one thing alone of the latest sentence that has one, of the last few. For a pronoun a subject
  /// comes before others; two subjects leave it open.
  [[nodiscard]] std::optional<Referent> find(std::string_view kind, std::string_view pronoun) const;
  /// The most recent event of the kind; empty kind = the last one told.
  [[nodiscard]] std::optional<Term> find_event(std::string_view kind) const;
  /// The event told last, where one of these entities takes part in it: what "nine days later" counts from.
  [[nodiscard]] std::optional<Term> last_event_of(const std::vector<std::string>& entities) const;
  /// The one of these entities that was told last.
  [[nodiscard]] std::optional<std::string> latest_of(const std::vector<std::string>& ids) const;
  /// What is in focus for an obligatory role of this type: what the text names most often, the latest on a tie.
  [[nodiscard]] std::optional<Referent> focus(std::string_view type) const;

 private:
  struct Told {
    Term term;
    std::string kind;
  };
  /// How often and where last something was named.
  struct Count {
    std::size_t times = 0, last = 0;
  };
  struct History {
    std::vector<Referent> referents;
    std::unordered_map<std::string, Count> counts;  ///< by entity
    std::vector<std::shared_ptr<const Told>> events;
    std::unordered_map<std::string, std::size_t> last_event;  ///< by kind of event
    bool worlds_and_people_only = true;
  };

  [[nodiscard]] bool world_or_person(const Referent& r) const;
  /// What the last few sentences named, in order, this one included.
  [[nodiscard]] std::vector<const Referent*> recent() const;

  const Schema* schema_;
  std::shared_ptr<History> earlier_;
  std::vector<Referent> referents_;
  std::vector<std::shared_ptr<const Told>> events_;
  int sentence_ = 0;
};

}  // namespace saksi::grammar
