#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/status.h"

namespace saksi::cli {

namespace {

/// By which a changed file is known.
using Stamp = std::pair<std::int64_t, std::int64_t>;

struct Watch {
  InputFlags input;
  std::vector<std::string> options;  ///< for check

  void run(const CLI::App& command, int& status) {
    take(command);
    if (input.files.empty()) input.files = {"."};
    note_interrupts();
    std::map<std::string, Stamp> known;
    for (bool first = true; interrupted() == 0; first = false) {
      const std::vector<std::string> changed = changed_since(known, status);
      if (status >= usage) return;
      if (first && changed.empty()) complain("no file yet; waiting for one");
      if (!changed.empty()) {
        const int ended = check(changed);
        // A wrong option is wrong each time.
        if (first && ended == usage) return raise(status, usage);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    }
    end_by(interrupted());
  }

 private:
  /// What was said on the command line, apart: files for this, options for check.
  void take(const CLI::App& command) {
    for (const CLI::Option* o : command.get_options()) {
      if (o->count() == 0) continue;
      if (o->get_lnames().empty()) {
        input.files = o->results();
      } else if (o->get_lnames().front() == "glob") {
        input.globs = o->results();
      } else {
        const std::string name = "--" + o->get_lnames().front();
        for (const std::string& value : o->results())
          options.push_back(o->get_expected_max() == 0 ? name : name + "=" + value);
      }
    }
  }

  std::vector<std::string> changed_since(std::map<std::string, Stamp>& known, int& status) const {
    InputFlags now = input;
    std::vector<std::string> out;
    if (!now.expand("", status)) return out;
    for (const std::string& file : now.files) {
      struct stat about {};
      if (stat(file.c_str(), &about) != 0) continue;
      const Stamp stamp{about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec, about.st_size};
      const auto [it, fresh] = known.emplace(file, stamp);
      if (fresh || it->second != stamp) out.push_back(file);
      it->second = stamp;
    }
    return out;
  }

  /// Runs saksi check over these files, and waits for it.
  [[nodiscard]] int check(const std::vector<std::string>& files) const {
    std::vector<std::string> args = {"saksi", "check"};
    args.insert(args.end(), options.begin(), options.end());
    args.insert(args.end(), files.begin(), files.end());
    std::vector<char*> argv;
    for (std::string& a : args) argv.push_back(a.data());
    argv.push_back(nullptr);
    const pid_t child = fork();
    if (child == 0) {
      execv("/proc/self/exe", argv.data());
      _exit(io);
    }
    int raw = 0;
    while (waitpid(child, &raw, 0) < 0 && interrupted() == 0) {
    }
    return WIFEXITED(raw) ? WEXITSTATUS(raw) : io;
  }
};

}  // namespace

void add_watch(CLI::App& command, int& status) {
  auto flags = std::make_shared<Watch>();
  command.callback([flags, bound = add_check_flags(command), &command, &status] { flags->run(command, status); });
}

}  // namespace saksi::cli
