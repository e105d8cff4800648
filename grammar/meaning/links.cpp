#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

/// DESIGN §3: what was not read decides how far each atom follows from the words.
void Binder::assign_links(State& st) const {
  // Segments: pieces between commas, dashes, brackets, relatives, conjunctions that stand before a clause.
  std::vector<int> segment(items_.size(), 0);
  std::vector<char> opened_by_comma;
  std::vector<std::uint32_t> starts;
  int current = 0;
  opened_by_comma.push_back(0);
  starts.push_back(0);
  for (std::uint32_t c = 0; c < chunks_.size(); ++c) {
    const auto k = chunks_[c].kind;
    const bool mark_boundary = k == Chunk::Kind::comma || k == Chunk::Kind::dash || k == Chunk::Kind::open ||
                               k == Chunk::Kind::close || k == Chunk::Kind::colon;
    const bool word_boundary = k == Chunk::Kind::rel || (k == Chunk::Kind::conj && c + 1 < chunks_.size() &&
                                                         (chunks_[c + 1].kind == Chunk::Kind::verb));
    if (mark_boundary || word_boundary) {
      ++current;
      bool named_before = false;
      if (c > 0) {
        const auto& before = items_[chunks_[c - 1].last - 1];
        named_before = !before.names.empty() && std::any_of(before.names.begin(), before.names.end(),
                                                            [](const auto& x) { return x.role != "demonym"; });
      }
      const bool behind_comma = c > 0 && chunks_[c - 1].kind == Chunk::Kind::comma;
      opened_by_comma.push_back(mark_boundary || behind_comma || k == Chunk::Kind::conj || named_before ? 1 : 0);
      starts.push_back(chunks_[c].first);
    }
    for (auto i = chunks_[c].first; i < chunks_[c].last; ++i) segment[i] = current;
  }
  struct Hole {
    std::uint32_t item;
    int segment;
  };
  std::vector<Hole> holes;
  for (std::uint32_t i = 0; i < items_.size(); ++i)
    if (st.read[i] == 0) holes.push_back({i, segment[i]});
  if (holes.empty()) return;

  const auto segment_has_verb = [&](int s) {
    for (std::uint32_t c = 0; c < chunks_.size(); ++c)
      if (chunks_[c].kind == Chunk::Kind::verb && segment[chunks_[c].first] == s &&
          !items_[chunks_[c].last - 1].is(Cat::say))
        return true;
    return false;
  };
  // "The JUICE probe, bound for Saturn, …": what its words call a thing is not ticked where more is told of it right
  // behind, and was not read.
  // "BRIsat milik BRI, yang …, memakai …": told without a verb, it only names what an unread verb behind it is about.
  const auto only_names = [&](const Atom& a) {
    bool behind = false;
    for (const Chunk& c : chunks_) {
      if (c.kind != Chunk::Kind::verb) continue;
      const Item& verb = items_[c.last - 1];
      if (verb.span.overlaps(a.span)) return false;
      behind = behind || (verb.span.begin >= a.span.end && st.read[c.last - 1] == 0 && !verb.is(Cat::say));
    }
    return behind;
  };
  const auto qualified = [&](const Atom& a) -> std::optional<std::uint32_t> {
    if ((!a.presupposed && !only_names(a)) || a.kind != Atom::Kind::compare || a.left.kind != Term::Kind::prop ||
        a.label == "located")
      return std::nullopt;
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < items_.size(); ++i)
      if (items_[i].span.overlaps(a.span)) {
        // An aside, which the next mark ends.
        if (items_[i].mark == ',' || items_[i].mark == '(') return std::nullopt;
        if (opened_by_comma[static_cast<std::size_t>(segment[i])] != 0) return std::nullopt;
        next = i + 1;
      }
    if (next >= items_.size()) return std::nullopt;
    if (items_[next].mark != ',' && items_[next].mark != '(' && !items_[next].is(Cat::rel)) return std::nullopt;
    const int piece = segment[std::min<std::size_t>(next + 1, items_.size() - 1)];
    for (const auto& h : holes)
      if (h.item > next && h.segment == piece) return h.item;
    return std::nullopt;
  };
  for (auto& a : st.atoms) {
    if (a.auxiliary || a.link == Link::none) continue;
    if (const auto hole = qualified(a); hole) {
      a.link = Link::none;
      forbidden_[to_string(a)] = "\"" + items_[*hole].text + "\" is unread in what is told of the same thing";
      continue;
    }
    if (a.presupposed && a.link == Link::weaker) continue;
    // Segments the atom's words lie in.
    std::vector<char> mine(static_cast<std::size_t>(current) + 1, 0);
    std::uint32_t first_item = static_cast<std::uint32_t>(items_.size()), last_item = 0;
    const auto cover = [&](Span s) {
      for (std::uint32_t i = 0; i < items_.size(); ++i)
        if (items_[i].span.overlaps(s)) {
          mine[static_cast<std::size_t>(segment[i])] = 1;
          first_item = std::min(first_item, i);
          last_item = std::max(last_item, i);
        }
    };
    cover(a.span);
    const auto span_last = last_item;
    // A role of an event is told in the event's own clause, wherever its words stand: "On 15 April, … lifted off".
    for (const auto* t : {&a.left, &a.right})
      if (t->kind == Term::Kind::role && !t->args.empty()) cover(t->args.front().span);
    last_item = std::max(last_item, span_last);
    const bool strict = a.kind == Atom::Kind::no || a.negated || a.label == "rank" || a.label == "count" ||
                        a.label == "first" || a.label == "latest" || a.now || a.left.kind == Term::Kind::nth ||
                        a.left.kind == Term::Kind::last || a.left.kind == Term::Kind::count ||
                        a.left.kind == Term::Kind::distinct || a.left.kind == Term::Kind::rank ||
                        (!a.left.args.empty() &&
                         (a.left.args.front().kind == Term::Kind::nth || a.left.args.front().kind == Term::Kind::last));
    Link link = Link::weaker;
    std::string reason;
    const auto forbid = [&](std::string why) {
      link = Link::none;
      if (reason.empty()) reason = std::move(why);
    };
    const auto words_of = [&](std::uint32_t i) { return "\"" + items_[i].text + "\""; };
    // What stands right behind a date may belong to it.
    const bool time_told = a.left.kind == Term::Kind::role && a.left.name == "time";
    for (std::uint32_t i = span_last + 1; time_told && i < items_.size() && i <= span_last + 2; ++i) {
      if (items_[i].mark == ',') continue;
      if (st.read[i] == 0) forbid(words_of(i) + " stands right behind the date");
      break;
    }
    // "…, but only in the film", "…, legend has it": it is taken back.
    if (std::any_of(holes.begin(), holes.end(), [&](const Hole& h) { return items_[h.item].is(Cat::revoke); }))
      forbid("an unread word may take back what is said");
    // "…," joked the host: how it was said was not understood.
    if (std::any_of(items_.begin(), items_.end(), [](const Item& i) { return i.mark == '"'; }) &&
        std::any_of(holes.begin(), holes.end(), [&](const Hole& h) { return items_[h.item].unknown; }))
      forbid("an unknown word stands beside a quotation");
    // What a thing is may be qualified by any words behind it ("give or take").
    const bool of_value = a.kind == Atom::Kind::compare && a.left.kind == Term::Kind::prop;
    if (of_value &&
        std::any_of(holes.begin(), holes.end(), [&](const Hole& h) { return !segment_has_verb(h.segment); }))
      forbid("unread words may qualify the value");
    // "When Gagarin died, no one had walked …": an unread opening clause tells when.
    if (holes.front().item == 0 && items_[0].is(Cat::sub)) forbid("the clause that opens the sentence was not read");
    // "the novel says", "menurut film itu": who says so was not understood.
    if (std::any_of(holes.begin(), holes.end(), [&](const Hole& h) { return items_[h.item].is(Cat::say); }))
      forbid("who says so was not read");
    for (const auto& h : holes) {
      if (link == Link::none) break;
      const auto& it = items_[h.item];
      if (it.is(Cat::neg) || it.is(Cat::stance) || it.is(Cat::modal) || it.is(Cat::only)) {
        if (mine[static_cast<std::size_t>(h.segment)] || h.segment == 0)
          forbid(words_of(h.item) + " was not read and may turn what is said");
      }
      if (mine[static_cast<std::size_t>(h.segment)]) {
        // An adjunct behind the atom whose preposition may be left unread.
        bool ok = false;
        const bool of_event = a.kind == Atom::Kind::some || a.left.kind == Term::Kind::role;
        if (!strict && of_event) {
          for (std::uint32_t i = last_item + 1; i <= h.item && i < items_.size(); ++i) {
            if (segment[i] != h.segment) break;
            if (const auto* p = items_[i].sense(Cat::prep); p != nullptr && st.read[i] == 0) {
              ok = lexicon_.licensed(p->id);
              break;
            }
            if (st.read[i] == 0) break;
          }
        }
        if (!ok)
          forbid(words_of(h.item) + (strict
                                         ? " is unread, and a denial, first, last, only or count bears no unread word"
                                         : " is unread in the same clause"));
      } else if (!opened_by_comma[static_cast<std::size_t>(h.segment)] && h.segment > 0) {
        forbid(words_of(h.item) + " is unread in a relative that may choose what is meant");
      } else if (h.segment == 0 && !segment_has_verb(0)) {
        forbid("the unread opening " + words_of(h.item) + " may move the whole sentence elsewhere");
      } else if (h.segment > 0) {
        // ", not on Tuesday": a piece that opens with a negation belongs to what stands before it.
        const auto s = starts[static_cast<std::size_t>(h.segment)];
        if (s + 1 < items_.size() &&
            (items_[s + 1].is(Cat::neg) || items_[s + 1].is(Cat::prep) || items_[s + 1].is(Cat::sub)) &&
            mine[static_cast<std::size_t>(h.segment - 1)])
          forbid(words_of(h.item) + " is unread in a piece that belongs to what stands before it");
      }
      if (link == Link::none) break;
    }
    a.link = link;
    if (!reason.empty()) forbidden_[to_string(a)] = reason;
  }
}

}  // namespace saksi::grammar
