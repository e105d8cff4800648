#include "cli/flags.h"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iterator>

#include "cli/choice.h"
#include "cli/config.h"
#include "cli/folders.h"
#include "cli/output.h"
#include "corpus/layers.h"
#include "engine/batch/record.h"

namespace saksi::cli {

std::string installed_base() {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value ? value : "");
  };
  if (const auto own = set("SAKSI_DATA_DIR"); !own.empty()) return own + "/facts.db";
  if (const auto data = set("XDG_DATA_HOME"); !data.empty()) return data + "/saksi/facts.db";
  if (const auto home = set("HOME"); !home.empty()) return home + "/.local/share/saksi/facts.db";
  return {};
}

std::string cache_folder() {
  if (const char* own = std::getenv("SAKSI_CACHE")) return own;
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return std::string(cache) + "/saksi";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? std::string(home) + "/.cache/saksi" : std::string();
}

std::string is_day(const std::string& s) {
  return engine::parse_iso_day(s) ? "" : fmt::format("'{}' is no day; write it as 2024-06-30", s);
}

namespace {

constexpr std::pair<const char*, engine::InputKind> kKinds[] = {{"article", engine::InputKind::article},
                                                                {"claims", engine::InputKind::claims},
                                                                {"csv", engine::InputKind::csv},
                                                                {"tsv", engine::InputKind::tsv},
                                                                {"jsonl", engine::InputKind::jsonl}};

std::string is_jobs(const std::string& s) {
  const bool number = !s.empty() && s.size() < 4 && s.find_first_not_of("0123456789") == std::string::npos;
  return number && std::stoi(s) > 0 && std::stoi(s) <= 256 ? "" : fmt::format("'{}' is no number from 1 to 256", s);
}

}  // namespace

std::optional<engine::InputKind> input_kind_named(std::string_view name) {
  for (const auto& [known, kind] : kKinds)
    if (name == known) return kind;
  return std::nullopt;
}

void BaseFlags::add_facts(CLI::App& app) {
  app.add_option("--facts", checker.facts,
                 "a fact base (SQLite) or a table of facts (.csv) over the built-in one; repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group("Facts and rules");
  app.add_flag_callback(
         "--no-default-facts", [this] { checker.default_facts = false; }, "leave the built-in fact base out")
      ->group("Facts and rules");
  app.add_flag("--no-cache", no_cache, "neither keep what is made of --facts for the next run nor use what was kept")
      ->group("Facts and rules");
}

void BaseFlags::add(CLI::App& app) {
  add_facts(app);
  app.add_option("--rules", checker.rules, "a folder of further rules; one of the same id replaces a built-in rule")
      ->type_name("DIR")
      ->group("Facts and rules");
  app.add_option("--enable", checker.enable, "apply only these rules; repeatable")
      ->type_name("RULE")
      ->allow_extra_args(false)
      ->group("Facts and rules");
  app.add_option("--disable", checker.disable, "leave this rule out; repeatable")
      ->type_name("RULE")
      ->allow_extra_args(false)
      ->group("Facts and rules");
}

std::shared_ptr<const Checker> BaseFlags::make() const {
  CheckerOptions options = checker;
  options.installed = installed_base();
  if (!no_cache) options.cache = cache_folder();
  auto made = Checker::make(options);
  if (!made) {
    complain(made.errors());
    return nullptr;
  }
  if (spdlog::default_logger()->should_log(spdlog::level::warn)) complain((*made)->warnings(), "warning");
  const LayerReport& layers = (*made)->layers();
  if (!layers.entities.empty()) {
    const std::string told = layers.text();
    for (std::size_t at = 0; at < told.size();) {
      const auto end = told.find('\n', at);
      spdlog::info("{}", told.substr(at, end - at));
      at = end + 1;
    }
  }
  // Kept until the process ends with it: to take it apart would cost as much as to check a page.
  static const auto* kept = new std::shared_ptr<const Checker>(*made);
  return *kept;
}

void ClaimFlags::add(CLI::App& app) {
  app.add_option("--as-of", as_of, "the day claims are judged on, where they do not say")
      ->type_name("DATE")
      ->check(is_day)
      ->group("Reading");
  app.add_option("--zone", zone, "IANA time zone of the desk, for \"yesterday\"")->type_name("ZONE")->group("Reading");
  add_choice<std::string>(app, "--lang", lang, {{"en", "en"}, {"id", "id"}, {"auto", "auto"}},
                          "language of the text: en, id or auto")
      ->type_name("LANG")
      ->default_str("auto")
      ->group("Reading");
  add_choice<std::string>(app, "--messages", messages, {{"en", "en"}, {"id", "id"}, {"text", "text"}},
                          "language of explanations: en, id or text (that of the text)")
      ->type_name("LANG")
      ->default_str("text")
      ->group("Reporting");
}

bool ClaimFlags::zone_known(const FactBase& facts) const {
  if (zone.empty() || facts.utc_offset(zone, 0)) return true;
  complain(fmt::format("--zone: '{}' is no time zone that the fact base knows; write it as Asia/Jakarta", zone));
  return false;
}

void InputFlags::add(CLI::App& app) {
  add_files(app);
  add_columns(app);
}

void InputFlags::add_files(CLI::App& app) {
  app.add_option("FILE", files, "files to read, or folders of them; - or none = standard input")->type_name("");
  app.add_option("--glob", globs, "of folders, read the files that this fits: *.md, news/**/*.txt; repeatable")
      ->type_name("PATTERN")
      ->allow_extra_args(false)
      ->group("Reading");
}

void InputFlags::add_columns(CLI::App& app) {
  using engine::InputKind;
  std::vector<std::pair<std::string, std::optional<InputKind>>> kinds(std::begin(kKinds), std::end(kKinds));
  kinds.emplace_back("auto", std::nullopt);
  add_choice<std::optional<InputKind>>(app, "--input", kind, kinds,
                                       "what the files hold: article, claims, csv, tsv, jsonl or auto (by their names)")
      ->type_name("KIND")
      ->default_str("auto")
      ->group("Reading");
  const auto column = [&](const char* name, std::string& to, const char* help) {
    app.add_option(name, to, help)->type_name("NAME")->capture_default_str()->group("Reading");
  };
  column("--claim-column", columns.claim_column, "the column of the claim");
  column("--id-column", columns.id_column, "the column of the id");
  column("--lang-column", columns.lang_column, "the column of the language");
  column("--as-of-column", columns.as_of_column, "the column of the day a claim is judged on");
}

bool InputFlags::expand(const std::string& output, int& status) {
  const Status all = expand_folders(files, {globs, output});
  raise(status, all);
  return all == ok;
}

engine::ReaderOptions InputFlags::reader(const std::string& path, const ClaimFlags& claim) const {
  engine::ReaderOptions out = columns;
  out.kind = kind.value_or(engine::input_kind_of(path));
  out.markup = engine::markup_of(path);
  out.lang = claim.lang_or_empty();
  out.as_of = claim.as_of;
  if (config == nullptr) return out;
  for (const Override* o : config->overrides_of(path)) {
    if (o->kind && !kind) out.kind = *o->kind;
    if (!o->lang.empty() && !config->given("lang")) out.lang = o->lang == "auto" ? "" : o->lang;
    if (!o->as_of.empty() && !config->given("as-of")) out.as_of = o->as_of;
  }
  return out;
}

void ReportFlags::add_workers(CLI::App& app) {
  app.add_option("--jobs,-j", jobs, "workers; default: one a core")
      ->type_name("N")
      ->check(CLI::Validator(is_jobs, ""))
      ->group("Running");
}

void ReportFlags::add(CLI::App& app, bool findings) {
  using engine::OffsetUnit;
  using engine::ReportFormat;
  std::vector<std::pair<std::string, ReportFormat>> formats = {{"text", ReportFormat::text},
                                                               {"jsonl", ReportFormat::jsonl}};
  if (findings)
    formats.insert(formats.end(), {{"csv", ReportFormat::csv},
                                   {"sarif", ReportFormat::sarif},
                                   {"junit", ReportFormat::junit},
                                   {"checkstyle", ReportFormat::checkstyle},
                                   {"github", ReportFormat::github},
                                   {"rdjsonl", ReportFormat::rdjsonl},
                                   {"markdown", ReportFormat::markdown},
                                   {"html", ReportFormat::html},
                                   {"claimreview", ReportFormat::claimreview}});
  add_choice<ReportFormat>(
      app, "--format", format, formats,
      findings ? "text, jsonl, csv, sarif, junit, checkstyle, github, rdjsonl, markdown, html or claimreview"
               : "text or jsonl")
      ->type_name("FORMAT")
      ->default_str("text")
      ->group("Reporting");
  app.add_option("-o,--output", output, "write the report here instead of standard output")
      ->type_name("FILE")
      ->group("Reporting");
  add_choice<OffsetUnit>(
      app, "--offsets", offsets,
      {{"byte", OffsetUnit::byte}, {"codepoint", OffsetUnit::codepoint}, {"utf16", OffsetUnit::utf16}},
      "unit of offsets in records: byte, codepoint or utf16")
      ->type_name("UNIT")
      ->default_str("byte")
      ->group("Reporting");
  add_choice<std::string>(app, "--color", color, {{"auto", "auto"}, {"always", "always"}, {"never", "never"}},
                          "auto (on a terminal), always or never")
      ->type_name("WHEN")
      ->default_str("auto")
      ->group("Reporting");
  add_workers(app);
  add_choice<bool>(app, "--on-error", stop_on_error, {{"record", false}, {"stop", true}},
                   "a bad record becomes a record of its own, or stops the run: record or stop")
      ->type_name("WHAT")
      ->default_str("record")
      ->group("Running");
}

void add_fail_on(CLI::App& app, std::optional<Verdict>& from, const std::string& what) {
  add_choice<std::optional<Verdict>>(
      app, "--fail-on", from,
      {{"refuted", Verdict::refuted},
       {"outdated", Verdict::outdated},
       {"disputed", Verdict::disputed},
       {"unverified", Verdict::unverified},
       {"unread", Verdict::unread},
       {"never", std::nullopt}},
      what + " from this verdict on: refuted, outdated, disputed, unverified, unread or never")
      ->type_name("VERDICT")
      ->default_str("outdated")
      ->group("Running");
}

void TalkFlags::add(CLI::App& app) {
  app.add_flag("-q,--quiet", quiet, "findings only: no summary, no warnings")->group("Running");
  app.add_flag("-v,--verbose", verbose, "list all that was read, and say what is going on; -vv says more")
      ->group("Running");
  add_choice<std::string>(app, "--log-level", level,
                          {{"debug", "debug"}, {"info", "info"}, {"warn", "warn"}, {"error", "error"}, {"off", "off"}},
                          "what goes to standard error: debug, info, warn, error or off")
      ->type_name("LEVEL")
      ->group("Running");
}

void TalkFlags::apply() const {
  auto logger = std::make_shared<spdlog::logger>("saksi", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("saksi: %l: %v");
  if (!level.empty()) {
    logger->set_level(spdlog::level::from_str(level));
  } else {
    logger->set_level(quiet          ? spdlog::level::err
                      : verbose > 1  ? spdlog::level::debug
                      : verbose == 1 ? spdlog::level::info
                                     : spdlog::level::warn);
  }
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace saksi::cli
