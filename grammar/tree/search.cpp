#include "grammar/tree/search.h"

#include <array>
#include <optional>
#include <span>

#include "core/limits.h"
#include "grammar/tree/builder.h"
#include "grammar/tree/groups.h"
#include "grammar/tree/lookahead.h"

namespace saksi::grammar::tree {

namespace {

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
                                    (kVerbs - Tag::verb_ing) | kAuxiliaries,
                                    Tags(Tag::verb_ing),
                                    kAdjectives | Tag::ord,
                                    kAdverbs,
                                    Tags(Tag::prep),
                                    Tags(Tag::mark),
                                    Tags(Tag::rel) | Tag::q,
                                    Tags(Tag::det) | Tag::pron};

class Search {
 public:
  Search(std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
         const AttachTable& table)
      : sentence_(sentence),
        dateline_(dateline),
        patterns_(patterns),
        table_(table),
        lists_(lists_of(sentence, table)),
        builder_(dateline, table) {}

  [[nodiscard]] std::size_t made() const { return made_; }

  Tree run() {
    passed_.reserve(sentence_.size());
    for (const TaggedWord& w : sentence_) passed_.push_back(patterns_.passed(w));
    cut(frame_);
    best_ = {attempt(frame_, {}), {}, builder_.open_choices()};
    while (best_.cost > paid_ && made_ < limits::tree_attempts) {
      const Attempt base = best_;
      std::optional<Retag> retag;
      other_rows(base);
      other_tags(retag);
      if (best_.cost == base.cost) break;
      if (!retag) continue;
      set_tags(retag->word, retag->tags);
      paid_ += price_of(retag->word);
      cut(frame_);
    }
    if (made_ > 1) attempt(frame_, best_.choices);
    return builder_.tree();
  }

 private:
  struct Attempt {
    int cost = 0;
    std::vector<Choice> choices, open;
  };
  struct Retag {
    std::size_t word = 0;
    Tags tags;
  };

  /// What another tag of this word costs; that of a closed one twice as much.
  int price_of(std::size_t word) const {
    const auto& all = sentence_[word].analyses;
    const bool closed = !all.empty() && all.front().source == words_image::Source::closed;
    return table_.costs().retag * (closed ? 2 : 1);
  }

  /// Tries each other row for each group.
  void other_rows(const Attempt& base) {
    std::vector<Choice> choices = base.choices;
    choices.emplace_back();
    for (const Choice& open : base.open) {
      for (std::uint32_t row = 1; row <= open.row && made_ < limits::tree_attempts; ++row) {
        choices.back() = {open.group, row};
        const int cost = attempt(frame_, choices) + paid_;
        if (cost < best_.cost) best_ = {cost, choices, builder_.open_choices()};
      }
    }
  }

  /// Tries each other tag of each word.
  void other_tags(std::optional<Retag>& retag) {
    for (std::size_t i = dateline_; i < sentence_.size(); ++i) {
      const Tags now = sentence_[i].tags;
      if (sentence_[i].possible == now) continue;
      for (const Tags other : kClasses) {
        const Tags left = (sentence_[i].possible - now) & other;
        const int price = paid_ + price_of(i);
        if (left.empty() || other.meets(now) || made_ >= limits::tree_attempts || price >= best_.cost) continue;
        set_tags(i, left);
        cut(other_frame_);
        const int cost = attempt(other_frame_, {}) + price;
        if (cost >= best_.cost) continue;
        best_ = {cost, {}, builder_.open_choices()};
        retag = {i, left};
      }
      set_tags(i, now);
    }
  }

  void set_tags(std::size_t word, Tags tags) {
    if (sentence_[word].tags == tags) return;
    sentence_[word].tags = tags;
    passed_[word] = patterns_.passed(sentence_[word]);
  }

  /// The groups that the tags make, with what is inside them.
  void cut(Frame& frame) const {
    patterns_.cut(passed_, frame.chunks);
    part_marks(sentence_, frame.chunks);
    head_names(sentence_, frame.chunks);
    frame.head.resize(sentence_.size());
    for (std::uint32_t i = 0; i < frame.head.size(); ++i) frame.head[i] = i;
    frame.function.assign(sentence_.size(), Function::root);
    attach_inside(sentence_, frame.chunks, frame.head, frame.function);
    groups_of(sentence_, frame.chunks, lists_, frame.groups);
    look_ahead(frame.groups, table_);
  }

  int attempt(const Frame& frame, std::span<const Choice> choices) {
    ++made_;
    return builder_.run(frame, choices) + table_.costs().other * static_cast<int>(choices.size());
  }

  std::vector<TaggedWord>& sentence_;
  const std::size_t dateline_;
  const ChunkPatterns& patterns_;
  const AttachTable& table_;
  const WordLists lists_;
  Builder builder_;
  std::vector<ChunkPatterns::Passed> passed_;
  Frame frame_, other_frame_;  ///< with the tags there are, with another one
  Attempt best_;
  int paid_ = 0;  ///< for the tags there are
  std::size_t made_ = 0;
};

}  // namespace

Tree cheapest(std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
              const AttachTable& table, std::size_t* made) {
  Search search(sentence, dateline, patterns, table);
  Tree out = search.run();
  if (made != nullptr) *made = search.made();
  return out;
}

}  // namespace saksi::grammar::tree
