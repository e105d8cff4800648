#include "corpus/package.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "corpus/build/csv.h"

namespace saksi::corpus {
namespace {

std::string json(std::string_view s) {
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string name_of(std::string path) {
  path.resize(path.size() - 4);
  std::replace(path.begin(), path.end(), '/', '-');
  std::replace(path.begin(), path.end(), '_', '-');
  return path;
}

}  // namespace

Result<std::string> describe_package(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (entry.path().extension() == ".csv")
      paths.push_back(std::filesystem::relative(entry.path(), folder).generic_string());
  }
  if (error) {
    Diagnostic d;
    d.code = "no-such-folder";
    d.path = folder;
    d.message = "there is no such folder of fact tables";
    return d;
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Diagnostic> errors;
  std::string out = "{\n  \"name\": \"saksi-facts\",\n  \"profile\": \"tabular-data-package\",\n  \"resources\": [";
  for (std::size_t i = 0; i < paths.size(); ++i) {
    std::ifstream in(folder + "/" + paths[i], std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    const auto table = read_csv(folder + "/" + paths[i], content.str(), errors);
    out += i == 0 ? "\n" : ",\n";
    out += "    {\n      \"name\": " + json(name_of(paths[i])) + ",\n      \"path\": " + json(paths[i]) +
           ",\n      \"profile\": \"tabular-data-resource\",\n      \"encoding\": \"utf-8\",\n      \"schema\": {\n    "
           "    \"fields\": [";
    for (std::size_t k = 0; k < table.header.size(); ++k) {
      out += k == 0 ? "\n" : ",\n";
      out += "          {\"name\": " + json(table.header[k].text) + ", \"type\": \"string\"}";
    }
    out += "\n        ]\n      }\n    }";
  }
  out += "\n  ]\n}\n";
  if (!errors.empty()) return errors;
  return out;
}

}  // namespace saksi::corpus
