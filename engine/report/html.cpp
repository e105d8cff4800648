#include "engine/report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "engine/report/escape.h"
#include "engine/report/format.h"
#include "engine/report/page_files.h"
#include "engine/words/words.h"

namespace saksi::engine {

namespace {

/// What is known of a stretch of text.
struct Marked {
  Span span;
  const Finding* finding = nullptr;  ///< null: unread
  std::string id;
  std::string_view reason;  ///< of what is unread
};

class HtmlWriter {
 public:
  HtmlWriter(std::string& out, std::span<const CheckedRecord> records, const TextOptions& options)
      : out_(out), records_(records), options_(options) {}

  void record() {
    const Record& r = *records_.front().record;
    if (!r.article || r.error) {
      const CheckedRecord& one = records_.front();
      line("<section class=\"block\" aria-label=\"{}\">\n", escaped_xml(one.id()));
      if (r.error) {
        line("<p><code>{}</code></p>\n<div class=\"note error\"><p><b>{}</b> {}</p><p>{}</p></div>\n",
             escaped_xml(one.id()), to_string(Verdict::error), escaped_xml(r.error->code),
             escaped_xml(r.error->message));
      } else {
        block(records_);
      }
      out_ += "</section>\n";
      return;
    }
    line("<article lang=\"{}\">\n<h2>{}</h2>\n", records_.front().lang, escaped_xml(r.path));
    for (std::size_t i = 0; i < records_.size();) {
      std::size_t end = i + 1;
      while (end < records_.size() && in_one_block(records_[end - 1], records_[end])) ++end;
      out_ += "<div class=\"block\">\n";
      block(records_.subspan(i, end - i));
      out_ += "</div>\n";
      i = end;
    }
    out_ += "</article>\n";
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  /// The text without what only stands for markup.
  [[nodiscard]] static std::string_view text_of(const CheckedRecord& r) { return r.record->text; }
  void plain(std::string_view s) {
    std::string kept;
    for (std::size_t i = 0; i < s.size();) {
      if (s.substr(i, 3) == "\xE2\x80\x8B") {
        i += 3;
      } else if (s.substr(i, 2) == "\xC2\xAD") {
        i += 2;
      } else {
        kept += s[i++];
      }
    }
    out_ += escaped_xml(kept);
  }

  void block(std::span<const CheckedRecord> records) {
    std::vector<std::pair<const CheckedRecord*, Marked>> notes;
    out_ += "<p>";
    std::size_t at = records.front().record->article ? records.front().span.begin : 0;
    for (const CheckedRecord& r : records) {
      for (const ClaimResult& s : r.sentences) {
        const std::string_view text = text_of(r);
        if (s.parsed.span.begin > at) plain(text.substr(at, s.parsed.span.begin - at));
        const std::vector<Marked> marks = marks_of(r, s);
        sentence(text, s.parsed.span, marks);
        for (const Marked& m : marks)
          if (m.finding != nullptr) notes.emplace_back(&r, m);
        at = std::max<std::size_t>(at, s.parsed.span.end);
      }
    }
    if (const CheckedRecord& last = records.back(); !last.record->article && at < text_of(last).size())
      plain(text_of(last).substr(at));
    out_ += "</p>\n";
    for (const auto& [r, m] : notes) note(*r, m);
  }

  std::vector<Marked> marks_of(const CheckedRecord& r, const ClaimResult& s) {
    std::vector<Marked> out;
    for (const Unread& u : s.parsed.unread) out.push_back({u.span, nullptr, {}, to_string(u.reason)});
    std::size_t n = 0;
    for (const Finding& f : s.findings) {
      // The place makes it the page's own; a path may stand there twice.
      std::string id =
          fmt::format("f{:x}-{}-{}-{}", fingerprint_hash(r.record->path), r.record->n, s.parsed.span.begin, n++);
      out.push_back({f.atom.span, &f, std::move(id), {}});
    }
    return out;
  }

  /// The words, cut where a mark begins or ends; each piece is of the gravest finding that covers it, and opens all that do.
  void sentence(std::string_view text, Span all, const std::vector<Marked>& marks) {
    std::vector<std::uint32_t> cuts = {all.begin, all.end};
    for (const Marked& m : marks) {
      for (const std::uint32_t cut : {m.span.begin, m.span.end})
        if (cut > all.begin && cut < all.end) cuts.push_back(cut);
    }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      std::string ids;
      const Marked *gravest = nullptr, *unread = nullptr;
      for (const Marked& m : marks) {
        if (m.span.begin > cuts[i] || m.span.end < cuts[i + 1]) continue;
        if (m.finding == nullptr) {
          unread = &m;
          continue;
        }
        ids += (ids.empty() ? "" : " ") + m.id;
        if (gravest == nullptr || m.finding->verdict < gravest->finding->verdict) gravest = &m;
      }
      // Blanks between two marks are not to be clicked.
      const std::string_view piece = text.substr(cuts[i], cuts[i + 1] - cuts[i]);
      if (piece.find_first_not_of(" \n\t\r.,;:") == std::string_view::npos) {
        plain(piece);
        continue;
      }
      if (gravest != nullptr)
        line("<span class=\"said {}\" role=\"button\" tabindex=\"0\" aria-expanded=\"false\" aria-controls=\"{}\">",
             to_string(gravest->finding->verdict), ids);
      else if (unread != nullptr)
        line("<span class=\"unread\" title=\"{}: {}\">", to_string(Verdict::unread), unread->reason);
      plain(piece);
      if (gravest != nullptr || unread != nullptr) out_ += "</span>";
    }
  }

  void note(const CheckedRecord& r, const Marked& m) {
    const Finding& f = *m.finding;
    const Words& w = words(options_.messages.empty() ? r.lang : options_.messages);
    const Suppression why = r.suppression(&f);
    line("<div class=\"note {}{}\" id=\"{}\" hidden>\n<p><b>{}</b> <q>{}</q>{}{}</p>\n", to_string(f.verdict),
         why == Suppression::none ? "" : " suppressed", m.id, to_string(f.verdict),
         escaped_xml(one_line(r.quote(f.atom.span))), f.rule.empty() ? "" : fmt::format(" ({})", escaped_xml(f.rule)),
         why == Suppression::none ? std::string() : fmt::format(" [{}]", to_string(why)));
    if (!f.explanation.empty()) line("<p>{}</p>\n", escaped_xml(f.explanation));
    for (const Suggestion& s : f.suggestions) {
      line("<p>{}:", w[Say::report_suggest]);
      for (const Edit& e : s.edits)
        line(" <del>{}</del> <ins>{}</ins>", escaped_xml(one_line(r.quote(e.span))), escaped_xml(e.with));
      out_ += "</p>\n";
    }
    for (const std::string& missing : f.missing) line("<p>{}: {}</p>\n", w[Say::report_missing], escaped_xml(missing));
    if (!f.proof.from.empty()) {
      line("<details><summary>{}</summary><ul>", w[Say::page_proof]);
      for (const Proof& p : f.proof.from) proof(p);
      out_ += "</ul></details>\n";
    }
    out_ += "</div>\n";
  }

  void proof(const Proof& p) {
    line("<li>{}{}{}", escaped_xml(p.name), p.value.empty() ? "" : ": ", escaped_xml(p.value));
    if (!p.source.empty())
      line(" \xE2\x80\x94 <cite>{}</cite>{}{}", escaped_xml(p.source), p.evidence.empty() ? "" : ", ",
           escaped_xml(p.evidence));
    if (!p.from.empty()) {
      out_ += "<ul>";
      for (const Proof& inner : p.from) proof(inner);
      out_ += "</ul>";
    }
    out_ += "</li>";
  }

  std::string& out_;
  std::span<const CheckedRecord> records_;
  const TextOptions& options_;
};

std::string_view page_file(std::string_view name) {
  for (const EmbeddedFile& f : page_files())
    if (f.path.ends_with(name)) return f.content;
  return {};
}

}  // namespace

void append_html(std::string& out, std::span<const CheckedRecord> records, const TextOptions& options) {
  if (!records.empty()) HtmlWriter(out, records, options).record();
}

std::string html_head(const std::string& messages) {
  const std::string lang = messages.empty() ? "en" : messages;
  const Words& w = words(lang);
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src "
      "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>{}</title>\n"
      "<style>\n{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<fieldset class=\"bar\"><legend>{}</legend>",
      lang, w[Say::page_title], page_file("page.css"), w[Say::page_title], w[Say::page_show]);
  for (const Verdict v : {Verdict::refuted, Verdict::outdated, Verdict::disputed, Verdict::supported,
                          Verdict::unverified, Verdict::unread, Verdict::error})
    out += fmt::format("<label><input type=\"checkbox\" value=\"{0}\" checked> {0}</label>", to_string(v));
  return out + "</fieldset>\n";
}

std::string html_tail(const RunInfo& run) {
  return fmt::format(
      "</main>\n<footer>saksi {}\nfacts {}\nrules {}\ntime zones "
      "{}</footer>\n<script>\n{}</script>\n</body>\n</html>\n",
      run.saksi, run.facts, run.rules, run.tz, page_file("page.js"));
}

}  // namespace saksi::engine
