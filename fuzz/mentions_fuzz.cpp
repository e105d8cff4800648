// Any bytes: normalising, tokenising, splitting and finding values never crash, and every span lies inside the text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "grammar/values/mentions.h"

using namespace saksi;
using namespace saksi::grammar;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 1 << 14) return 0;
  const std::string_view user(reinterpret_cast<const char*>(data) + 1, size - 1);
  const NormalText text = normalise(user);
  const auto tokens = tokenise(text);
  MentionOptions options;
  options.lang = (data[0] & 1) != 0 ? "id" : "en";
  if ((data[0] & 2) != 0) options.as_of = Date::day(2023, 9, 14);
  std::uint32_t next = 0;
  for (const Sentence& s : split_sentences(text, tokens, (data[0] & 4) != 0)) {
    if (s.first < next || s.last <= s.first || s.last > tokens.size()) std::abort();
    std::uint32_t at = s.first;
    for (const ValueMention& m : find_values(text, tokens, s.first, s.last, options)) {
      if (m.first < at || m.last <= m.first || m.last > s.last) std::abort();
      if (m.core_first < m.first || m.core_last > m.last || m.core_last <= m.core_first) std::abort();
      if (tokens[m.last - 1].span.end > user.size() || m.other_span.end > user.size()) std::abort();
      const auto* date = std::get_if<Date>(&m.value);
      if (date != nullptr && date->civil.end <= date->civil.begin) std::abort();
      at = m.last;
    }
    next = s.last;
  }
  return 0;
}
