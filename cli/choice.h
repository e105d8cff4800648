#pragma once
#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace saksi::cli {

/// What an option may be given, by the option; what completes a command line asks for it.
inline std::map<const CLI::Option*, std::vector<std::string>>& known_choices() {
  static std::map<const CLI::Option*, std::vector<std::string>> all;
  return all;
}

/// A flag whose value is one of a few names, each standing for a value of `to`.
template <class T>
CLI::Option* add_choice(CLI::App& app, const std::string& flag, T& to, std::vector<std::pair<std::string, T>> choices,
                        const std::string& help) {
  std::vector<std::string> names;
  for (const auto& c : choices) names.push_back(c.first);
  const auto set = [&to, choices](const std::string& name) {
    for (const auto& c : choices) {
      if (c.first == name) to = c.second;
    }
  };
  CLI::Validator known(
      [names](std::string& s) {
        std::string all;
        for (const std::string& n : names) {
          if (n == s) return std::string();
          all += (all.empty() ? "" : ", ") + n;
        }
        return "'" + s + "' is none of " + all;
      },
      "");
  CLI::Option* option = app.add_option_function<std::string>(flag, set, help)->check(known);
  known_choices()[option] = std::move(names);
  return option;
}

}  // namespace saksi::cli
