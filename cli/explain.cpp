#include "engine/explain/explain.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/config.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "core/limits.h"
#include "engine/batch/readers.h"
#include "engine/report/text_index.h"

namespace saksi::cli {

namespace {

/// "path:line:column", as records and reports name a claim.
struct Location {
  std::string path;
  std::uint64_t line = 0, column = 0;
};

std::optional<Location> location_of(const std::string& s) {
  Location out;
  const auto number = [&](std::size_t end, std::uint64_t& to) -> std::optional<std::size_t> {
    const std::size_t colon = s.rfind(':', end == 0 ? 0 : end - 1);
    if (colon == std::string::npos) return std::nullopt;
    const auto [stop, error] = std::from_chars(s.data() + colon + 1, s.data() + end, to);
    if (error != std::errc() || stop != s.data() + end || colon + 1 == end) return std::nullopt;
    return colon;
  };
  const auto second = number(s.size(), out.column);
  const auto first = second ? number(*second, out.line) : std::nullopt;
  if (!first) return std::nullopt;
  out.path = s.substr(0, *first);
  std::error_code error;
  return std::filesystem::is_regular_file(out.path, error) ? std::optional(out) : std::nullopt;
}

/// Where a record's id or place is found.
struct Explained {
  engine::Record record;
  std::optional<std::size_t> at;  ///< of an article the byte
};

struct Explain {
  std::string text, in;
  BaseFlags base;
  InputFlags input;
  ClaimFlags claim;
  TalkFlags talk;

  void run(CLI::App& command, int& status) {
    const auto place = location_of(text);
    if (in.empty() && place) in = place->path;
    if (!config.apply(command, in.empty() ? std::vector<std::string>{} : std::vector<std::string>{in}))
      return raise(status, usage);
    input.config = &config;
    talk.apply();
    Explained what;
    if (in.empty()) {
      if (!take_text(what, status)) return;
    } else if (!find(what, place, status)) {
      return;
    }
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    ClaimOptions options;
    options.lang = what.record.lang.empty() ? claim.lang_or_empty() : what.record.lang;
    options.zone = claim.zone;
    options.messages = claim.messages_or_empty();
    options.article = what.record.article;
    const std::string& day = what.record.as_of.empty() ? claim.as_of : what.record.as_of;
    if (!day.empty()) options.as_of = engine::parse_iso_day(day);
    Output output;
    output.write(engine::explain(*checker, what.record.text, options, what.at));
    finish(output, status);
  }

 private:
  bool take_text(Explained& to, int& status) const {
    std::string wrong;
    if (text.size() > limits::claim_bytes) wrong = "the claim is too long";
    if (const auto error = engine::check_text(text, 0)) wrong = error->message;
    if (!wrong.empty()) {
      complain(wrong);
      raise(status, usage);
      return false;
    }
    to.record.text = text;
    return true;
  }

  /// The record of `in` that is called so, or that stands there.
  bool find(Explained& to, const std::optional<Location>& place, int& status) const {
    auto source = engine::open_source(in);
    if (!source) {
      complain(source.errors());
      raise(status, io);
      return false;
    }
    const engine::ReaderOptions options = input.reader(in, claim);
    const auto reader = engine::make_reader(std::move(*source), in, options);
    while (reader->next_whole(to.record)) {
      engine::Record& r = to.record;
      if (r.error) {
        if (r.id != text && !(place && place->line == r.line)) continue;
        complain(r.error->message);
        raise(status, usage);
        return false;
      }
      if (r.article && place) {
        const engine::TextIndex index(r.original);
        const Span line = index.line(place->line);
        std::size_t at = line.begin;
        for (std::uint64_t n = 1; n < place->column && at < line.end; ++n) do
            ++at;
          while (at < line.end && (static_cast<unsigned char>(r.original[at]) & 0xC0) == 0x80);
        to.at = at;
        return true;
      }
      if (r.id == text || (place && place->path == in && r.line == place->line && r.column == place->column))
        return true;
    }
    if (reader->failure())
      complain({*reader->failure()});
    else
      complain(fmt::format("there is no record '{}' in {}", text, in));
    raise(status, usage);
    return false;
  }

 public:
  Config config;
};

}  // namespace

void add_explain(CLI::App& command, int& status) {
  auto flags = std::make_shared<Explain>();
  command
      .add_option("CLAIM", flags->text,
                  "the claim, in quotes, or the id of a record: path:line:column, or its own with --in")
      ->required();
  command.add_option("--in", flags->in, "the file of the record")->type_name("FILE")->group("Reading");
  flags->input.add_columns(command);
  flags->claim.add(command);
  flags->base.add(command);
  flags->talk.add(command);
  flags->config.add(command);
  command.callback([flags, &command, &status] { flags->run(command, status); });
}

}  // namespace saksi::cli
