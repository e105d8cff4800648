#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "corpus/find.h"
#include "corpus/query.h"
#include "corpus/show.h"
#include "corpus/stats.h"

namespace saksi::cli {

namespace {

enum class Format { text, jsonl, csv };

/// What the looking commands have in common: the base in force, and one piece of text to write.
struct Look {
  BaseFlags base;
  TalkFlags talk;
  std::string lang = "en";
  Format format = Format::text;

  void add(CLI::App& app) {
    base.add_facts(app);
    talk.add(app);
  }

  std::shared_ptr<const Checker> open(int& status) {
    talk.apply();
    auto checker = base.make();
    if (!checker) raise(status, usage);
    return checker;
  }

  static void write(const std::string& text, int& status) {
    Output output;
    output.write(text);
    finish(output, status);
  }
};

void add_labels(CLI::App& app, std::string& lang) {
  add_choice<std::string>(app, "--labels", lang, {{"en", "en"}, {"id", "id"}}, "language of labels: en or id")
      ->type_name("LANG")
      ->default_str("en");
}

struct Show : Look {
  std::string name;

  void run(int& status) {
    const auto checker = open(status);
    if (!checker) return;
    const std::string text = corpus::show(checker->facts(), name, lang);
    if (!text.empty()) return write(text, status);
    complain(fmt::format("nothing in the facts is called '{}'", name));
    for (const auto& near : corpus::find(checker->facts(), name, "", lang, 3))
      complain(fmt::format("  like it: {} ({})", near.matched, near.id));
    raise(status, findings);
  }
};

struct Find : Look {
  std::string text, kind;
  std::size_t limit = 10;

  void run(int& status) {
    const auto checker = open(status);
    if (!checker) return;
    if (!kind.empty() && checker->facts().schema().kind(kind) == nullptr) {
      complain(fmt::format("--kind: there is no kind '{}' in the schema", kind));
      return raise(status, usage);
    }
    const auto found = corpus::find(checker->facts(), text, kind, lang, limit);
    if (found.empty()) {
      complain(fmt::format("nothing in the facts is called anything like '{}'", text));
      return raise(status, findings);
    }
    std::string out;
    for (const auto& f : found) {
      if (format == Format::jsonl) {
        out +=
            nlohmann::ordered_json{{"id", f.id}, {"kind", f.kind}, {"label", f.label}, {"matched", f.matched}}.dump() +
            "\n";
      } else {
        out += fmt::format("{}  {}  {}{}\n", f.id, f.kind, f.label,
                           f.matched == f.label || f.matched == f.id ? "" : " (" + f.matched + ")");
      }
    }
    write(out, status);
  }
};

std::string csv_cell(const std::optional<std::string>& cell) {
  if (!cell) return {};
  if (cell->find_first_of(",\"\n\r") == std::string::npos) return *cell;
  std::string out = "\"";
  for (const char c : *cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

struct Sql : Look {
  std::string query;

  void run(int& status) {
    const auto checker = open(status);
    if (!checker) return;
    const auto table = corpus::query(checker->facts(), query);
    if (!table) {
      complain(table.errors());
      return raise(status, table.errors().front().code == "cannot-write" ? io : usage);
    }
    std::string out;
    const auto line = [&](const auto& cells, const auto& text, std::string_view between) {
      std::size_t i = 0;
      for (const auto& c : cells) out += std::string(i++ == 0 ? "" : between) + text(c);
      out += "\n";
    };
    if (format == Format::jsonl) {
      for (const auto& row : table->rows) {
        nlohmann::ordered_json object = nlohmann::ordered_json::object();
        for (std::size_t i = 0; i < row.size(); ++i)
          object[table->columns[i]] = row[i] ? nlohmann::ordered_json(*row[i]) : nlohmann::ordered_json();
        out += object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
      }
    } else {
      const bool csv = format == Format::csv;
      const std::string_view between = csv ? "," : "\t";
      line(
          table->columns, [&](const std::string& c) { return csv ? csv_cell(c) : c; }, between);
      for (const auto& row : table->rows)
        line(
            row, [&](const std::optional<std::string>& c) { return csv ? csv_cell(c) : c.value_or(""); }, between);
    }
    write(out, status);
  }
};

struct Stats : Look {
  void run(int& status) {
    const auto checker = open(status);
    if (!checker) return;
    const auto stats = corpus::stats_of(checker->facts());
    if (!stats) return;
    if (format == Format::text) return write(corpus::text_of(*stats), status);
    const nlohmann::ordered_json out = {{"entities", stats->entities},
                                        {"events", stats->events},
                                        {"statements", stats->statements},
                                        {"names", stats->names},
                                        {"complete", stats->complete},
                                        {"citations", stats->cited},
                                        {"drafts", stats->drafts},
                                        {"deprecated", stats->deprecated},
                                        {"earliest", stats->earliest},
                                        {"latest", stats->latest},
                                        {"oldest_check", stats->oldest_check},
                                        {"newest_check", stats->newest_check},
                                        {"hash", checker->facts_hash()}};
    write(out.dump() + "\n", status);
  }
};

void add_format(CLI::App& app, Format& format, bool csv) {
  std::vector<std::pair<std::string, Format>> all = {{"text", Format::text}, {"jsonl", Format::jsonl}};
  if (csv) all.emplace_back("csv", Format::csv);
  add_choice<Format>(app, "--format", format, all, csv ? "text (tabs between), jsonl or csv" : "text or jsonl")
      ->type_name("FORMAT")
      ->default_str("text");
}

}  // namespace

void add_facts_look(CLI::App& facts, int& status) {
  auto* show = facts.add_subcommand("show", "all that is known of an entity, with sources");
  auto shown = std::make_shared<Show>();
  show->add_option("NAME", shown->name, "its id or any of its names")->type_name("")->required();
  add_labels(*show, shown->lang);
  shown->add(*show);
  show->callback([shown, &status] { shown->run(status); });

  auto* find = facts.add_subcommand("find", "things called so, or nearly so");
  auto wanted = std::make_shared<Find>();
  find->add_option("TEXT", wanted->text, "a name in English or Indonesian, or an id; a few letters may be wrong")
      ->type_name("")
      ->required();
  find->add_option("--kind", wanted->kind, "only things of this kind of the schema")->type_name("KIND");
  find->add_option("--limit", wanted->limit, "no more than so many")
      ->type_name("N")
      ->capture_default_str()
      ->check(CLI::Range(std::size_t{1}, std::size_t{100000}));
  add_labels(*find, wanted->lang);
  add_format(*find, wanted->format, false);
  wanted->add(*find);
  find->callback([wanted, &status] { wanted->run(status); });

  auto* sql = facts.add_subcommand("sql", "ask the facts as an SQLite database (corpus/schema.sql); reads only");
  auto asked = std::make_shared<Sql>();
  sql->add_option("QUERY", asked->query, "one SELECT")->type_name("")->required();
  add_format(*sql, asked->format, true);
  asked->add(*sql);
  sql->callback([asked, &status] { asked->run(status); });

  auto* stats = facts.add_subcommand("stats", "how much is known, from whom, and how much of it decides nothing");
  auto counted = std::make_shared<Stats>();
  add_format(*stats, counted->format, false);
  counted->add(*stats);
  stats->callback([counted, &status] { counted->run(status); });
}

}  // namespace saksi::cli
