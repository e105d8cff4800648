#include "cli/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/folders.h"
#include "cli/output.h"
#include "cli/status.h"
#include "core/limits.h"
#include "core/spelling.h"
#include "engine/batch/settings.h"

namespace saksi::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = ".saksi.toml";
/// Options that are of one run.
constexpr std::string_view kOfARun[] = {"help",   "config",        "no-config", "output",
                                        "resume", "changed-lines", "since",     "show-config"};
/// Options that name files, from the folder of the configuration.
constexpr std::string_view kPaths[] = {"facts", "rules", "baseline"};

template <class List>
bool holds(const List& list, std::string_view what) {
  return std::find(std::begin(list), std::end(list), what) != std::end(list);
}

std::string name_of(const CLI::Option& o) { return o.get_lnames().empty() ? std::string() : o.get_lnames().front(); }

/// The names of the options of `check`, which a configuration may set.
std::vector<std::string> settable() {
  CLI::App check;
  int status = 0;
  add_check(check, status);
  std::vector<std::string> out;
  for (const CLI::Option* o : check.get_options()) {
    const std::string name = name_of(*o);
    if (!name.empty() && !holds(kOfARun, name)) out.push_back(name);
  }
  return out;
}

/// The configuration for a file or folder; empty where there is none.
std::string find_above(const std::string& input) {
  std::error_code error;
  fs::path at = input == "-" ? fs::current_path(error) : fs::weakly_canonical(fs::absolute(input, error), error);
  if (!fs::is_directory(at, error)) at = at.parent_path();
  for (; !at.empty(); at = at.parent_path()) {
    if (fs::is_regular_file(at / kName, error)) return (at / kName).string();
    if (at == at.parent_path()) break;
  }
  return {};
}

/// A path as users write it: from the current folder where it lies below it.
std::string short_path(const std::string& path) {
  std::error_code error;
  const std::string near = fs::path(path).lexically_relative(fs::current_path(error)).generic_string();
  return near.empty() || near.starts_with("..") ? path : near;
}

/// A value as the command line would give it; nullopt for a table or the like.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* s = node.as_string()) return s->get();
  if (const auto* b = node.as_boolean()) return b->get() ? "true" : "false";
  if (node.is_integer() || node.is_floating_point() || node.is_date()) {
    std::ostringstream out;
    if (const auto* i = node.as_integer()) out << i->get();
    if (const auto* f = node.as_floating_point()) out << f->get();
    if (const auto* d = node.as_date()) out << d->get();
    return out.str();
  }
  return std::nullopt;
}

}  // namespace

/// Reads one file. All that is wrong is told.
class ConfigReader {
 public:
  ConfigReader(Config& to, CLI::App& command) : to_(to), command_(command), known_(settable()) {}

  bool read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const std::string name = normal(key.str());
      if (name == "override") {
        overrides(node);
      } else if (holds(known_, name)) {
        option(name, node);
      } else {
        unknown(name, key.source().begin.line, known_, "there is no setting");
      }
    }
    std::sort(faults_.begin(), faults_.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    complain(faults_);
    return faults_.empty();
  }

 private:
  /// Names are written with '-', as on the command line, or with '_'.
  static std::string normal(std::string_view key) {
    std::string out(key);
    std::replace(out.begin(), out.end(), '_', '-');
    return out;
  }

  void fail(const toml::source_position& at, std::string message) {
    faults_.push_back({"bad-configuration",
                       short_path(to_.found_),
                       static_cast<int>(at.line),
                       static_cast<int>(at.column),
                       std::move(message),
                       {},
                       1});
  }

  void unknown(const std::string& name, toml::source_index line, const std::vector<std::string>& known,
               std::string_view what) {
    const std::vector<std::string_view> all(known.begin(), known.end());
    std::string hint =
        holds(kOfARun, name) ? "; it is of one run, and stands on the command line" : did_you_mean(name, all);
    fail({line, 1}, fmt::format("{} '{}'{}", what, name, hint));
  }

  /// The values of one setting, a list or a single one; empty where it is neither, which is told.
  std::vector<std::string> values(const std::string& name, const toml::node& node) {
    std::vector<std::string> out;
    const auto add = [&](const toml::node& one) {
      auto text = text_of(one);
      if (text)
        out.push_back(std::move(*text));
      else
        fail(one.source().begin, fmt::format("{} is to be a text, a number, a day or a list of them", name));
      return text.has_value();
    };
    if (const auto* list = node.as_array()) {
      for (const toml::node& one : *list)
        if (!add(one)) return {};
    } else {
      add(node);
    }
    return out;
  }

  void option(const std::string& name, const toml::node& node) {
    CLI::Option* option = command_.get_option_no_throw("--" + name);
    std::vector<std::string> all = values(name, node);
    if (option == nullptr || all.empty() || option->count() > 0) return;
    const bool flag = option->get_expected_max() == 0;
    if (flag != node.is_boolean())
      return fail(
          node.source().begin,
          fmt::format("{} is to be {}", name, flag ? "true or false" : "a text, a number, a day or a list of them"));
    if (flag && all.front() == "false") return;
    if (all.size() > 1 && option->get_expected_max() <= 1)
      return fail(node.source().begin, fmt::format("{} takes one value", name));
    if (holds(kPaths, name)) {
      for (std::string& path : all)
        if (fs::path(path).is_relative()) path = short_path((fs::path(to_.folder_) / path).lexically_normal().string());
    }
    try {
      option->add_result(all);
      option->run_callback();
      to_.lines_[name] = static_cast<int>(node.source().begin.line);
    } catch (const CLI::Error& e) {
      fail(node.source().begin, e.what());
    }
  }

  void overrides(const toml::node& node) {
    const auto* list = node.as_array();
    if (list == nullptr || !list->is_array_of_tables())
      return fail(node.source().begin, "write [[override]], with files = [\"patterns\"] below it");
    for (const toml::node& one : *list) override_of(*one.as_table());
  }

  void override_of(const toml::table& table) {
    static const std::vector<std::string> keys = {"files", "disable", "lang", "as-of", "input"};
    Override out;
    for (const auto& [key, node] : table) {
      const std::string name = normal(key.str());
      const auto at = node.source().begin;
      if (!holds(keys, name)) {
        unknown(name, key.source().begin.line, keys, "an override has no setting");
        continue;
      }
      const std::vector<std::string> all = values(name, node);
      if (all.empty()) continue;
      const std::string& first = all.front();
      if (name == "files") out.files = all;
      if (name == "disable") out.disable = all;
      if (name == "lang") {
        if (first != "en" && first != "id" && first != "auto") fail(at, "lang is to be en, id or auto");
        out.lang = first;
      }
      if (name == "as-of") {
        if (const std::string wrong = is_day(first); !wrong.empty()) fail(at, wrong);
        out.as_of = first;
      }
      if (name == "input") {
        out.kind = input_kind_named(first);
        if (!out.kind) fail(at, "input is to be article, claims, csv, tsv or jsonl");
      }
    }
    if (out.files.empty()) fail(table.source().begin, "an override names its files: files = [\"patterns\"]");
    to_.overrides_.push_back(std::move(out));
  }

  Config& to_;
  CLI::App& command_;
  std::vector<std::string> known_;
  std::vector<Diagnostic> faults_;
};

void Config::add(CLI::App& app) {
  CLI::Option* named =
      app.add_option("--config", file, "read settings here, not from .saksi.toml of the input's folder or above")
          ->type_name("FILE")
          ->group("Running");
  app.add_flag("--no-config", none, "read no .saksi.toml")->excludes(named)->group("Running");
}

bool Config::apply(CLI::App& command, const std::vector<std::string>& inputs) {
  for (const CLI::Option* o : command.get_options())
    if (o->count() > 0) given_.insert(name_of(*o));
  if (none) return true;
  found_ = file;
  if (file.empty()) {
    const std::vector<std::string> all = inputs.empty() ? std::vector<std::string>{"-"} : inputs;
    found_ = find_above(all.front());
    for (const std::string& input : all) {
      const std::string other = find_above(input);
      if (other == found_) continue;
      const auto say = [](const std::string& f) { return f.empty() ? std::string("none") : short_path(f); };
      complain(
          fmt::format("{} is under another configuration ({}) than {} ({}); check them apart, or name one with "
                      "--config",
                      input, say(other), all.front(), say(found_)));
      return false;
    }
  }
  if (found_.empty()) return true;
  std::error_code error;
  folder_ = fs::absolute(found_, error).lexically_normal().parent_path().string();
  std::ifstream in(found_, std::ios::binary);
  std::string text(limits::config_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if ((!in && !in.eof()) || text.size() > limits::config_bytes) {
    complain(fmt::format("{}: this configuration {}", short_path(found_),
                         text.size() > limits::config_bytes ? "is too long" : "cannot be read"));
    return false;
  }
  try {
    const toml::table root = toml::parse(text, found_);
    return ConfigReader(*this, command).read(root);
  } catch (const toml::parse_error& e) {
    complain({Diagnostic{"syntax",
                         short_path(found_),
                         static_cast<int>(e.source().begin.line),
                         static_cast<int>(e.source().begin.column),
                         std::string(e.description()),
                         {},
                         1}});
    return false;
  }
}

std::string Config::show(const CLI::App& command) const {
  std::string out;
  for (const CLI::Option* o : command.get_options()) {
    const std::string name = name_of(*o);
    if (name.empty() || holds(kOfARun, name)) continue;
    const auto line = lines_.find(name);
    std::string value = o->get_default_str();
    if (o->count() > 0) {
      value.clear();
      for (const std::string& v : o->results()) value += (value.empty() ? "" : ", ") + v;
    }
    out += fmt::format("{} = {}  # {}\n", name, value.empty() ? "-" : value,
                       line != lines_.end() ? fmt::format("{}:{}", short_path(found_), line->second)
                       : o->count() > 0     ? "command line"
                                            : "default");
  }
  for (const Override& o : overrides_)
    out += fmt::format("override of {}  # {}\n", fmt::join(o.files, ", "), short_path(found_));
  return out;
}

std::vector<const Override*> Config::overrides_of(const std::string& path) const {
  std::vector<const Override*> out;
  if (overrides_.empty()) return out;
  std::error_code error;
  const std::string near = fs::absolute(path, error).lexically_normal().lexically_relative(folder_).generic_string();
  for (const Override& o : overrides_) {
    if (std::any_of(o.files.begin(), o.files.end(), [&](const std::string& glob) { return fits_glob(glob, near); }))
      out.push_back(&o);
  }
  return out;
}

bool TextFlags::begin(CLI::App& command, int& status) {
  if (!config.apply(command, input.files)) {
    raise(status, usage);
    return false;
  }
  input.config = &config;
  talk.apply();
  return true;
}

}  // namespace saksi::cli
