#include "core/text_index.h"

#include <string>

#include "tests/catch.h"

namespace saksi {

TEST_CASE("texts get numbers in the order in which they come, each once") {
  std::vector<std::string> texts;
  for (int i = 0; i < 5000; ++i) texts.push_back("text " + std::to_string(i * 7919));
  TextIndex index;
  CHECK(index.find("text 0") == TextIndex::kNone);
  for (std::uint32_t i = 0; i < texts.size(); ++i) CHECK(index.add(texts[i]) == std::pair(i, true));
  for (std::uint32_t i = 0; i < texts.size(); ++i) CHECK(index.add(std::string(texts[i])) == std::pair(i, false));
  CHECK(index.size() == texts.size());
  CHECK(index[4999] == texts[4999]);
  CHECK(index.find(texts[17]) == 17);
  CHECK(index.contains(texts[17]));
  CHECK(!index.contains("text 1"));
  CHECK(!index.contains(""));
  CHECK(index.add("") == std::pair(5000U, true));
  CHECK(index.contains(""));
}

TEST_CASE("texts that are longer, shorter or end in a zero byte hash apart") {
  using namespace std::string_view_literals;
  TextIndex index;
  for (const auto text : {"12345678"sv, "123456789"sv, "1234567"sv, "12345678\0"sv, "\0"sv, "\0\0"sv})
    CHECK(index.add(text).second);
  CHECK(index.size() == 6);
}

}  // namespace saksi
