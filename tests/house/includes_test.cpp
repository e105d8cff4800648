// The layering of ARCHITECTURE.md, read off the #include lines.
#include <functional>
#include <map>
#include <regex>

#include "tests/catch.h"
#include "tests/house/files.h"

using saksi::house::files_below;
using saksi::house::layers;
using saksi::house::lines;
using saksi::house::read;

namespace {

struct Include {
  std::string path;
  bool quoted = false;
};

const std::map<std::string, std::set<std::string>>& may_include() {
  static const std::map<std::string, std::set<std::string>> table{
      {"core", {"core"}},
      {"grammar", {"grammar", "core"}},
      {"corpus", {"corpus", "core"}},
      {"rules", {"rules", "core"}},
      {"engine", {"engine", "rules", "corpus", "grammar", "core"}},
      {"cli", {"cli", "engine", "rules", "corpus", "grammar", "core"}},
  };
  return table;
}

std::vector<Include> includes_of(const std::string& text) {
  static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> out;
  for (const std::string& line : lines(text)) {
    std::smatch m;
    if (std::regex_search(line, m, pattern)) out.push_back({m[2], m[1] == "\""});
  }
  return out;
}

std::string folder_of(const std::string& path) { return path.substr(0, path.find('/')); }

// The C++ library's headers have neither a folder nor an extension; a few of the system's are wanted too.
bool standard(const std::string& header) { return header.find_first_of("./") == std::string::npos; }

/// What is wrong with the includes of one file, one line each.
std::vector<std::string> complaints(const std::string& path, const std::string& text) {
  std::vector<std::string> out;
  const auto& allowed = may_include().at(folder_of(path));
  const bool header = path.ends_with(".h");
  for (const Include& i : includes_of(text)) {
    if (!i.quoted) {
      const bool flags = folder_of(path) == "cli" && i.path == "CLI/CLI.hpp";  // nobody builds upon cli/
      if (header && !standard(i.path) && !flags) out.push_back(path + ": third-party <" + i.path + "> in a header");
      if (folder_of(path) == "core" && !standard(i.path)) out.push_back(path + ": <" + i.path + "> in core");
    } else if (!allowed.contains(folder_of(i.path))) {
      out.push_back(path + ": \"" + i.path + "\" is not below " + folder_of(path));
    } else if (!std::filesystem::exists(std::filesystem::path(SAKSI_SOURCE_DIR) / i.path)) {
      out.push_back(path + ": \"" + i.path + "\" is not a path from the root");
    }
  }
  return out;
}

/// The first circle met, as "a -> b -> a"; empty = none.
std::string circle(const std::map<std::string, std::vector<std::string>>& graph) {
  std::map<std::string, int> state;  // 1 open, 2 done
  std::vector<std::string> trail;
  std::string found;
  std::function<void(const std::string&)> visit = [&](const std::string& node) {
    if (!found.empty() || state[node] == 2) return;
    trail.push_back(node);
    if (state[node] == 1) {
      for (const std::string& t : trail) found += (found.empty() ? "" : " -> ") + t;
      return;
    }
    state[node] = 1;
    if (auto it = graph.find(node); it != graph.end()) {
      for (const std::string& next : it->second) visit(next);
    }
    state[node] = 2;
    trail.pop_back();
  };
  for (const auto& [node, next] : graph) visit(node);
  return found;
}

}  // namespace

TEST_CASE("no folder includes one above or beside it") {
  std::size_t seen = 0;
  for (const std::string& layer : layers()) {
    for (const char* extension : {".h", ".cpp"}) {
      for (const std::string& path : files_below(layer, extension)) {
        ++seen;
        for (const std::string& complaint : complaints(path, read(std::string(SAKSI_SOURCE_DIR "/") + path))) {
          FAIL_CHECK(complaint);
        }
      }
    }
  }
  CHECK(seen > 20);
}

TEST_CASE("the reader of includes sees what it must refuse") {
  CHECK(complaints("core/x.h", "#include \"engine/saksi.h\"\n").size() == 1);
  CHECK(complaints("grammar/x.cpp", "#include \"corpus/fact_base.h\"\n").size() == 1);
  CHECK(complaints("rules/x.h", "  # include <boost/spirit/home/x3.hpp>\n").size() == 1);
  CHECK(complaints("corpus/x.h", "#include <sqlite3.h>\n").size() == 1);
  CHECK(complaints("corpus/x.cpp", "#include <sqlite3.h>\n#include \"core/date.h\"\n#include <map>\n").empty());
  CHECK(complaints("corpus/x.cpp", "#include \"date.h\"\n").size() == 1);
  CHECK(complaints("cli/x.h", "#include <CLI/CLI.hpp>\n").empty());
  CHECK(complaints("cli/x.h", "#include <sqlite3.h>\n").size() == 1);
  CHECK(circle({{"a", {"b"}}, {"b", {"c"}}, {"c", {"a"}}}) == "a -> b -> c -> a");
  CHECK(circle({{"a", {"b", "c"}}, {"b", {"c"}}, {"c", {}}}).empty());
}

TEST_CASE("headers include each other in no circle") {
  std::map<std::string, std::vector<std::string>> graph;
  for (const std::string& layer : layers()) {
    for (const std::string& path : files_below(layer, ".h")) {
      for (const Include& i : includes_of(read(std::string(SAKSI_SOURCE_DIR "/") + path))) {
        if (i.quoted) graph[path].push_back(i.path);
      }
    }
  }
  const std::string met = circle(graph);
  INFO(met);
  CHECK(met.empty());
}

TEST_CASE("every header is guarded and no file holds a promise instead of code") {
  const std::string promises[] = {std::string("TO") + "DO", std::string("FIX") + "ME", std::string("HA") + "CK:"};
  for (const std::string& layer : layers()) {
    for (const char* extension : {".h", ".cpp"}) {
      for (const std::string& path : files_below(layer, extension)) {
        const std::string text = read(std::string(SAKSI_SOURCE_DIR "/") + path);
        INFO(path);
        if (path.ends_with(".h")) CHECK(text.find("#pragma once") != std::string::npos);
        for (const std::string& word : promises) CHECK(text.find(word) == std::string::npos);
      }
    }
  }
}
