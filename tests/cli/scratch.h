#pragma once
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

/// Files and folders of a test that runs the program itself.
namespace saksi::test {

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline bool says(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

/// Writes a file, and the folders it stands in.
inline void spill(const std::filesystem::path& path, const std::string& text) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// An empty folder that the test stands in, gone with it; what lies beside it, "..", is the test's own too.
class Folder {
 public:
  Folder()
      : before_(std::filesystem::current_path()),
        path_(std::filesystem::temp_directory_path() / ("saksi-test-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ / "in");
    std::filesystem::current_path(path_ / "in");
  }
  ~Folder() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

 private:
  std::filesystem::path before_, path_;
};

/// What the program said and how it ended, as a shell tells it: 128 and the signal of one that a signal ended.
struct Ran {
  int status = 127;
  std::string out, err;
};

/// Runs saksi with these arguments and `in` on its standard input, in the current folder of a Folder.
inline Ran run_saksi(std::vector<std::string> args, const std::string& in = "") {
  spill("../stdin", in);
  args.insert(args.begin(), "saksi");
  const pid_t child = fork();
  if (child == 0) {
    const auto put = [](const char* path, int flags, int to) { dup2(open(path, flags, 0644), to); };
    put("../stdin", O_RDONLY, STDIN_FILENO);
    put("../stdout", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    put("../stderr", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    std::vector<char*> argv;
    for (std::string& a : args) argv.push_back(a.data());
    argv.push_back(nullptr);
    execv(SAKSI_BINARY, argv.data());
    _exit(127);
  }
  int raw = 0;
  waitpid(child, &raw, 0);
  return {WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw), slurp("../stdout"), slurp("../stderr")};
}

/// Runs a program in a terminal of its own, types, and gives all that was shown until it ended. `typed`: pairs of what to wait
/// for and what to type then.
inline Ran run_in_terminal(std::vector<std::string> args,
                           const std::vector<std::pair<std::string, std::string>>& typed) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    setenv("TERM", "dumb", 1);
    std::vector<char*> argv;
    for (std::string& a : args) argv.push_back(a.data());
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  Ran out;
  std::size_t next = 0, seen = 0;
  char block[4096];
  for (;;) {
    pollfd ready{terminal, POLLIN, 0};
    // Who waits for what does not come is ended, and the test fails by what it has not seen.
    if (poll(&ready, 1, 20000) <= 0) kill(child, SIGKILL);
    const ssize_t n = read(terminal, block, sizeof block);
    if (n <= 0) break;
    out.out.append(block, static_cast<std::size_t>(n));
    while (next < typed.size()) {
      const std::size_t at = out.out.find(typed[next].first, seen);
      if (at == std::string::npos) break;
      seen = at + typed[next].first.size();
      const std::string& keys = typed[next++].second;
      if (write(terminal, keys.data(), keys.size()) < 0) break;
    }
  }
  close(terminal);
  int raw = 0;
  waitpid(child, &raw, 0);
  out.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  return out;
}

inline bool is_there(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

}  // namespace saksi::test
