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

/// The text of an atom; of those denied together, one text for the first of them and none for the rest.
std::string denied_together(const std::vector<saksi::Atom>& atoms, std::size_t n, const Meaning& meaning) {
  const auto mates = [&](const saksi::Atom& x) { return x.negated && x.group > 0 && x.group == atoms[n].group; };
  if (!mates(atoms[n]) || std::count_if(atoms.begin(), atoms.end(), mates) < 2)
    return matrix_canonical(to_string(atoms[n], meaning));
  std::vector<std::string> all;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (!mates(atoms[i])) continue;
    if (i < n) return {};
    auto plain = atoms[i];
    plain.negated = false;
    all.push_back(matrix_canonical(to_string(plain, meaning)));
  }
  std::sort(all.begin(), all.end());
  std::string out;
  for (const auto& s : all) out += (out.empty() ? "not (" : " and ") + s;
  return out + ")";
}

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
      const auto& atoms = p.readings[i].atoms;
      for (std::size_t n = 0; n < atoms.size(); ++n) {
        const auto& a = atoms[n];
        auto t = denied_together(atoms, n, p.meaning);
        if (t.empty()) continue;
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

/// What is among the atoms, or follows from one of them: the highest rocket is a rocket.
bool follows(const std::vector<std::string>& from, const std::string& atom) {
  if (std::binary_search(from.begin(), from.end(), atom)) return true;
  const auto is = atom.find(") = ");
  if (!atom.starts_with("class(") || is == std::string::npos) return false;
  const auto rank = "rank(" + atom.substr(6, is - 6) + ", " + atom.substr(is + 4);
  return std::any_of(from.begin(), from.end(), [&](const auto& a) {
    return a.starts_with(rank) && (a[rank.size()] == ',' || a[rank.size()] == '{');
  });
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
    stray = stray && !std::all_of(s.decided.begin(), s.decided.end(), [&](const auto& a) { return follows(want, a); });
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
  int filled = 0, cells = 0, impossible = 0, wordless = 0, wrong = 0;
  void add(const MatrixCell& c) {
    if (c.state == MatrixCell::State::impossible) {
      ++impossible;
      // What the tables have no word for yet could be said; the rest cannot.
      for (const std::string_view w : {"no noun", "no verb", "no such word", "no name"})
        wordless += c.told.impossible.starts_with(w);
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
    if (wordless > 0) out += " (" + std::to_string(wordless) + " for want of a word)";
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

namespace {

std::string padded(std::string s, std::size_t width) {
  s.resize(std::max(width, s.size()), ' ');
  return s;
}

char mark(MatrixCell::State s) {
  switch (s) {
    case MatrixCell::State::filled: return '+';
    case MatrixCell::State::empty: return '.';
    case MatrixCell::State::wrong: return '!';
    case MatrixCell::State::impossible: return '-';
  }
  return ' ';
}

using Cells = std::vector<const MatrixCell*>;

/// One group: a line for each construction, a sign for each column.
std::string grid(const Cells& cells, const std::string& group) {
  std::vector<std::string> columns, rows;
  std::map<std::string, std::map<std::string, char>> marks;
  std::map<std::string, Share> shares;
  std::size_t width = 0;
  const auto once = [](std::vector<std::string>& list, const std::string& s) {
    if (std::find(list.begin(), list.end(), s) == list.end()) list.push_back(s);
  };
  for (const auto* c : cells) {
    const auto column = column_of(c->told);
    once(columns, column);
    once(rows, c->told.construction);
    marks[c->told.construction][column] = mark(c->state);
    shares[c->told.construction].add(*c);
    width = std::max(width, c->told.construction.size());
  }
  auto out = group + ", columns:";
  for (const auto& c : columns) out += " " + c;
  out += "\n";
  for (const auto& r : rows) {
    out += padded(r, width) + "  ";
    for (const auto& c : columns) {
      const auto it = marks[r].find(c);
      out += it == marks[r].end() ? ' ' : it->second;
    }
    out += "  " + shares[r].text() + "\n";
  }
  return out + "\n";
}

std::string fault(const MatrixCell& c) {
  auto out = "\n" + std::string(to_string(c.state)) + " " + c.told.lang + " " + c.told.construction + " " +
             column_of(c.told) + "\n  " + c.told.phrase + "\n  expected: " + expected_of(c.told) + "\n";
  if (c.twin) out += "  twin:     " + c.told.twin + "\n";
  return out + "  got:      " + (c.got.empty() ? "nothing" : joined(c.got, " & ")) + "\n";
}

}  // namespace

std::string matrix_text(const std::vector<MatrixCell>& cells) {
  std::string out = "+ read rightly, . not read, ! read wrongly, - cannot be said (n/a)\n\n";
  std::map<std::string, Cells> by_lang;
  for (const auto& c : cells) by_lang[c.told.lang].push_back(&c);
  for (const auto& [lang, mine] : by_lang) {
    Share all;
    std::vector<std::string> groups, targets;
    std::map<std::string, Cells> by_group;
    std::map<std::string, Share> by_target;
    std::map<std::string, std::set<std::string>> why;
    for (const auto* c : mine) {
      all.add(*c);
      if (!by_group.contains(c->told.group)) groups.push_back(c->told.group);
      by_group[c->told.group].push_back(c);
      if (!by_target.contains(c->told.target)) targets.push_back(c->told.target);
      by_target[c->told.target].add(*c);
      if (c->state == MatrixCell::State::impossible) why[c->told.impossible].insert(c->told.construction);
    }
    out += "== " + lang + ": " + all.text() + "\n\n";
    for (const auto& g : groups) out += grid(by_group[g], g);
    std::size_t width = 0;
    for (const auto& t : targets) width = std::max(width, t.size());
    for (const auto& t : targets) out += padded(t, width) + "  " + by_target[t].text() + "\n";
    out += "\n";
    for (const auto& [reason, where] : why)
      out += "n/a, " + reason + ": " + std::to_string(where.size()) + " constructions\n";
    for (const auto state : {MatrixCell::State::wrong, MatrixCell::State::empty})
      for (const auto* c : mine)
        if (c->state == state) out += fault(*c);
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
    out += "{\"lang\":" + json(m.lang) + ",\"construction\":" + json(m.construction) + ",\"group\":" + json(m.group) +
           ",\"target\":" + json(m.target) + ",\"form\":" + json(m.form) + ",\"state\":" + json(to_string(c.state));
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
