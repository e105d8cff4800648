#include "engine/facts_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <type_traits>

#include "corpus/sha256.h"
#include "corpus/snapshot.h"
#include "corpus/snapshot/format.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/lexicon_images.h"
#include "grammar/lexicon.h"
#include "grammar/lexicon_image.h"

namespace saksi::engine {
namespace {

/// Adds a file to a sum, its size first. False where it is no regular file or cannot be read to its end.
bool add_file(corpus::Sha256& sum, const std::string& path, std::int64_t size) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  sum.add(std::to_string(size) + "\n");
  std::string block(std::size_t{1} << 20U, '\0');
  std::int64_t done = 0;
  ssize_t n = 0;
  while ((n = read(file, block.data(), block.size())) > 0) {
    sum.add(std::string_view(block).substr(0, static_cast<std::size_t>(n)));
    done += n;
  }
  close(file);
  return n == 0 && done == size;
}

// Warnings and the report of the layers, written and read by one description.

class NoteWriter {
 public:
  std::string bytes;

  void operator()(const std::string& s) {
    (*this)(s.size());
    bytes += s;
  }
  template <class T>
  void operator()(const T& number) requires std::is_arithmetic_v<T> {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  template <class T>
  void operator()(const std::vector<T>& all) {
    (*this)(all.size());
    for (const T& one : all) item(*this, one);
  }
};

/// Fails, and reads nothing more, where the bytes end too early.
class NoteReader {
 public:
  explicit NoteReader(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] bool whole() const { return good_ && rest_.empty(); }

  void operator()(std::string& s) {
    std::size_t size = 0;
    (*this)(size);
    if (!good_ || size > rest_.size()) return fail();
    s = rest_.substr(0, size);
    rest_.remove_prefix(size);
  }
  template <class T>
  void operator()(T& number) requires std::is_arithmetic_v<T> {
    if (!good_ || sizeof number > rest_.size()) return fail();
    std::memcpy(&number, rest_.data(), sizeof number);
    rest_.remove_prefix(sizeof number);
  }
  template <class T>
  void operator()(std::vector<T>& all) {
    std::size_t count = 0;
    (*this)(count);
    for (std::size_t i = 0; good_ && i < count; ++i) item(*this, all.emplace_back());
  }

 private:
  void fail() { good_ = false; }
  std::string_view rest_;
  bool good_ = true;
};

template <class Notes, class T>
void item(Notes& notes, T& one) {
  using Row = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Row, Diagnostic>) {
    notes(one.code), notes(one.path), notes(one.line), notes(one.column), notes(one.message), notes(one.source);
    notes(one.length);
  } else if constexpr (std::is_same_v<Row, LayerReport::Merged>) {
    notes(one.layer), notes(one.event), notes(one.id), notes(one.told_as), notes(one.by);
  } else if constexpr (std::is_same_v<Row, LayerReport::Ambiguous>) {
    notes(one.layer), notes(one.event), notes(one.id), notes(one.fits), notes(one.why);
  } else if constexpr (std::is_same_v<Row, LayerReport::Disputed>) {
    notes(one.layer), notes(one.of), notes(one.lower), notes(one.upper);
  } else if constexpr (std::is_same_v<Row, LayerReport::Withdrawn>) {
    notes(one.layer), notes(one.of), notes(one.reason);
  } else {
    notes(one);
  }
}

template <class Notes, class Facts>
void all_notes(Notes& notes, Facts& facts) {
  notes(facts.warnings);
  notes(facts.layers.entities), notes(facts.layers.events), notes(facts.layers.statements);
  notes(facts.layers.merged), notes(facts.layers.ambiguous);
  notes(facts.layers.disputed), notes(facts.layers.withdrawn);
}

}  // namespace

FactsKey::Stamp FactsKey::stamp(const std::string& path) {
  Stamp out;
  out.path = path;
  struct stat about {};
  if (stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return out;
  out.device = about.st_dev;
  out.file = about.st_ino;
  out.size = about.st_size;
  out.seconds = about.st_mtim.tv_sec;
  out.nanoseconds = about.st_mtim.tv_nsec;
  return out;
}

FactsKey::FactsKey(const CheckerOptions& options, std::string_view below) {
  const std::string build = corpus::build_id();
  if (build.empty()) return;
  corpus::Sha256 sum;
  const auto add = [&](std::string_view text) { sum.add(std::to_string(text.size()) + ":" + std::string(text)); };
  const grammar::image::Header words;
  const std::string_view built_in = grammar::lexicon_key(lexicon_image_en());  // the hash of the built-in facts
  for (const std::string_view text : {std::string_view("facts"), version(), std::string_view(build), built_in, below})
    add(text);
  add(std::to_string(corpus::flat::kVersion));
  add({words.magic, sizeof words.magic});
  for (const std::string& path : options.facts) {
    const bool table = corpus::is_facts_csv(path);
    const auto& own = stamps_.emplace_back(stamp(path));
    // What a table says names the file, and the properties beside it are part of it.
    add(table ? "table " + path : "base");
    if (own.size < 0 || !add_file(sum, path, own.size)) return;
    if (table) {
      const auto& beside =
          stamps_.emplace_back(stamp((std::filesystem::path(path).parent_path() / "properties.csv").string()));
      add(beside.size < 0 ? "alone" : "with properties");
      if (beside.size >= 0 && !add_file(sum, beside.path, beside.size)) return;
    } else {
      for (const char* ending : {"-wal", "-journal"})
        if (stamps_.emplace_back(stamp(path + ending)).size > 0) return;
    }
  }
  text_ = sum.hex();
}

bool FactsKey::holds() const {
  return std::all_of(stamps_.begin(), stamps_.end(), [](const Stamp& s) { return s == stamp(s.path); });
}

std::optional<OpenedFacts> find_facts(const corpus::Cache& cache, std::string_view key) {
  auto entry = cache.find(key);
  if (!entry || entry->parts.size() != 4) return std::nullopt;
  auto base = corpus::map_snapshot(entry->parts[0], entry->owner);
  if (!base) return std::nullopt;
  OpenedFacts out;
  out.base = std::move(base).value();
  out.words = {entry->parts[1], entry->parts[2], entry->owner};
  NoteReader notes(entry->parts[3]);
  all_notes(notes, out);
  if (!notes.whole()) return std::nullopt;
  return out;
}

void keep_facts(const corpus::Cache& cache, std::string_view key, const OpenedFacts& facts) {
  const auto& header = facts.base->rows().header();
  NoteWriter notes;
  all_notes(notes, facts);
  const std::array<std::string_view, 4> parts = {std::string_view(reinterpret_cast<const char*>(&header), header.size),
                                                 facts.words.en, facts.words.id, notes.bytes};
  cache.keep(key, parts);
}

}  // namespace saksi::engine
