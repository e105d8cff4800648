#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "grammar/tags/sentence_words.h"
#include "grammar/tags/tagger.h"
#include "grammar/text/text.h"
#include "grammar/values/mentions.h"
#include "tests/catch.h"
#include "tests/grammar/data.h"

namespace {

using namespace saksi::grammar;
using saksi::test::tagger;
using saksi::test::words;

/// A word of an example, where it stands and what it must end as.
struct Wanted {
  std::size_t begin = 0;
  std::string word;
  Tags tags;
};

/// "The [launch/noun] failed.": the plain sentence, and what is wanted of it.
std::pair<std::string, std::vector<Wanted>> example(const std::string& marked) {
  std::pair<std::string, std::vector<Wanted>> out;
  for (std::size_t i = 0; i < marked.size(); ++i) {
    const std::size_t slash = marked[i] == '[' ? marked.find('/', i) : std::string::npos;
    const std::size_t end = slash == std::string::npos ? slash : marked.find(']', slash);
    if (end == std::string::npos) {
      out.first += marked[i];
      continue;
    }
    Wanted w{out.first.size(), marked.substr(i + 1, slash - i - 1), {}};
    std::string names = marked.substr(slash + 1, end - slash - 1);
    for (std::size_t bar = 0; bar != std::string::npos;) {
      bar = names.find('|');
      w.tags |= tags_called(names.substr(0, bar));
      names = bar == std::string::npos ? "" : names.substr(bar + 1);
    }
    out.first += w.word;
    out.second.push_back(std::move(w));
    i = end;
  }
  return out;
}

std::string shown(const std::vector<TaggedWord>& sentence) {
  std::string out;
  for (const TaggedWord& w : sentence) out += w.text + "/" + to_string(w.tags) + " ";
  return out;
}

}  // namespace

TEST_CASE("every tag rule has an example that it fires on, and its word ends as it says") {
  for (const std::string lang : {"en", "id"}) {
    const TagRules& rules = tagger(lang).rules();
    std::vector<int> examples(rules.rules.size());
    for (const TagExample& e : rules.examples) {
      ++examples[e.rule];
      const auto [text, wanted] = example(e.text);
      const NormalText normal = normalise(text);
      const auto tokens = tokenise(normal);
      const auto last = static_cast<std::uint32_t>(tokens.size());
      const auto values = find_values(normal, tokens, 0, last, {lang, {}});
      auto sentence = sentence_words(tokens, 0, last, values, words(lang));
      std::vector<TagChange> changes;
      tagger(lang).run(sentence, rules.rules[e.rule].headline, &changes);
      INFO("grammar/data/" << lang << "/tags.cg:" << e.line << ": " << rules.rules[e.rule].id << ": "
                           << shown(sentence));
      bool fired = false;
      for (const TagChange& c : changes) fired = fired || c.rule == e.rule;
      CHECK(fired);
      REQUIRE(!wanted.empty());
      for (const Wanted& want : wanted) {
        const TaggedWord* found = nullptr;
        for (const TaggedWord& w : sentence)
          if (w.begin == want.begin) found = &w;
        CHECK(found != nullptr);
        if (found == nullptr) continue;
        INFO(want.word << " is " << to_string(found->tags));
        CHECK((found->tags - Tag::aux).within(want.tags));
      }
    }
    for (std::size_t r = 0; r < examples.size(); ++r) {
      INFO("grammar/data/" << lang << "/tags.cg:" << rules.rules[r].line << ": " << rules.rules[r].id);
      CHECK(examples[r] > 0);
    }
  }
}

TEST_CASE("faults of tag rules are told with line and column") {
  const auto faults = parse_tag_rules("x.cg",
                                      "select noon if 0 noun   # A01\nselect noun if 0 @nouns   # A02\nselect noun\n"
                                      "remove noun if 0 noun until verb   # A03\nselect noun if 0 noun\n"
                                      "section nowhere\nselect verb if 0 verb   # A02\n"
                                      "select verb if -12 verb   # A04\n");
  REQUIRE(!faults.ok());
  std::vector<std::string> codes;
  for (const auto& d : faults.errors()) codes.push_back(d.code + ":" + std::to_string(d.line));
  CHECK(codes == std::vector<std::string>{"unknown-tag:1", "unknown-list:2", "bad-rule:3", "bad-until:4", "no-id:5",
                                          "unknown-section:6", "duplicate-id:7", "bad-place:8"});
  CHECK(faults.errors().front().text() ==
        "x.cg:1:8: error: there is no tag or set 'noon'\nselect noon if 0 noun   # A01\n       ^~~~");
}
