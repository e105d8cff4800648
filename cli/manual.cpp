#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/app.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/status.h"
#include "engine/saksi.h"

/// What a shell and man(1) are told of the program, taken from its flags.
namespace saksi::cli {

namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// A command with all below it, each by the words that call it: "check", "facts show".
void collect(const CLI::App& app, const std::string& path, std::vector<std::pair<std::string, const CLI::App*>>& out) {
  out.emplace_back(path, &app);
  for (const CLI::App* c : commands_of(app))
    collect(*c, path.empty() ? c->get_name() : path + " " + c->get_name(), out);
}

std::vector<std::string> flags_of(const CLI::Option& o) {
  std::vector<std::string> out;
  for (const std::string& s : o.get_snames()) out.push_back("-" + s);
  for (const std::string& s : o.get_lnames()) out.push_back("--" + s);
  return out;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::vector<std::string> choices_of(const CLI::Option& o) {
  const auto it = known_choices().find(&o);
  return it == known_choices().end() ? std::vector<std::string>() : it->second;
}

// ---- shells ----

/// The rows of three cases of a shell: the commands by the words that call them, what an option may be given, and what may
/// stand behind a command. Each sets `words`.
struct ShellCases {
  std::string paths, values, words;
};

ShellCases cases_of(const CLI::App& app) {
  std::vector<std::pair<std::string, const CLI::App*>> all;
  collect(app, "", all);
  ShellCases out;
  for (const auto& [path, command] : all) {
    if (!path.empty()) out.paths += (out.paths.empty() ? "" : " | ") + ("'" + path + "'");
    std::vector<std::string> some;
    for (const CLI::App* c : commands_of(*command)) some.push_back(c->get_name());
    for (const CLI::Option* o : command->get_options()) {
      const std::vector<std::string> flags = flags_of(*o);
      some.insert(some.end(), flags.begin(), flags.end());
      if (const auto choices = choices_of(*o); !choices.empty())
        for (const std::string& f : flags)
          out.values += fmt::format("    '{} {}') list='{}' ;;\n", path, f, joined(choices));
    }
    out.words += fmt::format("    '{}') list='{}' ;;\n", path, joined(some));
  }
  return out;
}

/// Which command it is, and what may stand where the cursor is; files where it is no option and the command has none below it.
/// `typed`: the words before the cursor, `here`: the one it is at, in the language of the shell.
std::string look_up(const ShellCases& cases, const std::string& typed, const std::string& previous,
                    const std::string& here) {
  return "  for word in " + typed + "; do\n    case \"${called:+$called }$word\" in\n      " + cases.paths +
         ") called=\"${called:+$called }$word\" ;;\n    esac\n  done\n  case \"$called " + previous + "\" in\n" +
         cases.values + "  esac\n  if [ -z \"$list\" ]; then\n    case $called in\n" + cases.words +
         "    esac\n    case " + here +
         " in -*) ;; *) [ \"$called\" ] && [ \"${list%%-*}\" = '' ] && list= ;; esac\n  fi\n";
}

std::string bash_script(const CLI::App& app) {
  return "_saksi() {\n  local called= word list=\n" +
         look_up(cases_of(app), "\"${COMP_WORDS[@]:1:COMP_CWORD-1}\"", "${COMP_WORDS[COMP_CWORD-1]}",
                 "${COMP_WORDS[COMP_CWORD]}") +
         "  COMPREPLY=($(compgen -W \"$list\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
         "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
         "complete -o filenames -F _saksi saksi\n";
}

std::string zsh_script(const CLI::App& app) {
  return "#compdef saksi\n_saksi() {\n  local called= word list=\n" +
         look_up(cases_of(app), "${words[2,CURRENT-1]}", "${words[CURRENT-1]}", "${words[CURRENT]}") +
         "  compadd -- ${(s: :)list} || _files\n}\n"
         "if [ \"${funcstack[1]}\" = _saksi ]; then _saksi \"$@\"; else compdef _saksi saksi; fi\n";
}

std::string in_quotes(std::string_view s) {
  std::string out = "'";
  for (const char c : s) out += c == '\'' ? std::string("\\'") : std::string(1, c);
  return out + "'";
}

std::string fish_script(const CLI::App& app) {
  std::vector<std::pair<std::string, const CLI::App*>> all;
  collect(app, "", all);
  std::string out;
  for (const auto& [path, command] : all) {
    const std::size_t last = path.rfind(' ');
    const std::string name = path.substr(last == std::string::npos ? 0 : last + 1);
    const std::string when = path.empty() ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + name;
    for (const CLI::App* c : commands_of(*command))
      out += fmt::format("complete -c saksi -n {} -a {} -d {}\n", in_quotes(when), c->get_name(),
                         in_quotes(c->get_description()));
    if (path.empty()) continue;
    for (const CLI::Option* o : command->get_options()) {
      if (o->get_lnames().empty()) continue;
      std::string line = fmt::format("complete -c saksi -n {} -l {}", in_quotes(when), o->get_lnames().front());
      for (const std::string& s : o->get_snames()) line += " -s " + s;
      line += " -d " + in_quotes(o->get_description());
      if (const auto choices = choices_of(*o); !choices.empty())
        line += " -x -a " + in_quotes(joined(choices));
      else if (o->get_expected_max() > 0)
        line += " -r";
      out += line + "\n";
    }
  }
  return out;
}

// ---- man ----

std::string roff(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

void options_into(std::string& out, const CLI::App& command) {
  std::vector<std::string> groups;
  for (const CLI::Option* o : command.get_options())
    if (std::find(groups.begin(), groups.end(), o->get_group()) == groups.end()) groups.push_back(o->get_group());
  for (const std::string& group : groups) {
    if (group.empty()) continue;
    out += fmt::format(".SS {}\n", roff(group));
    for (const CLI::Option* o : command.get_options()) {
      if (o->get_group() != group) continue;
      const std::vector<std::string> flags = flags_of(*o);
      std::string head = flags.empty() ? o->get_name() : fmt::format("{}", fmt::join(flags, ", "));
      if (!flags.empty() && o->get_expected_max() > 0 && !o->get_type_name().empty()) head += " " + o->get_type_name();
      out += fmt::format(".TP\n.B {}\n{}\n", roff(head), roff(o->get_description()));
    }
  }
}

}  // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
  if (shell == "fish") return fish_script(app);
  if (shell == "zsh") return zsh_script(app);
  return bash_script(app);
}

std::string manual_page(const CLI::App& app, const std::string& command) {
  std::vector<std::pair<std::string, const CLI::App*>> all;
  collect(app, "", all);
  const auto it = std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.first == command; });
  if (it == all.end()) return {};
  std::string name = "saksi";
  if (!command.empty()) name += "-" + command;
  std::replace(name.begin(), name.end(), ' ', '-');
  std::string out =
      fmt::format(".TH {} 1 \"\" \"saksi {}\" \"saksi\"\n.SH NAME\n{} \\- {}\n.SH SYNOPSIS\n.B saksi {}\n", roff(name),
                  version(), roff(name), roff(it->second->get_description()), roff(command));
  out += commands_of(*it->second).empty() ? "[OPTIONS] [ARGUMENTS]\n" : "COMMAND [OPTIONS]\n";
  if (const auto commands = commands_of(*it->second); !commands.empty()) {
    out += ".SH COMMANDS\n";
    for (const CLI::App* c : commands)
      out += fmt::format(".TP\n.B {}\n{}\n", roff(c->get_name()), roff(c->get_description()));
  }
  out += ".SH OPTIONS\n";
  options_into(out, *it->second);
  out +=
      ".SH EXIT STATUS\n.TP\n.B 0\nnothing was found at or above what fails\n.TP\n.B 1\nsomething was, or a record "
      "could not be "
      "read\n.TP\n.B 2\nthe command line, the configuration, rules or facts are wrong\n.TP\n.B 3\ninput or output "
      "failed\n";
  return out;
}

namespace {

struct Told {
  std::string what;
  std::vector<std::string> command;
};

/// The whole program, to be told of.
std::unique_ptr<CLI::App> whole_app(int& status) {
  auto app = std::make_unique<CLI::App>("check the claims of English and Indonesian prose against a fact base, offline",
                                        "saksi");
  app->set_help_flag("-h,--help", "this help");
  app->set_version_flag("-V,--version", std::string(version()), "the version, and of facts, rules and time zones");
  add_commands(*app, status, true);
  return app;
}

}  // namespace

void add_completion(CLI::App& command, int& status) {
  auto told = std::make_shared<Told>();
  add_choice<std::string>(command, "SHELL", told->what, {{"bash", "bash"}, {"zsh", "zsh"}, {"fish", "fish"}},
                          "bash, zsh or fish; in bash: source <(saksi completion bash)")
      ->type_name("")
      ->required();
  command.callback([told, &status] {
    int ignored = 0;
    Output output;
    output.write(completion_script(*whole_app(ignored), told->what));
    finish(output, status);
  });
}

void add_man(CLI::App& command, int& status) {
  auto told = std::make_shared<Told>();
  command.add_option("COMMAND", told->command, "the command it is of; none: the program")->type_name("");
  command.callback([told, &status] {
    int ignored = 0;
    const std::string page = manual_page(*whole_app(ignored), joined(told->command));
    if (page.empty()) {
      complain(fmt::format("there is no command '{}'", joined(told->command)));
      return raise(status, usage);
    }
    Output output;
    output.write(page);
    finish(output, status);
  });
}

}  // namespace saksi::cli
