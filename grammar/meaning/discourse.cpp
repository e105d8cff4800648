#include "grammar/meaning/discourse.h"

#include <algorithm>

namespace saksi::grammar {
namespace {

/// How many sentences back a pronoun or a description reaches.
constexpr int kReach = 4;

}  // namespace

Discourse::Discourse(const Schema& schema) : schema_(&schema), earlier_(std::make_shared<History>()) {}

void Discourse::mention(const Noun& n, bool subject) {
  if (n.kind != Noun::Kind::entity || n.entity.empty()) return;
  referents_.push_back({n.entity, n.entity_kind, n.head, subject, sentence_});
}

void Discourse::event(const Term& event, std::string kind) {
  events_.push_back(std::make_shared<const Told>(Told{event, std::move(kind)}));
}

void Discourse::next_sentence() {
  History& h = *earlier_;
  for (Referent& r : referents_) {
    Count& c = h.counts[r.entity];
    ++c.times;
    c.last = h.referents.size();
    h.worlds_and_people_only = h.worlds_and_people_only && world_or_person(r);
    h.referents.push_back(std::move(r));
  }
  for (auto& e : events_) {
    h.last_event[e->kind] = h.events.size();
    h.events.push_back(std::move(e));
  }
  referents_.clear();
  events_.clear();
  ++sentence_;
}

bool Discourse::world_or_person(const Referent& r) const {
  return schema_->is_a(r.kind, "body") || schema_->is_a(r.kind, "person");
}

std::vector<const Discourse::Referent*> Discourse::recent() const {
  std::vector<const Referent*> out;
  const auto& all = earlier_->referents;
  std::size_t first = all.size();
  while (first > 0 && all[first - 1].sentence > sentence_ - kReach) --first;
  for (std::size_t i = first; i < all.size(); ++i) out.push_back(&all[i]);
  for (const Referent& r : referents_) out.push_back(&r);
  return out;
}

std::optional<Discourse::Referent> Discourse::find(std::string_view kind, std::string_view pronoun) const {
  // A world is spoken of as "it" only where nothing else is.
  const bool bodies =
      earlier_->worlds_and_people_only &&
      std::all_of(referents_.begin(), referents_.end(), [&](const Referent& r) { return world_or_person(r); });
  const auto fits = [&](const Referent& r) {
    if (!kind.empty()) return schema_->is_a(r.kind, kind);
    if (pronoun == "person") return schema_->is_a(r.kind, "person");
    if (pronoun == "agent") return schema_->is_a(r.kind, "agent");
    return !schema_->is_a(r.kind, "person") && (bodies || !schema_->is_a(r.kind, "body"));
  };
  const auto told = recent();
  for (int s = sentence_; s >= 0 && s > sentence_ - kReach; --s) {
    const Referent* subject = nullptr;
    const Referent* other = nullptr;
    bool many = false;
    for (const Referent* r : told) {
      if (r->sentence != s || !fits(*r)) continue;
      // A description fits one thing alone; a pronoun takes a subject before the rest.
      const Referent*& of = r->subject && kind.empty() ? subject : other;
      if (of != nullptr && of->entity != r->entity) {
        if (&of == &subject || !kind.empty()) return std::nullopt;
        many = true;
      }
      of = r;
    }
    if (subject != nullptr) return *subject;
    if (many) return std::nullopt;
    if (other != nullptr) return *other;
  }
  return std::nullopt;
}

std::optional<Term> Discourse::find_event(std::string_view kind) const {
  for (auto it = events_.rbegin(); it != events_.rend(); ++it)
    if (kind.empty() || schema_->is_a((*it)->kind, kind)) return (*it)->term;
  const History& h = *earlier_;
  if (kind.empty()) return h.events.empty() ? std::nullopt : std::optional(h.events.back()->term);
  std::optional<std::size_t> last;
  for (const auto& [own, at] : h.last_event)
    if (schema_->is_a(own, kind) && (!last || at > *last)) last = at;
  return last ? std::optional(h.events[*last]->term) : std::nullopt;
}

std::optional<Term> Discourse::last_event_of(const std::vector<std::string>& entities) const {
  const auto told = find_event("");
  if (!told || !told->set) return std::nullopt;
  const bool shared = std::any_of(told->set->where.begin(), told->set->where.end(), [&](const Condition& c) {
    const auto* e = std::get_if<Entity>(&c.value.value);
    return e != nullptr && std::find(entities.begin(), entities.end(), e->id) != entities.end();
  });
  return shared ? told : std::nullopt;
}

std::optional<std::string> Discourse::latest_of(const std::vector<std::string>& ids) const {
  for (auto it = referents_.rbegin(); it != referents_.rend(); ++it)
    if (std::find(ids.begin(), ids.end(), it->entity) != ids.end()) return it->entity;
  const Count* latest = nullptr;
  const std::string* out = nullptr;
  for (const std::string& id : ids) {
    const auto found = earlier_->counts.find(id);
    if (found == earlier_->counts.end() || (latest != nullptr && found->second.last < latest->last)) continue;
    latest = &found->second;
    out = &id;
  }
  return out == nullptr ? std::nullopt : std::optional(*out);
}

std::optional<Discourse::Referent> Discourse::focus(std::string_view type) const {
  const History& h = *earlier_;
  std::unordered_map<std::string_view, Count> here;
  for (std::size_t i = 0; i < referents_.size(); ++i) {
    Count& c = here[referents_[i].entity];
    ++c.times;
    c.last = h.referents.size() + i;
  }
  const auto named = [&](std::size_t at) -> const Referent& {
    return at < h.referents.size() ? h.referents[at] : referents_[at - h.referents.size()];
  };
  std::optional<Count> best;
  const auto weigh = [&](Count c) {
    if (!schema_->is_a(named(c.last).kind, type)) return;
    if (!best || c.times > best->times || (c.times == best->times && c.last > best->last)) best = c;
  };
  for (const auto& [entity, c] : h.counts) {
    const auto more = here.find(entity);
    weigh(more == here.end() ? c : Count{c.times + more->second.times, more->second.last});
  }
  for (const auto& [entity, c] : here)
    if (!h.counts.contains(std::string(entity))) weigh(c);
  return best ? std::optional(named(best->last)) : std::nullopt;
}

}  // namespace saksi::grammar
