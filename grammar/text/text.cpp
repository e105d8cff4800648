#include "grammar/text/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "grammar/grammar.h"
#include "grammar/text/unicode.h"

namespace saksi::grammar {
namespace {

bool ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// What a typographic character is matched as; nullptr = itself, "" = dropped.
const char* plain(std::int32_t c) {
  switch (c) {
    case 0x00A0:
    case 0x2000:
    case 0x2001:
    case 0x2002:
    case 0x2003:
    case 0x2004:
    case 0x2005:
    case 0x2006:
    case 0x2007:
    case 0x2008:
    case 0x2009:
    case 0x200A:
    case 0x202F:
    case 0x205F:
    case 0x3000: return " ";
    case 0x007F:  // what stands for a byte of inline markup
    case 0x00AD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF: return "";
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x02BC:
    case 0x02BB:
    case 0x02B9:
    case 0x2032:
    case 0x00B4:
    case 0xFF07: return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB:
    case 0x2033: return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
    case 0xFE63:
    case 0xFF0D: return "-";
    case 0x2014:
    case 0x2015: return "--";
    case 0x2026: return "...";
    case 0x00BA:
    case 0x02DA: return "\xC2\xB0";  // the degree sign, often mistyped
    case 0x2044: return "/";
    default: return nullptr;
  }
}

/// Combining marks and Hangul vowels and finals: what may melt into the character before.
bool continues(std::int32_t c) {
  if (c < 0x300) return false;
  if (c >= 0x1160 && c <= 0x11FF) return true;
  return utf8proc_get_property(c)->combining_class != 0;
}

std::string mapped(std::string_view s, utf8proc_option_t options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto n = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(s.data()),
                              static_cast<utf8proc_ssize_t>(s.size()), &raw, options);
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(raw, std::free);
  if (n < 0 || raw == nullptr) return std::string(s);
  return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(n)};
}

std::string composed(std::string_view s) {
  return mapped(s, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

class Builder {
 public:
  explicit Builder(std::size_t size) {
    out_.text.reserve(size);
    out_.origin.reserve(size + 1);
    out_.after.reserve(size);
  }
  void add(std::string_view piece, std::size_t begin, std::size_t end) {
    out_.text += piece;
    out_.origin.insert(out_.origin.end(), piece.size(), static_cast<std::uint32_t>(begin));
    out_.after.insert(out_.after.end(), piece.size(), static_cast<std::uint32_t>(end));
  }
  NormalText done(std::size_t size) {
    out_.origin.push_back(static_cast<std::uint32_t>(size));
    out_.lower = out_.text;
    for (char& c : out_.lower) {
      if (c >= 'A' && c <= 'Z') {
        c = static_cast<char>(c - 'A' + 'a');
      } else if (c == '\n' || c == '\t' || c == '\r') {
        c = ' ';
      }
    }
    return std::move(out_);
  }

 private:
  NormalText out_;
};

}  // namespace

Span NormalText::user(std::size_t begin, std::size_t end) const {
  if (begin >= end) return {origin[begin], origin[begin]};
  return {origin[begin], after[end - 1]};
}

NormalText normalise(std::string_view utf8) {
  Builder out(utf8.size());
  std::size_t at = 0;
  while (at < utf8.size()) {
    const unicode::Decoded d = unicode::decode(utf8, at);
    std::size_t end = at + d.size;
    if (d.code < 0) {
      out.add("\xEF\xBF\xBD", at, end);
      at = end;
      continue;
    }
    // A letter with the marks behind it is composed as one; what is no letter takes none.
    std::size_t marks = 0;
    const bool letter = unicode::is_letter(d.code);
    for (auto next = unicode::decode(utf8, end); letter && next.size > 0 && next.code >= 0 && continues(next.code);
         next = unicode::decode(utf8, end)) {
      end += next.size;
      ++marks;
    }
    const char* simple = d.code < 0x7F ? nullptr : plain(d.code);
    if (simple != nullptr && marks == 0) {
      out.add(simple, at, end);
    } else if (d.code < 0x300 && marks == 0) {
      // Nothing below the combining marks changes under composition.
      out.add(utf8.substr(at, d.size), at, end);
    } else {
      out.add(composed(utf8.substr(at, end - at)), at, end);
    }
    at = end;
  }
  return out.done(utf8.size());
}

std::string fold(std::string_view utf8) {
  std::string out;
  if (ascii(utf8)) {
    out.resize(utf8.size());
    std::transform(utf8.begin(), utf8.end(), out.begin(), lower);
    return out;
  }
  const std::string stripped = mapped(
      normalise(utf8).text,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
  // Letters that carry no separable accent.
  for (std::size_t at = 0; at < stripped.size();) {
    const unicode::Decoded d = unicode::decode(stripped, at);
    switch (d.code) {
      case 0x00F8: out += 'o'; break;
      case 0x0142: out += 'l'; break;
      case 0x0111: out += 'd'; break;
      case 0x0131: out += 'i'; break;
      case 0x00E6: out += "ae"; break;
      case 0x0153: out += "oe"; break;
      case 0x00FE: out += "th"; break;
      default: out.append(stripped, at, d.size);
    }
    at += d.size;
  }
  return out;
}

}  // namespace saksi::grammar

namespace saksi {

std::optional<std::size_t> check_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto d = grammar::unicode::decode(text, at);
    if (d.code < 0) return at;
    at += d.size;
  }
  return std::nullopt;
}

}  // namespace saksi
