// Any text, read and weighed: no crash, no hang, every span within the text, and no more time than a text of its length
// may take.
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "core/limits.h"
#include "engine/saksi.h"
#include "grammar/grammar.h"

namespace {

void require(bool held) {
  if (!held) std::abort();
}

/// What 4 KB of text may take at most, and how much slower the sanitizers make it.
constexpr double kSeconds = 0.05, kSanitized = 10;
constexpr std::size_t kPart = 4096;

double cpu_seconds() {
  std::timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto made = saksi::Checker::make({});
  require(made.ok());
  // The first byte chooses language, day and kind of text.
  if (size < 1 || size > saksi::limits::claim_bytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (saksi::check_utf8(text)) return 0;
  saksi::ClaimOptions options;
  options.lang = (data[0] & 1) != 0 ? "en" : (data[0] & 2) != 0 ? "id" : "auto";
  if ((data[0] & 4) != 0) options.as_of = saksi::parse_edtf("2023-09-14");
  options.article = (data[0] & 8) != 0;
  const auto within = [&](saksi::Span s) { require(s.begin <= s.end && s.end <= text.size()); };
  const double begin = cpu_seconds();
  const auto results = made.value()->check(text, options);
  require(cpu_seconds() - begin < kSeconds * kSanitized * static_cast<double>(1 + text.size() / kPart));
  for (const saksi::ClaimResult& result : results) {
    within(result.parsed.span);
    for (const saksi::Mention& m : result.parsed.mentions) within(m.span);
    for (const saksi::Unread& u : result.parsed.unread) within(u.span);
    for (const saksi::Finding& f : result.findings) {
      within(f.atom.span);
      for (const saksi::Suggestion& s : f.suggestions) {
        for (const saksi::Edit& e : s.edits) within(e.span);
      }
    }
  }
  return 0;
}
