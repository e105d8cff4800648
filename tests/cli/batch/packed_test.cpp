/// Packed files and documents, as they are on people's disks.
#include <cstdlib>
#include <string>

#include "engine/batch/reader.h"
#include "tests/catch.h"
#include "tests/cli/scratch.h"

using namespace saksi::engine;
using namespace saksi::test;

namespace {

const std::string kClaims = "Sputnik 1 was launched in 1958.\nVostok 1 was launched in 1961.\n";

void sh(const std::string& command) { REQUIRE(std::system(command.c_str()) == 0); }

/// A zip with these files, made by Python's own library.
void zip(const std::string& name, const std::vector<std::pair<std::string, std::string>>& files) {
  std::string script = "import zipfile\nz = zipfile.ZipFile('" + name + "', 'w', zipfile.ZIP_DEFLATED)\n";
  for (const auto& [inner, text] : files) {
    spill("../part", text);
    spill("../script.py", script += "z.writestr('" + inner + "', r'''" + text + "''')\n");
  }
  spill("../script.py", script + "z.close()\n");
  sh("python3 ../script.py");
}

bool has_python() { return std::system("python3 -c 'import zipfile' 2>/dev/null") == 0; }

}  // namespace

TEST_CASE("what is packed with gzip is read as if it were not, and a report may be packed") {
  const Folder folder;
  spill("a.claims", kClaims);
  sh("gzip -k a.claims && cat a.claims.gz a.claims.gz > two.claims.gz && mv a.claims.gz a.packed.claims.gz");
  const Ran plain = run_saksi({"check", "--format", "csv", "a.claims"});
  const Ran packed = run_saksi({"check", "--format", "csv", "a.packed.claims.gz"});
  CHECK(packed.status == 1);
  CHECK(packed.out.size() > plain.out.size());  // the ids are longer
  CHECK(says(packed.out, "a.packed.claims.gz:1:1"));
  CHECK(says(run_saksi({"check", "two.claims.gz"}).out, "two.claims.gz:3:24"));
  CHECK(run_saksi({"check", "-o", "r.jsonl.gz", "--format", "jsonl", "a.claims"}).status == 1);
  sh("gzip -dc r.jsonl.gz > r.jsonl");
  CHECK(slurp("r.jsonl") == run_saksi({"check", "--format", "jsonl", "a.claims"}).out);
  CHECK(run_saksi({"check", "-o", "r.jsonl.zst", "--format", "jsonl", "a.claims"}).status == 1);
  CHECK(slurp("r.jsonl.zst").rfind("\x28\xB5\x2F\xFD", 0) == 0);
}

TEST_CASE("packed data that is damaged or ends early is told, and no half of a record is read") {
  const Folder folder;
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "Claim number " + std::to_string(i * 7919) + " is about soup.\n";
  spill("a.claims", many);
  sh("gzip -k a.claims && head -c 4000 a.claims.gz > b.claims.gz");
  const Ran ran = run_saksi({"check", "--format", "jsonl", "b.claims.gz"});
  CHECK(ran.status == 3);
  CHECK(says(ran.err, "the gzip data ends early"));
  std::size_t records = 0;
  for (std::size_t at = 0; at < ran.out.size(); ++records) {
    const std::size_t end = ran.out.find('\n', at);
    CHECK(says(ran.out.substr(at, end - at), "is about soup.\""));
    at = end + 1;
  }
  CHECK(records > 10);
  std::string bytes = slurp("a.claims.gz");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
  spill("c.claims.gz", bytes);
  CHECK(run_saksi({"check", "-q", "c.claims.gz"}).status == 3);
}

TEST_CASE("of packed data that breaks off the same is read in whatever pieces it comes") {
  const Folder folder;
  const auto records = [](std::string_view bytes, std::size_t block, InputKind kind) {
    ReaderOptions options;
    options.kind = kind;
    const auto reader = make_reader(memory_source(bytes, block), "a", options);
    std::size_t n = 0;
    for (Record r; reader->next_whole(r);) ++n;
    CHECK(reader->failure());
    return n;
  };
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "Claim number " + std::to_string(i * 7919) + " is about soup.\n";
  spill("a.claims", many);
  for (const char* name : {"r.jsonl.zst", "r.jsonl.gz"}) {
    CHECK(run_saksi({"check", "--format", "jsonl", "-o", name, "a.claims"}).status == 0);
    const std::string whole = slurp(name);
    for (std::size_t part = 1; part < 8; ++part) {
      INFO(name << " " << part);
      const std::string_view cut = std::string_view(whole).substr(0, whole.size() * part / 8);
      CHECK(records(cut, 64 * 1024, InputKind::jsonl) == records(cut, 7, InputKind::jsonl));
    }
  }
  // A wrong sum at the end costs nothing of what stands before it.
  sh("gzip -k a.claims");
  std::string wrong = slurp("a.claims.gz");
  wrong[wrong.size() - 6] = static_cast<char>(wrong[wrong.size() - 6] ^ 0x55);
  CHECK(records(wrong, 64 * 1024, InputKind::claims) == 3000);
  // Frames of raw blocks, of which a later one is damaged or cut off.
  const std::string seeds = SAKSI_SOURCE_DIR "/fuzz/seeds/claims/";
  for (const auto& [name, expected] : {std::pair{"zstd-bad-block", 1}, std::pair{"zstd-cut", 24}}) {
    const std::string bytes = slurp(seeds + name).substr(1);
    for (const std::size_t block : {std::size_t{64 * 1024}, std::size_t{100}, std::size_t{7}}) {
      INFO(name << " " << block);
      CHECK(records(bytes, block, InputKind::claims) == static_cast<std::size_t>(expected));
    }
  }
}

TEST_CASE("documents are read paragraph by paragraph") {
  if (!has_python()) return;
  const Folder folder;
  zip("a.docx",
      {{"[Content_Types].xml", "<x/>"},
       {"word/document.xml",
        "<w:document xmlns:w=\"u\"><w:body><w:p><w:r><w:t>Rockets &amp; co</w:t></w:r></w:p><w:p/>"
        "<w:p><w:r><w:t xml:space=\"preserve\">Sputnik 1 was </w:t></w:r><w:del><w:r><w:delText>never "
        "</w:delText></w:r>"
        "</w:del><w:r><w:t>launched</w:t></w:r><w:r><w:tab/><w:t>in 1958.</w:t></w:r></w:p></w:body></w:document>"}});
  const Ran docx = run_saksi({"check", "a.docx"});
  CHECK(docx.status == 1);
  CHECK(says(docx.out, "a.docx:3:24: refuted"));
  CHECK(!says(docx.out, "never"));
  zip("a.odt", {{"content.xml",
                 "<o:d xmlns:o=\"o\" xmlns:text=\"t\"><text:h>Title</text:h><text:p>Sputnik 1 was<text:s/>launched "
                 "<text:span>in 1958</text:span>.</text:p></o:d>"}});
  CHECK(says(run_saksi({"check", "a.odt"}).out, "a.odt:2:24: refuted"));
  zip("b.docx", {{"other.xml", "<x/>"}});
  const Ran other = run_saksi({"check", "b.docx"});
  CHECK(other.status == 3);
  CHECK(says(other.err, "no .docx or .odt"));
  spill("c.docx",
        "PK\x03\x04"
        "nothing of the kind");
  CHECK(run_saksi({"check", "c.docx"}).status == 3);
  zip("e.ods", {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}});
  zip("e.xlsx", {{"xl/workbook.xml", "<x/>"}});
  for (const char* sheet : {"e.ods", "e.xlsx"}) {
    const Ran ran = run_saksi({"check", sheet});
    CHECK(ran.status == 3);
    CHECK(says(ran.err, "save it as CSV"));
  }
  // Nested as deep as a hostile hand likes.
  std::string deep = "<w:document xmlns:w=\"u\">";
  for (int i = 0; i < 200000; ++i) deep += "<w:p>";
  zip("d.docx", {{"word/document.xml", deep}});
  CHECK(run_saksi({"check", "d.docx"}).status == 3);
}

TEST_CASE("a PDF is read page by page, where pdftotext is there") {
  if (!is_there("pdftotext")) {
    WARN("pdftotext is not there");
    return;
  }
  const Folder folder;
  // Two pages, a line each.
  const auto object = [](int n, const std::string& body) {
    return std::to_string(n) + " 0 obj\n" + body + "\nendobj\n";
  };
  const auto page = [](const std::string& words) {
    const std::string drawn = "BT /F1 12 Tf 72 720 Td (" + words + ") Tj ET";
    return "<< /Length " + std::to_string(drawn.size()) + " >>\nstream\n" + drawn + "\nendstream";
  };
  const std::string about =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 7 0 R >> >> /Contents ";
  spill("a.pdf", "%PDF-1.4\n" + object(1, "<< /Type /Catalog /Pages 2 0 R >>") +
                     object(2, "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>") + object(3, about + "5 0 R >>") +
                     object(4, about + "6 0 R >>") + object(5, page("Soup is lovely.")) +
                     object(6, page("The launch of Sputnik 1 was in 1958.")) +
                     object(7, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>") +
                     "trailer << /Root 1 0 R >>\n%%EOF\n");
  const Ran ran = run_saksi({"check", "a.pdf"});
  CHECK(ran.status == 1);
  CHECK(says(ran.out, "a.pdf:2:29: refuted"));
  spill("b.pdf", "%PDF-1.4\nnothing of the kind\n");
  const Ran bad = run_saksi({"check", "b.pdf"});
  CHECK(bad.status == 3);
  CHECK(says(bad.err, "b.pdf: error: reading broke off: pdftotext cannot"));
}
