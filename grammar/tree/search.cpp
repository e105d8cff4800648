#include "grammar/tree/search.h"

#include <array>
#include <utility>

#include "core/limits.h"
#include "grammar/tree/builder.h"
#include "grammar/tree/groups.h"

namespace saksi::grammar::tree {

namespace {

constexpr std::size_t kAttempts = 200;

/// "Neil Armstrong", "Administrator Charles Bolden": the first name heads the names, a noun right before them heads them all.
void head_names(const std::vector<TaggedWord>& sentence, std::vector<Chunk>& chunks) {
  for (Chunk& c : chunks) {
    if (c.kind != ChunkKind::np || !sentence[c.head].tags.has(Tag::name)) continue;
    while (c.head > c.first && sentence[c.head - 1].tags.has(Tag::name)) --c.head;
    if (c.head > c.first && sentence[c.head - 1].tags.meets(Tags(Tag::noun) | Tag::title)) --c.head;
  }
}

/// "'s oldest rover": the mark of possession is a group of its own.
void part_marks(const std::vector<TaggedWord>& sentence, std::vector<Chunk>& chunks) {
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (chunks[i].kind != ChunkKind::np || chunks[i].last - chunks[i].first < 2 ||
        !sentence[chunks[i].first].tags.has(Tag::pos))
      continue;
    Chunk mark = chunks[i];
    mark.kind = ChunkKind::punct;
    mark.head = mark.first;
    mark.last = ++chunks[i].first;
    chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(i), mark);
  }
}

/// Tags that a word changes between together.
const std::array<Tags, 10> kClasses{Tags(Tag::noun) | Tag::title | Tag::unit | Tag::classifier,
                                    Tags(Tag::name),
                                    (tags_called("verb") - Tag::verb_ing) | tags_called("aux"),
                                    Tags(Tag::verb_ing),
                                    tags_called("adj") | Tag::ord,
                                    tags_called("adv"),
                                    Tags(Tag::prep),
                                    Tags(Tag::mark),
                                    Tags(Tag::rel) | Tag::q,
                                    Tags(Tag::det) | Tag::pron};

class Search {
 public:
  Search(std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
         const AttachTable& table)
      : sentence_(sentence), dateline_(dateline), patterns_(patterns), table_(table) {}

  Tree run() {
    Attempt best = attempt(cut(), {});
    int paid = 0;  // for other tags
    while (best.cost > paid && made_ < kAttempts) {
      Attempt base = best;
      std::size_t word = sentence_.size();
      Tags tags;
      for (const Choice& open : base.open) {
        for (std::uint32_t row = 1; row <= open.row && made_ < kAttempts; ++row) {
          std::vector<Choice> choices = base.choices;
          choices.push_back({open.group, row});
          Attempt next = attempt(base.bare, std::move(choices));
          next.cost += paid;
          if (next.cost < best.cost) best = std::move(next);
        }
      }
      for (std::size_t i = dateline_; i < sentence_.size(); ++i) {
        const Tags now = sentence_[i].tags;
        for (const Tags other : kClasses) {
          const Tags left = (sentence_[i].possible - now) & other;
          if (left.empty() || other.meets(now) || made_ >= kAttempts) continue;
          sentence_[i].tags = left;
          Attempt next = attempt(cut(), {});
          const int price = price_of(i);
          next.cost += paid + price;
          if (next.cost >= best.cost) continue;
          best = std::move(next);
          word = i;
          tags = left;
        }
        sentence_[i].tags = now;
      }
      if (word < sentence_.size()) {
        sentence_[word].tags = tags;
        paid += price_of(word);
      }
      if (best.cost == base.cost) break;
    }
    return std::move(best.tree);
  }

 private:
  struct Attempt {
    Tree bare, tree;
    int cost = 0;
    std::vector<Choice> choices, open;
  };

  /// What another tag of this word costs; that of a closed one twice as much.
  int price_of(std::size_t word) const {
    const auto& all = sentence_[word].analyses;
    const bool closed = !all.empty() && all.front().source == words_image::Source::closed;
    return table_.costs().retag * (closed ? 2 : 1);
  }

  /// The groups that the tags make, with what is inside them.
  Tree cut() const {
    Tree bare;
    bare.chunks = patterns_.cut(sentence_);
    part_marks(sentence_, bare.chunks);
    head_names(sentence_, bare.chunks);
    bare.head.resize(sentence_.size());
    for (std::uint32_t i = 0; i < bare.head.size(); ++i) bare.head[i] = i;
    bare.function.assign(sentence_.size(), Function::root);
    bare.sure.assign(sentence_.size(), true);
    bare.row.assign(sentence_.size(), 0);
    attach_inside(sentence_, bare.chunks, bare);
    return bare;
  }

  Attempt attempt(Tree bare, std::vector<Choice> choices) {
    ++made_;
    Attempt a{std::move(bare), {}, 0, std::move(choices), {}};
    a.tree = a.bare;
    const auto groups = groups_of(sentence_, a.bare.chunks);
    Builder builder(groups, dateline_, a.tree, table_, a.choices);
    builder.run();
    a.cost = builder.cost() + table_.costs().other * static_cast<int>(a.choices.size());
    a.open = builder.open_choices();
    return a;
  }

  std::vector<TaggedWord>& sentence_;
  const std::size_t dateline_;
  const ChunkPatterns& patterns_;
  const AttachTable& table_;
  std::size_t made_ = 0;
};

}  // namespace

Tree cheapest(std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
              const AttachTable& table) {
  return Search(sentence, dateline, patterns, table).run();
}

}  // namespace saksi::grammar::tree
