#include "grammar/matrix/matrix.h"

#include <algorithm>
#include <map>
#include <set>

namespace saksi::grammar {
namespace {

struct Seen {
  std::vector<std::string> atoms;  ///< canonical, sorted
  std::vector<std::string> told;   ///< for the report
  bool exact = true;               ///< every link, and nothing unread
  bool asserted = false;           ///< some atom may be decided
  std::vector<std::string> decided;
};

Seen read(const Grammar& g, const std::string& text, std::string_view lang) {
  Seen s;
  ParseOptions o;
  o.lang = std::string(lang);
  o.as_of = parse_edtf("2024-12-01");
  for (const auto& p : g.parse(text, o)) {
    if (p.stance != Stance::assertion) {
      s.told.push_back("stance: " + std::string(to_string(p.stance)));
      if (p.readings.empty()) s.exact = false;
    }
    std::set<std::vector<std::string>> readings;
    for (std::size_t i = 0; i < p.readings.size(); ++i) {
      std::vector<std::string> one;
      for (const auto& a : p.readings[i].atoms) {
        auto t = matrix_canonical(to_string(a));
        one.push_back(t);
        if (i != 0) continue;
        s.atoms.push_back(t);
        if (a.link != Link::none) {
          s.asserted = true;
          s.decided.push_back(t);
        }
        if (a.link != Link::exact) {
          s.exact = false;
          t += " (" + std::string(to_string(a.link)) + ")";
        }
        s.told.push_back(t);
      }
      std::sort(one.begin(), one.end());
      readings.insert(std::move(one));
    }
    if (readings.size() > 1) {
      s.exact = false;
      s.told.push_back("readings: " + std::to_string(readings.size()));
    }
    if (p.readings.empty()) s.exact = false;
    for (const auto& u : p.unread) {
      s.exact = false;
      s.told.push_back("unread: " + text.substr(u.span.begin, u.span.size()));
    }
  }
  std::sort(s.atoms.begin(), s.atoms.end());
  s.atoms.erase(std::unique(s.atoms.begin(), s.atoms.end()), s.atoms.end());
  return s;
}

std::vector<std::string> sorted(const std::vector<std::string>& atoms) {
  std::vector<std::string> out;
  for (const auto& a : atoms) out.push_back(matrix_canonical(a));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

MatrixCell judge(const Grammar& g, const MatrixCase& m) {
  MatrixCell c;
  c.told = m;
  if (!m.impossible.empty()) {
    c.state = MatrixCell::State::impossible;
    return c;
  }
  const auto s = read(g, m.phrase, m.lang);
  const auto t = read(g, m.twin, m.lang);
  c.got = s.told;
  if (m.expected.empty()) {
    if (s.asserted) {
      c.state = MatrixCell::State::wrong;
    } else if (!t.asserted) {
      c.got = t.told;
      c.twin = true;  // what is read as nothing even where it is asserted proves nothing
    } else {
      c.state = MatrixCell::State::filled;
    }
    return c;
  }
  bool right = false, stray = true;
  for (const auto& e : m.expected) {
    const auto want = sorted(e);
    right = right || (s.exact && s.atoms == want);
    stray = stray && !std::all_of(s.decided.begin(), s.decided.end(),
                                  [&](const auto& a) { return std::binary_search(want.begin(), want.end(), a); });
  }
  if (right && t.exact && t.atoms == s.atoms) {
    c.got = t.told;
    c.twin = true;
    c.state = MatrixCell::State::wrong;
  } else if (right) {
    c.state = MatrixCell::State::filled;
  } else if (stray || s.exact) {
    c.state = MatrixCell::State::wrong;
  }
  return c;
}

struct Share {
  int filled = 0, cells = 0, impossible = 0, wrong = 0;
  void add(const MatrixCell& c) {
    if (c.state == MatrixCell::State::impossible) {
      ++impossible;
      return;
    }
    ++cells;
    filled += c.state == MatrixCell::State::filled;
    wrong += c.state == MatrixCell::State::wrong;
  }
  [[nodiscard]] std::string text() const {
    auto out = "filled " + std::to_string(filled) + " of " + std::to_string(cells) + " cells";
    if (cells > 0) out += " (" + std::to_string(filled * 100 / cells) + " %)";
    if (wrong > 0) out += ", " + std::to_string(wrong) + " read wrongly";
    if (impossible > 0) out += ", " + std::to_string(impossible) + " n/a";
    return out;
  }
};

std::string column_of(const MatrixCase& m) {
  return m.form == "-" || m.form == "entity" || m.form == "date" || m.form == "quantity" || m.form == "number"
             ? m.target
             : m.target + ":" + m.form;
}

std::string joined(const std::vector<std::string>& v, std::string_view with) {
  std::string out;
  for (const auto& s : v) out += (out.empty() ? "" : std::string(with)) + s;
  return out;
}

std::string expected_of(const MatrixCase& m) {
  if (m.expected.empty()) return "nothing asserted";
  std::string out;
  for (const auto& e : m.expected) out += (out.empty() ? "" : " || ") + joined(e, " & ");
  return out;
}

std::string json(std::string_view s) {
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string json(const std::vector<std::string>& v) {
  std::string out = "[";
  for (const auto& s : v) out += (out.size() == 1 ? "" : ",") + json(s);
  return out + "]";
}

}  // namespace

std::string_view to_string(MatrixCell::State s) {
  switch (s) {
    case MatrixCell::State::filled: return "filled";
    case MatrixCell::State::empty: return "empty";
    case MatrixCell::State::wrong: return "wrong";
    case MatrixCell::State::impossible: return "n/a";
  }
  return "";
}

Result<std::vector<MatrixCell>> run_matrix(const Grammar& grammar, const Schema& schema, const NameList& names,
                                           std::string_view lang) {
  auto cases = matrix_cases(lang, schema, names);
  if (!cases) return cases.errors();
  std::vector<MatrixCell> out;
  for (const auto& m : *cases) out.push_back(judge(grammar, m));
  return out;
}

std::string matrix_text(const std::vector<MatrixCell>& cells) {
  std::string out;
  std::vector<std::string> langs;
  for (const auto& c : cells)
    if (std::find(langs.begin(), langs.end(), c.told.lang) == langs.end()) langs.push_back(c.told.lang);
  for (const auto& lang : langs) {
    std::vector<std::string> rows, columns;
    std::map<std::string, Share> by_row, by_column;
    std::map<std::string, std::map<std::string, MatrixCell::State>> states;
    std::map<std::string, std::set<std::string>> why;
    Share all;
    for (const auto& c : cells) {
      if (c.told.lang != lang) continue;
      all.add(c);
      const auto& row = c.told.construction;
      const auto column = column_of(c.told);
      if (!by_row.contains(row)) rows.push_back(row);
      by_row[row].add(c);
      if (!by_column.contains(c.told.target)) columns.push_back(c.told.target);
      by_column[c.told.target].add(c);
      states[row][column] = c.state;
      if (c.state == MatrixCell::State::impossible) why[c.told.impossible].insert(row);
    }
    out += "== " + lang + ": " + all.text() + "\n\n";
    std::size_t width = 0;
    for (const auto& r : rows) width = std::max(width, r.size());
    for (const auto& r : rows) {
      out += r + std::string(width - r.size(), ' ') + "  " + by_row[r].text() + "\n";
      for (const auto state : {MatrixCell::State::filled, MatrixCell::State::empty, MatrixCell::State::wrong}) {
        std::string list;
        for (const auto& [column, s] : states[r])
          if (s == state) list += " " + column;
        if (!list.empty()) out += "  " + std::string(to_string(state)) + ":" + list + "\n";
      }
    }
    out += "\n";
    width = 0;
    for (const auto& c : columns) width = std::max(width, c.size());
    for (const auto& c : columns) out += c + std::string(width - c.size(), ' ') + "  " + by_column[c].text() + "\n";
    out += "\n";
    for (const auto& [reason, where] : why) {
      out += "n/a, " + reason + ":";
      for (const auto& r : where) out += " " + r;
      out += "\n";
    }
    for (const auto state : {MatrixCell::State::wrong, MatrixCell::State::empty}) {
      for (const auto& c : cells) {
        if (c.told.lang != lang || c.state != state) continue;
        out += "\n" + std::string(to_string(state)) + " " + lang + " " + c.told.construction + " " + column_of(c.told) + "\n";
        out += "  " + c.told.phrase + "\n  expected: " + expected_of(c.told) + "\n";
        if (c.twin) out += "  twin:     " + c.told.twin + "\n";
        out += "  got:      " + (c.got.empty() ? "nothing" : joined(c.got, " & ")) + "\n";
      }
    }
    out += "\n";
  }
  Share all;
  for (const auto& c : cells) all.add(c);
  return out + all.text() + "\n";
}

std::string matrix_jsonl(const std::vector<MatrixCell>& cells) {
  std::string out;
  for (const auto& c : cells) {
    const auto& m = c.told;
    out += "{\"lang\":" + json(m.lang) + ",\"construction\":" + json(m.construction) + ",\"target\":" + json(m.target) +
           ",\"form\":" + json(m.form) + ",\"state\":" + json(to_string(c.state));
    if (!m.impossible.empty()) {
      out += ",\"reason\":" + json(m.impossible) + "}\n";
      continue;
    }
    out += ",\"phrase\":" + json(m.phrase) + ",\"expected\":[";
    for (std::size_t i = 0; i < m.expected.size(); ++i) out += (i == 0 ? "" : ",") + json(m.expected[i]);
    out += "],\"twin\":" + json(m.twin) + ",\"got\":" + json(c.got) + "}\n";
  }
  return out;
}

}  // namespace saksi::grammar
