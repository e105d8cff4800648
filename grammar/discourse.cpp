#include "grammar/discourse.h"

#include <algorithm>

namespace saksi::grammar {

void Discourse::mention(const Noun& n, bool subject) {
  if (n.kind != Noun::Kind::entity || n.entity.empty()) return;
  referents_.push_back({n.entity, n.entity_kind, n.head, subject, sentence_});
}

void Discourse::event(const Term& event, std::string kind) { events_.push_back({event, std::move(kind)}); }

std::optional<Discourse::Referent> Discourse::find(std::string_view kind, std::string_view pronoun) const {
  // A world is spoken of as "it" only where nothing else is.
  const bool bodies = std::all_of(referents_.begin(), referents_.end(), [&](const Referent& r) {
    return schema_->is_a(r.kind, "body") || schema_->is_a(r.kind, "person");
  });
  const auto fits = [&](const Referent& r) {
    if (!kind.empty()) return schema_->is_a(r.kind, kind);
    if (pronoun == "person") return schema_->is_a(r.kind, "person");
    if (pronoun == "agent") return schema_->is_a(r.kind, "agent");
    return !schema_->is_a(r.kind, "person") && (bodies || !schema_->is_a(r.kind, "body"));
  };
  // Within the latest sentence that has one: a subject before the rest; two different ones that are no subject are
  // no answer.
  for (auto s = sentence_; s >= 0 && s > sentence_ - 4; --s) {
    std::optional<Referent> subject, other;
    bool many = false;
    for (const auto& r : referents_) {
      if (r.sentence != s || !fits(r)) continue;
      if (r.subject) {
        if (!subject) subject = r;
      } else {
        if (other && other->entity != r.entity) many = true;
        other = r;
      }
    }
    if (subject) return subject;
    if (other && !many) return other;
    if (many) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Term> Discourse::find_event(std::string_view kind) const {
  for (auto it = events_.rbegin(); it != events_.rend(); ++it)
    if (kind.empty() || schema_->is_a(it->kind, kind)) return it->term;
  return std::nullopt;
}

std::optional<std::string> Discourse::latest_of(const std::vector<std::string>& ids) const {
  for (auto it = referents_.rbegin(); it != referents_.rend(); ++it)
    if (std::find(ids.begin(), ids.end(), it->entity) != ids.end()) return it->entity;
  return std::nullopt;
}

std::optional<Discourse::Referent> Discourse::focus(std::string_view type) const {
  // What the text is about is what it has named most often, the latest on a tie.
  std::optional<Referent> best;
  int most = 0;
  for (const auto& r : referents_) {
    if (!schema_->is_a(r.kind, type)) continue;
    int n = 0;
    for (const auto& o : referents_) n += o.entity == r.entity;
    if (n >= most) {
      most = n;
      best = r;
    }
  }
  return best;
}

}  // namespace saksi::grammar
