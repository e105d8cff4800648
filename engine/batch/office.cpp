#include "engine/batch/office.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "core/limits.h"

namespace saksi::engine {

namespace {

constexpr std::size_t kMostXml = 8 * limits::article_bytes;

// ---- a zip file in memory, as minizip asks for it ----

struct Memory {
  std::string_view bytes;
  std::size_t at = 0;
};

Memory& memory(voidpf stream) { return *static_cast<Memory*>(stream); }

zlib_filefunc64_def functions_of(Memory& over) {
  zlib_filefunc64_def f{};
  f.opaque = &over;
  f.zopen64_file = [](voidpf opaque, const void*, int) -> voidpf { return opaque; };
  f.zread_file = [](voidpf, voidpf stream, void* to, uLong size) -> uLong {
    Memory& m = memory(stream);
    const std::size_t n = std::min<std::size_t>(size, m.bytes.size() - m.at);
    std::memcpy(to, m.bytes.data() + m.at, n);
    m.at += n;
    return static_cast<uLong>(n);
  };
  f.zwrite_file = [](voidpf, voidpf, const void*, uLong) -> uLong { return 0; };
  f.ztell64_file = [](voidpf, voidpf stream) -> ZPOS64_T { return memory(stream).at; };
  f.zseek64_file = [](voidpf, voidpf stream, ZPOS64_T to, int from) -> long {
    Memory& m = memory(stream);
    const std::uint64_t base = from == ZLIB_FILEFUNC_SEEK_CUR   ? m.at
                               : from == ZLIB_FILEFUNC_SEEK_END ? m.bytes.size()
                                                                : 0;
    const std::uint64_t at = base + to;
    if (at > m.bytes.size()) return -1;
    m.at = static_cast<std::size_t>(at);
    return 0;
  };
  f.zclose_file = [](voidpf, voidpf) -> int { return 0; };
  f.zerror_file = [](voidpf, voidpf) -> int { return 0; };
  return f;
}

/// A file of the zip; nullopt where it is not in it, is damaged or too long.
std::optional<std::string> entry(unzFile zip, const char* name) {
  if (unzLocateFile(zip, name, 1) != UNZ_OK || unzOpenCurrentFile(zip) != UNZ_OK) return std::nullopt;
  std::string out;
  std::array<char, 65536> block{};
  int n = 0;
  while (out.size() <= kMostXml && (n = unzReadCurrentFile(zip, block.data(), block.size())) > 0)
    out.append(block.data(), static_cast<std::size_t>(n));
  const bool whole = unzCloseCurrentFile(zip) == UNZ_OK && n == 0;
  return whole ? std::optional(std::move(out)) : std::nullopt;
}

// ---- the text of a document ----

/// The name without its prefix.
std::string_view local(const char* name) {
  const std::string_view s = name;
  return s.substr(s.find(':') + 1);
}

/// Walks a document without recursion: it may be nested as deep as its writer likes.
class TextWalker : public pugi::xml_tree_walker {
 public:
  std::string text;

  bool for_each(pugi::xml_node& node) override {
    while (open_ > 0 && depth() <= paragraph_) end_paragraph();
    const std::string_view name = local(node.name());
    if (skipped_ >= 0 && depth() > skipped_) return true;
    skipped_ = -1;
    if (name == "del" || name == "deletion" || name == "instrText" || name == "annotation" ||
        name == "tracked-changes") {
      skipped_ = depth();
    } else if (name == "p" || name == "h") {
      end_paragraph();
      open_ = 1;
      paragraph_ = depth();
    } else if (name == "tab" || name == "br" || name == "cr" || name == "line-break" || name == "s") {
      text += ' ';
    } else if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      // Of Word only what stands in a w:t is text.
      const std::string_view parent = local(node.parent().name());
      const bool word = std::string_view(node.parent().name()).starts_with("w:");
      if (open_ > 0 && (!word || parent == "t")) add(node.value());
    }
    return true;
  }
  bool end(pugi::xml_node& /*node*/) override {
    end_paragraph();
    return true;
  }

 private:
  void add(std::string_view s) {
    for (const char c : s) text += c == '\n' || c == '\r' ? ' ' : c;
  }
  /// An empty one counts too, so that the places of the others are those that the program shows.
  void end_paragraph() {
    if (open_ == 0) return;
    open_ = 0;
    text += "\n\n";
  }

  int open_ = 0, paragraph_ = 0, skipped_ = -1;
};

std::unique_ptr<ByteSource> text_of(std::string_view bytes) {
  Memory over{bytes, 0};
  zlib_filefunc64_def functions = functions_of(over);
  const unzFile zip = unzOpen2_64("", &functions);
  if (zip == nullptr) return failed_source("the zip data is damaged");
  std::optional<std::string> xml = entry(zip, "word/document.xml");
  if (!xml) xml = entry(zip, "content.xml");
  const bool spreadsheet =
      entry(zip, "xl/workbook.xml") || entry(zip, "mimetype").value_or("").ends_with(".spreadsheet");
  unzClose(zip);
  if (spreadsheet) return failed_source("this is a spreadsheet; save it as CSV and give that");
  if (!xml) return failed_source("this is a zip file, but no .docx or .odt with a text that can be taken out");
  pugi::xml_document document;
  if (!document.load_buffer_inplace(xml->data(), xml->size(), pugi::parse_default | pugi::parse_ws_pcdata))
    return failed_source("the XML of this document is damaged");
  TextWalker walker;
  document.traverse(walker);
  if (walker.text.size() > limits::article_bytes) return failed_source("the text of this document is too long");
  return owned_source(std::move(walker.text));
}

}  // namespace

bool is_zip(std::string_view head) { return head.starts_with("PK\x03\x04"); }

std::unique_ptr<ByteSource> office_source(std::unique_ptr<ByteSource> source) {
  constexpr std::size_t kMostZip = 4 * limits::article_bytes;
  const auto bytes = read_all(*source, kMostZip);
  if (!bytes) return failed_source(source->failure());
  if (bytes->size() > kMostZip) return failed_source("this file is too long");
  return text_of(*bytes);
}

}  // namespace saksi::engine
