#include "engine/facts_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "core/archive.h"
#include "corpus/sha256.h"
#include "corpus/snapshot.h"
#include "corpus/snapshot/format.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/images.h"
#include "grammar/names/lexicon.h"
#include "grammar/names/lexicon_image.h"

namespace saksi {

// How what was said while the facts were opened is kept.

template <class Archive, described<Diagnostic> T>
void fields(Archive& archive, T& x) {
  archive(x.code, x.path, x.line, x.column, x.message, x.source, x.length);
}
template <class Archive, described<LayerReport::Merged> T>
void fields(Archive& archive, T& x) {
  archive(x.layer, x.event, x.id, x.told_as, x.by);
}
template <class Archive, described<LayerReport::Ambiguous> T>
void fields(Archive& archive, T& x) {
  archive(x.layer, x.event, x.id, x.fits, x.why);
}
template <class Archive, described<LayerReport::Disputed> T>
void fields(Archive& archive, T& x) {
  archive(x.layer, x.of, x.lower, x.upper);
}
template <class Archive, described<LayerReport::Withdrawn> T>
void fields(Archive& archive, T& x) {
  archive(x.layer, x.of, x.reason);
}
template <class Archive, described<LayerReport> T>
void fields(Archive& archive, T& x) {
  archive(x.entities, x.events, x.statements, x.merged, x.ambiguous, x.disputed, x.withdrawn);
}

namespace engine {
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

/// What was said while the facts were opened.
template <class Archive, class Facts>
void notes_of(Archive& archive, Facts& facts) {
  archive(facts.warnings, facts.layers);
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
  ArchiveReader notes(entry->parts[3]);
  notes_of(notes, out);
  if (!notes.whole()) return std::nullopt;
  return out;
}

void keep_facts(const corpus::Cache& cache, std::string_view key, const OpenedFacts& facts) {
  const auto& header = facts.base->rows().header();
  ArchiveWriter notes;
  notes_of(notes, facts);
  const std::array<std::string_view, 4> parts = {std::string_view(reinterpret_cast<const char*>(&header), header.size),
                                                 facts.words.en, facts.words.id, notes.bytes};
  cache.keep(key, parts);
}

}  // namespace engine
}  // namespace saksi
