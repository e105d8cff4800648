#include <md4c.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/blank.h"
#include "engine/batch/markup.h"

namespace saksi::engine {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// Brings the text that md4c finds over from a document to a blank page of its size, each byte to its old place.
class Page {
 public:
  explicit Page(std::string_view document) : document_(document), page_(document) {
    for (char& c : page_) {
      if (c != '\n' && c != '\r') c = ' ';
    }
  }

  /// The page; empty where md4c gives up, for want of memory.
  std::string read() {
    if (document_.size() > std::numeric_limits<MD_SIZE>::max()) return {};
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void*, void* self) { return static_cast<Page*>(self)->enter(type); };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return static_cast<Page*>(self)->leave(type); };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* self) { return static_cast<Page*>(self)->span(type, 1); };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) { return static_cast<Page*>(self)->span(type, -1); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return static_cast<Page*>(self)->text(type, {text, size});
    };
    if (md_parse(document_.data(), static_cast<MD_SIZE>(document_.size()), &parser, this) != 0) return {};
    mask_html(page_, Lines::stay);
    for (const std::size_t at : angles_) page_[at] = '<';
    return std::move(page_);
  }

 private:
  /// What stands between two runs of text; the ends of lines are on the page already.
  enum class Between : std::uint8_t { nothing, blank, line, block };

  int enter(MD_BLOCKTYPE type) {
    code_ = code_ || type == MD_BLOCK_CODE;
    between_ = Between::block;
    return 0;
  }

  int leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_CODE) code_ = false;
    between_ = Between::block;
    return 0;
  }

  /// Pictures say nothing, and what is struck out is said no more.
  int span(MD_SPANTYPE type, int step) {
    if (type == MD_SPAN_IMG || type == MD_SPAN_DEL) {
      silent_ += step;
      between_ = Between::blank;
    }
    return 0;
  }

  int text(MD_TEXTTYPE type, std::string_view run) {
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
      between_ = Between::blank;
      return 0;
    }
    // What md4c makes up itself (a line's end, an indent) lies in no place of the document.
    const auto at = static_cast<std::size_t>(reinterpret_cast<std::uintptr_t>(run.data()) -
                                             reinterpret_cast<std::uintptr_t>(document_.data()));
    const bool inside = at <= document_.size() && run.size() <= document_.size() - at;
    if (!inside) between_ = Between::line;
    if (!inside || code_ || silent_ > 0 || at < end_) return 0;
    join(at);
    page_.replace(at, run.size(), run);
    if (type == MD_TEXT_NORMAL || type == MD_TEXT_CODE) plain(at, at + run.size());
    end_ = at + run.size();
    return 0;
  }

  void join(std::size_t at) {
    switch (between_) {
      case Between::nothing: fill_no_width(page_, end_, at); break;
      case Between::blank: fill(page_, end_, at); break;
      case Between::line: break;
      case Between::block: part(at); break;
    }
    between_ = Between::nothing;
  }

  /// An empty line between blocks, where there is room: cells of a table stand on one line, items on the next.
  void part(std::size_t at) {
    if (end_ == 0) return;
    auto lines = std::count(page_.begin() + static_cast<std::ptrdiff_t>(end_),
                            page_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    for (std::size_t i = at; lines < 2 && i > end_; --i) {
      if (page_[i - 1] != ' ') continue;
      page_[i - 1] = '\n';
      ++lines;
    }
  }

  /// A '<' of plain text begins no tag; a note's mark, "[^1]", shows nothing.
  void plain(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (page_[i] == '<') {
        page_[i] = ' ';
        angles_.push_back(i);
      } else if (page_[i] == '[' && i + 1 < end && page_[i + 1] == '^') {
        std::size_t stop = i + 2;
        while (stop < end && is_word(page_[stop])) ++stop;
        if (stop < end && page_[stop] == ']' && stop > i + 2) fill_no_width(page_, i, stop + 1);
      }
    }
  }

  std::string_view document_;
  std::string page_;
  std::vector<std::size_t> angles_;  ///< where a '<' of plain text is to stand
  std::size_t end_ = 0;              ///< of the last run
  int silent_ = 0;                   ///< pictures and strikings that are open
  bool code_ = false;
  Between between_ = Between::block;
};

}  // namespace

void mask_markdown(std::string& text) {
  std::string page = Page(text).read();
  if (page.size() == text.size()) text = std::move(page);
}

}  // namespace saksi::engine
