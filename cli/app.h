#pragma once
#include <string>

namespace CLI {
class App;
}

namespace saksi::cli {

/// Gives the program its commands. `all`: with the flags of each, which else come when a command is called.
void add_commands(CLI::App& app, int& status, bool all);

/// What was wrong with a command line, with what may have been meant; ends with where to read on.
std::string told_wrong(const CLI::App& app, const std::string& what, int code);

/// A script that completes command lines of saksi in that shell: "bash", "zsh" or "fish".
std::string completion_script(const CLI::App& app, const std::string& shell);
/// The manual page of the program, or of one of its commands, in the language of man(7). Empty where there is no such command.
std::string manual_page(const CLI::App& app, const std::string& command);

}  // namespace saksi::cli
