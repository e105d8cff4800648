// Any claims file or article: no crash, records in order, and reading it in small blocks gives the same records.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "engine/batch/reader.h"

using namespace saksi::engine;

namespace {

std::vector<Record> read_all(std::string_view bytes, std::size_t block, const ReaderOptions& options) {
  std::vector<Record> out;
  const auto reader = make_reader(memory_source(bytes, block), "fuzz", options);
  for (Record record; reader->next_whole(record);) out.push_back(record);
  return out;
}

/// What unpacks may be of any length.
bool is_packed(std::string_view bytes) {
  return bytes.starts_with("\x1F\x8B") || bytes.starts_with("\x28\xB5\x2F\xFD");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 1 << 16) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  ReaderOptions options;
  options.kind = static_cast<InputKind>(data[0] % 5);
  options.markup = static_cast<Markup>(data[0] / 5 % 3);
  const auto whole = read_all(bytes, 64 * 1024, options);
  const auto pieces = read_all(bytes, 7, options);
  if (whole.size() != pieces.size()) std::abort();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (whole[i].n != i + 1 || whole[i].text != pieces[i].text || whole[i].begin.byte != pieces[i].begin.byte ||
        whole[i].error.has_value() != pieces[i].error.has_value() ||
        (!is_packed(bytes) && whole[i].end.byte > 2 * bytes.size() + 4)) {  // UTF-16 grows in UTF-8
      std::abort();
    }
  }
  return 0;
}
