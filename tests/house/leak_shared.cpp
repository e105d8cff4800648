// Nothing here may be learned by heart: no line of the word tables, schema, rules, tests, examples or documentation has
// five words on end in common with the sample claims and articles of ../shared, but where they are a name that
// corpus/facts/entities knows, or stood here before the samples that have them too came (leak_known.tsv: file and words;
// it only ever gets shorter). Without the samples: skipped, exit status 77.
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kWords = 5;

struct Word {
  std::string_view text;
  bool letters = false;
};

// Runs of letters, digits and bytes above ASCII; "2023-09-14", "1,500", "Luna-25" and "as_of" are one word each. An
// escape of JSON counts as a gap.
std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> out;
  auto letter = [&](std::size_t i) {
    return i < line.size() && std::isalpha(static_cast<unsigned char>(line[i])) != 0;
  };
  auto digit = [&](std::size_t i) { return i < line.size() && std::isdigit(static_cast<unsigned char>(line[i])) != 0; };
  auto part = [&](std::size_t i) {
    const auto c = static_cast<unsigned char>(line[i]);
    if (std::isalnum(c) != 0 || c >= 0x80 || c == '_') return true;
    if (c == '-' && i > 0 && letter(i - 1) && (letter(i + 1) || digit(i + 1))) return true;
    return (c == '-' || c == '.' || c == ',' || c == ':') && i > 0 && digit(i - 1) && digit(i + 1);
  };
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == '\\') {
      i += line.substr(i).starts_with("\\u") ? 6 : 2;
      continue;
    }
    std::size_t end = i;
    bool letters = false;
    while (end < line.size() && part(end)) {
      letters |= !digit(end) && std::ispunct(static_cast<unsigned char>(line[end])) == 0;
      ++end;
    }
    if (end > i) out.push_back({line.substr(i, end - i), letters});
    i = end > i ? end : i + 1;
  }
  return out;
}

std::string lower(std::string text) {
  // Typographic quotes and dashes part words as ASCII ones do.
  for (const char* mark : {"\u2018", "\u2019", "\u201c", "\u201d", "\u2013", "\u2014", "\u00a0", "\u2026"}) {
    for (std::size_t at; (at = text.find(mark)) != std::string::npos;)
      text.replace(at, std::string_view(mark).size(), " ");
  }
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

template <class F>
void each_run(const std::string& line, F f) {
  const std::vector<Word> words = words_of(line);
  for (std::size_t i = 0; i + kWords <= words.size(); ++i) {
    std::uint64_t hash = 14695981039346656037ull;
    std::size_t with_letters = 0;
    for (std::size_t k = i; k < i + kWords; ++k) {
      with_letters += words[k].letters ? 1 : 0;
      for (char c : words[k].text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
      hash = (hash ^ 1) * 1099511628211ull;
    }
    if (with_letters < 2) continue;  // rows of figures
    std::string_view run(words[i].text.data(),
                         static_cast<std::size_t>(words[i + kWords - 1].text.data() +
                                                  words[i + kWords - 1].text.size() - words[i].text.data()));
    f(hash, run);
  }
}

// The cells of a table are lines of their own.
template <class F>
void each_line(const fs::path& path, F f) {
  std::ifstream in(path, std::ios::binary);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    std::istringstream cells(lower(line));
    for (std::string cell; std::getline(cells, cell, '\t');) f(number, cell);
  }
}

template <class F>
void each_file(const fs::path& folder, F f) {
  if (!fs::exists(folder)) return;
  if (fs::is_regular_file(folder)) return f(folder);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) f(entry.path());
  }
}

}  // namespace

int main() {
  const fs::path root = SAKSI_SOURCE_DIR;
  const fs::path shared = root.parent_path() / "shared";
  if (!fs::exists(shared / "claims") && !fs::exists(shared / "articles")) {
    std::cout << "skipped: there is no " << shared.string() << "\n";
    return 77;
  }
  std::unordered_set<std::uint64_t> known;
  for (const char* folder : {"claims", "articles"}) {
    each_file(shared / folder, [&](const fs::path& path) {
      each_line(path, [&](int, const std::string& line) {
        each_run(line, [&](std::uint64_t hash, std::string_view) { known.insert(hash); });
      });
    });
  }
  if (known.size() < 1000) {
    std::cout << "the samples of " << shared.string() << " could not be read\n";
    return 1;
  }
  each_file(root / "corpus/facts/entities", [&](const fs::path& path) {
    each_line(path, [&](int, const std::string& line) {
      std::istringstream names(line);
      for (std::string name; std::getline(names, name, ',');) {
        each_run(name, [&](std::uint64_t hash, std::string_view) { known.erase(hash); });
      }
    });
  });
  std::unordered_set<std::string> older;
  each_file(root / "tests/house/leak_known.tsv", [&](const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    for (std::string line; std::getline(in, line);) older.insert(line);
  });
  int found = 0;
  for (const char* folder :
       {"grammar/lexicon", "corpus/schema", "rules", "tests", "fuzz", "bench", "examples", "docs", "README.md"}) {
    each_file(root / folder, [&](const fs::path& path) {
      const std::string name = fs::relative(path, root).generic_string();
      if (name == "tests/house/leak_known.tsv") return;
      each_line(path, [&](int number, const std::string& line) {
        each_run(line, [&](std::uint64_t hash, std::string_view run) {
          if (!known.contains(hash) || older.contains(name + "\t" + std::string(run))) return;
          ++found;
          std::cout << name << ":" << number << ": " << run << "\n";
        });
      });
    });
  }
  std::cout << found << " runs of " << kWords << " words in common with the samples\n";
  return found == 0 ? 0 : 1;
}
