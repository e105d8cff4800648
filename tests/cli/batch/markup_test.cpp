#include "engine/batch/markup.h"

#include <string>
#include <string_view>

#include "engine/batch/blank.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::engine;

namespace {

/// What reading sees of a masked page: characters of no width dropped, blanks and empty lines run together.
std::string seen(std::string page, Markup markup) {
  const std::size_t size = page.size();
  mask_markup(page, markup);
  CHECK(page.size() == size);
  std::string out;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (const std::size_t n = no_width(page, i); n > 0) {
      i += n - 1;
      continue;
    }
    const bool blank = page[i] == ' ' || page[i] == '\n' || page[i] == '\r';
    const bool after = !out.empty() && (out.back() == ' ' || out.back() == '|');
    if (page[i] == '\n' && !out.empty()) {
      if (out.back() == ' ') out.back() = '|';
      if (out.back() != '|') out += '|';
    } else if (!blank) {
      out += page[i];
    } else if (!after && !out.empty()) {
      out += ' ';
    }
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '|')) out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("HTML: prose keeps its offsets, the rest is gone") {
  std::string page =
      "<html lang=\"id-ID\"><head><title>T</title></head><body><script>if (a<b) x();</script><!-- no -->"
      "<p>Roket <b>Luna</b>-25 jatuh\n(<a href=\"x>y\">10&nbsp;km</a>), Chang&rsquo;e 10<sup>5</sup> &lt; 3 &amp; a < "
      "b.</p></body></html>";
  const std::string before = page;
  CHECK(html_language(page) == "id-ID");
  mask_markup(page, Markup::html);
  REQUIRE(page.size() == before.size());
  CHECK(page.find("jatuh (") == before.find("jatuh\n("));
  CHECK(page.find("script") == std::string::npos);
  CHECK(page.find("href") == std::string::npos);
  CHECK(page.find(" no ") == std::string::npos);
  CHECK(page.find("10^") != std::string::npos);
  CHECK(page.find("a < b.") == before.find("a < b."));
}

TEST_CASE("HTML: what stands in a line") {
  const auto is = [](const std::string& page, std::string_view text) { CHECK(seen(page, Markup::html) == text); };
  is("<p>Roket <b>Luna</b>-25 jatuh\n(<a href=\"x>y\">10&nbsp;km</a>)", "Roket Luna-25 jatuh (10 km)");
  is("Chang&rsquo;e 10<sup>5</sup> &lt; 3",
     "Chang\xE2\x80\x99"
     "e 10^5 < 3");
  is("in <del>2022</del> <s>2021</s> <ins>2023</ins>, by <code>R-7</code>", "in 2023, by R-7");
  is("<nav>Menu</nav><p>Text<aside>Ad</aside>more<footer>c</footer>", "Text|more");
}

TEST_CASE("HTML: what is left out ends with its own tag, and does not swallow the rest where that lacks") {
  const auto is = [](const std::string& page, std::string_view text) { CHECK(seen(page, Markup::html) == text); };
  is("in <s>the <span>year</span> 2022</s> 2023", "in 2023");
  is("<head><header>x</header></head><p>Text", "Text");
  is("old <s>struck and never ended<p>More text", "old struck and never ended|More text");
  is("<aside><p>An aside</p><p>Text", "An aside|Text");
  is("<head><title>T</title><body><p>Text", "T|Text");
  is("<form><p>A page in a form</p></form>", "A page in a form");
  is("<p>Text<script>if (a) b();", "Text");
  is("<STYLE>p {}</Style >Text", "Text");
}

TEST_CASE("HTML that is broken is masked to its end") {
  for (std::string page :
       {"a <b", "<", "a <p \"x", "<script>x", "<!-- x", "</", "&amp", "<a '", "<>", "<!", "&#xD800;x", "&#0;"}) {
    const std::size_t size = page.size();
    mask_markup(page, Markup::html);
    CHECK(page.size() == size);
  }
}

TEST_CASE("Markdown: prose keeps its offsets") {
  std::string page =
      "# Title\n\nA **bold** and *slanted* word,\nwith [a link](http://x.y/z) and `code`.\n\n- item one\n- item "
      "two\n\n```\nskip me\n```\n![alt](i.png) end\n";
  const std::string before = page;
  mask_markup(page, Markup::markdown);
  REQUIRE(page.size() == before.size());
  for (const std::string_view word : {"word, with", "Title", "a link", "code", "item one", "end"}) {
    const std::string wrapped = word == "word, with" ? "word,\nwith" : std::string(word);
    CHECK(page.find(word) == before.find(wrapped));
  }
  for (const std::string_view gone : {"skip", "http", "alt", "*", "`", "#"})
    CHECK(page.find(gone) == std::string::npos);
}

TEST_CASE("Markdown: what stands in a line") {
  const auto is = [](const std::string& page, std::string_view text) { CHECK(seen(page, Markup::markdown) == text); };
  is("*Luna*-25 and **Falcon** 9, un_der_score", "Luna-25 and Falcon 9, un_der_score");
  is("3 \\* 4 and AT\\&T, 2 < 3, a&nbsp;b &amp; c", "3 * 4 and AT&T, 2 < 3, a b & c");
  is("by [one][1] and [two], <https://a.b>\n\n[1]: http://x.y \"t\"\n[two]: /z\n", "by one and two, https://a.b");
  is("launched ~~in 2022~~ in 2023", "launched in 2023");
  is("crashed[^1] there[^note].\n\n[^1]: As told.", "crashed there.|: As told.");
  is("see ![the *rocket*](r.png) fly", "see fly");
  is("the ``odd ` name`` stays", "the odd ` name stays");
  is("one  \ntwo\\\nthree", "one two three");
  is("a <b>bold</b> word<!-- not seen --> and <del>no</del> more", "a bold word and more");
}

TEST_CASE("Markdown: blocks are parted, and lines of one are one") {
  const auto is = [](const std::string& page, std::string_view text) { CHECK(seen(page, Markup::markdown) == text); };
  is("Title\n=====\nText that\nwraps.", "Title|Text that wraps.");
  is("> quoted\n> on two lines\n\nplain", "quoted on two lines|plain");
  is("1. first\n2. second\n   goes on\n   * inner\n- [x] done", "first|second goes on|inner|done");
  is("| a | b |\n|---|:-:|\n| c **d** | e |\n", "a|b|c d|e");
  is("before\n\n---\n\nafter", "before|after");
  is("text\n\n~~~ sh\nno *text*\n~~~\n- x\n  ```\n  none\n  ```\nend", "text|x|end");
  is("    indented is text", "indented is text");
  is("<div class=\"a\">\nIn a <b>block</b>.\n</div>\n\nBehind.", "In a block.|Behind.");
  is("a\r\nb\r\n\r\nc", "a b|c");
}

TEST_CASE("Markdown that is made to be hard is masked in time") {
  for (const std::string_view piece : {"[", "*a _b ", "> ", "- ", "![", "`", "<a ", "[a](", "|a", "&", "~~", "\\",
                                       "[a]: b\n", "* * *\n", "```\n", "[^", "<!--", "\t> 1. "}) {
    std::string page;
    while (page.size() < 20000) page += piece;
    const std::size_t size = page.size();
    mask_markup(page, Markup::markdown);
    CHECK(page.size() == size);
  }
}
