#include "grammar/lexicon.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/tsv.h"
#include "grammar/forms.h"

namespace saksi::grammar {

std::vector<std::string> parts_of(std::string_view folded) {
  std::vector<std::string> out;
  std::string part;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto flush = [&] {
    if (!part.empty()) out.push_back(std::move(part));
    part.clear();
  };
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if (c == '-' || c == ' ' || c == '_') {
      flush();
      continue;
    }
    if (c == ',' && (i + 1 == folded.size() || folded[i + 1] == ' ')) {  // "Washington, D.C."
      flush();
      out.emplace_back(",");
      continue;
    }
    if (c == '.' && !(i + 1 < folded.size() && digit(folded[i + 1]) && !part.empty() && digit(part.back()))) {
      continue;  // "U.S." is us; "2.1" keeps its point
    }
    if (!part.empty() && digit(part.back()) != digit(c) && c != '.' && part.back() != '.' && c != '\'') flush();
    part += c;
  }
  flush();
  return out;
}

namespace {

std::optional<Cat> cat_of(std::string_view s) {
  static constexpr std::array<std::pair<std::string_view, Cat>, 53> table{{{"det", Cat::det},
                                                                           {"dem", Cat::dem},
                                                                           {"poss", Cat::poss},
                                                                           {"prep", Cat::prep},
                                                                           {"conj", Cat::conj},
                                                                           {"rel", Cat::rel},
                                                                           {"comp", Cat::comp},
                                                                           {"aux", Cat::aux},
                                                                           {"neg", Cat::neg},
                                                                           {"modal", Cat::modal},
                                                                           {"cop", Cat::cop},
                                                                           {"to", Cat::to},
                                                                           {"kind", Cat::kind},
                                                                           {"event", Cat::event},
                                                                           {"prop", Cat::prop},
                                                                           {"office", Cat::office},
                                                                           {"group", Cat::group},
                                                                           {"ord", Cat::ord},
                                                                           {"last", Cat::last},
                                                                           {"latest", Cat::latest},
                                                                           {"only", Cat::only},
                                                                           {"sup", Cat::sup},
                                                                           {"comparative", Cat::comparative},
                                                                           {"than", Cat::than},
                                                                           {"cond", Cat::cond},
                                                                           {"pron", Cat::pron},
                                                                           {"sub", Cat::sub},
                                                                           {"naming", Cat::naming},
                                                                           {"times", Cat::times},
                                                                           {"quant", Cat::quant},
                                                                           {"former", Cat::former},
                                                                           {"current", Cat::current},
                                                                           {"result", Cat::result},
                                                                           {"say", Cat::say},
                                                                           {"stance", Cat::stance},
                                                                           {"inert", Cat::inert},
                                                                           {"rolenoun", Cat::rolenoun},
                                                                           {"ordinalmark", Cat::ordinalmark},
                                                                           {"name", Cat::name},
                                                                           {"still", Cat::still},
                                                                           {"unitnoun", Cat::unitnoun},
                                                                           {"verb", Cat::verb},
                                                                           {"measure", Cat::measure},
                                                                           {"factor", Cat::factor},
                                                                           {"same", Cat::same},
                                                                           {"denial", Cat::denial},
                                                                           {"exist", Cat::exist},
                                                                           {"revoke", Cat::revoke},
                                                                           {"epithet", Cat::epithet},
                                                                           {"sooner", Cat::sooner},
                                                                           {"proverb", Cat::proverb},
                                                                           {"later", Cat::later},
                                                                           {"degree", Cat::degree}}};
  for (const auto& [name, c] : table)
    if (name == s) return c;
  return std::nullopt;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// "outcome=failure;nth=1"
Pairs pairs_of(std::string_view s) {
  Pairs out;
  for (const auto part : split(s, ';')) {
    const auto eq = part.find('=');
    if (eq != std::string_view::npos)
      out.emplace_back(std::string(part.substr(0, eq)), std::string(part.substr(eq + 1)));
  }
  return out;
}

}  // namespace

Lexicon::Node& Lexicon::node(std::string_view phrase) {
  std::uint32_t at = 0;
  for (auto& p : parts_of(phrase)) {
    const auto it = nodes_[at].next.find(p);
    if (it != nodes_[at].next.end()) {
      at = it->second;
      continue;
    }
    const auto fresh = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
    nodes_[at].next.emplace(std::move(p), fresh);
    at = fresh;
  }
  return nodes_[at];
}

/// Reads the tables into a lexicon, keeping every fault.
struct LexiconReader {
  Lexicon& lexicon;
  const Schema& schema;
  std::vector<Diagnostic> faults;
  std::set<std::string, std::less<>> common;

  void words(const Tsv& t, Cat fallback, bool inert_file) {
    for (const auto& row : t.rows()) {
      const auto form = t.get(row, "form");
      Sense s;
      s.cat = fallback;
      if (!inert_file) {
        const auto c = cat_of(t.get(row, "cat"));
        if (!c) {
          faults.push_back(t.fault(row, "cat", "unknown-category",
                                   "unknown word category '" + std::string(t.get(row, "cat")) + "'"));
          continue;
        }
        s.cat = *c;
        s.id = std::string(t.get(row, "id"));
        s.where = pairs_of(t.get(row, "where"));
      } else {
        s.id = std::string(form);
      }
      check(t, row, s);
      add(form, s);
      if (lexicon.lang_ == "id" && (s.cat == Cat::kind || s.cat == Cat::event || s.cat == Cat::prop) &&
          !form.ends_with("nya")) {
        auto owned = s;
        owned.possessed = true;
        add(std::string(form) + "nya", owned);
      }
      // "second-largest"
      const bool most = s.cat == Cat::sup ||
                        std::find(s.where.begin(), s.where.end(), std::pair<std::string, std::string>("pick", "sup")) !=
                            s.where.end();
      if (lexicon.lang_ == "en" && most && !inert_file) {
        static constexpr std::array<std::string_view, 9> ordinals{"second",  "third",  "fourth", "fifth", "sixth",
                                                                  "seventh", "eighth", "ninth",  "tenth"};
        for (std::size_t i = 0; i < ordinals.size(); ++i) {
          auto nth = s;
          nth.where.emplace_back("nth", std::to_string(i + 2));
          add(std::string(ordinals[i]) + "-" + std::string(form), nth);
        }
      }
      if (lexicon.lang_ == "en" && (s.cat == Cat::kind || s.cat == Cat::event) &&
          !t.get(row, "plural").starts_with("-")) {
        const auto plural = t.get(row, "plural");
        const auto last = form.rfind(' ');
        const auto head = std::string(form.substr(0, last == std::string_view::npos ? 0 : last + 1));
        const auto noun = form.substr(last == std::string_view::npos ? 0 : last + 1);
        auto many = s;
        many.plural = plural.empty() || plural != form;
        add(plural.empty() ? head + english_plural(noun) : std::string(plural), many);
      }
    }
  }

  void check(const Tsv& t, const Tsv::Row& row, const Sense& s) {
    const auto unknown = [&](std::string_view what) {
      faults.push_back(t.fault(row, "id", "unknown-id", "unknown " + std::string(what) + " '" + s.id + "'"));
    };
    if (s.cat == Cat::kind && schema.kind(s.id) == nullptr) unknown("kind");
    if (s.cat == Cat::event && schema.event(s.id) == nullptr) unknown("event");
    if ((s.cat == Cat::prop || s.cat == Cat::rolenoun) && schema.property(s.id) == nullptr && s.id != "distance" &&
        s.id != "mean_distance")
      unknown("property");
  }

  void add(std::string_view form, const Sense& s) { lexicon.node(fold(form)).senses.push_back(s); }

  void frames(const Tsv& t) {
    for (const auto& row : t.rows()) {
      auto f = std::make_unique<Frame>();
      f->id = std::string(t.get(row, "id"));
      const auto type = t.get(row, "type");
      f->type = type == "property" ? Frame::Type::property : type == "light" ? Frame::Type::light : Frame::Type::event;
      f->target = std::string(t.get(row, "target"));
      for (const auto r : split(t.get(row, "subject"), ',')) f->subject.emplace_back(r);
      for (const auto r : split(t.get(row, "object"), ',')) f->object.emplace_back(r);
      f->where = pairs_of(t.get(row, "where"));
      if (f->type == Frame::Type::event) {
        const auto* e = schema.event(f->target);
        if (e == nullptr) {
          faults.push_back(t.fault(row, "target", "unknown-id", "unknown event '" + f->target + "'"));
          continue;
        }
        for (const auto* list : {&f->subject, &f->object})
          for (const auto& r : *list)
            if (e->role(r) == nullptr)
              faults.push_back(t.fault(row, "subject", "unknown-role", "unknown role '" + r + "' of " + f->target));
      }
      auto id = f->id;
      lexicon.frames_.emplace(std::move(id), std::move(f));
    }
  }

  void preps(const Tsv& t) {
    for (const auto& row : t.rows()) {
      auto& roles = lexicon.preps_[std::string(t.get(row, "prep"))];
      for (const auto r : split(t.get(row, "roles"), ',')) roles.emplace_back(r);
      if (t.get(row, "unread") == "yes") lexicon.licensed_.emplace(t.get(row, "prep"));
    }
  }

  void common_names(const Tsv& t) {
    for (const auto& row : t.rows()) common.emplace(fold(t.get(row, "name")));
  }

  const Frame* frame_of(const Tsv& t, const Tsv::Row& row, std::string_view column, std::string_view id) {
    const auto it = lexicon.frames_.find(std::string(id));
    if (it == lexicon.frames_.end()) {
      // A property is its own frame: what has it is the subject.
      if (schema.property(id) != nullptr) {
        auto f = std::make_unique<Frame>();
        f->id = f->target = std::string(id);
        f->type = Frame::Type::property;
        f->subject = {"subject"};
        f->object = {"value"};
        return lexicon.frames_.emplace(f->id, std::move(f)).first->second.get();
      }
      faults.push_back(t.fault(row, column, "unknown-frame", "unknown frame '" + std::string(id) + "'"));
      return nullptr;
    }
    return it->second.get();
  }

  void verb(std::string_view form, const Frame* f, Voice voice, bool participle, bool gerund, bool finite,
            std::string_view particle, bool third = false) {
    if (f == nullptr) return;
    Sense s;
    s.cat = Cat::verb;
    s.frame = f;
    s.voice = voice;
    s.participle = participle;
    s.gerund = gerund;
    s.finite = finite;
    s.third = third;
    add(std::string(form) + std::string(particle), s);
  }

  /// lemma  irregular  intr  act  pass
  void english_verbs(const Tsv& t) {
    for (const auto& row : t.rows()) {
      const auto f = english_forms(t.get(row, "lemma"), t.get(row, "irregular"));
      for (const auto& [column, voice] : {std::pair{"intr", Voice::intransitive}, std::pair{"act", Voice::active},
                                          std::pair{"pass", Voice::passive}}) {
        const auto id = t.get(row, column);
        if (id.empty()) continue;
        const auto* frame = frame_of(t, row, column, id);
        if (voice == Voice::passive) {
          for (const auto& p : f.participle) verb(p, frame, voice, true, false, false, "");
          continue;
        }
        verb(f.base, frame, voice, false, false, true, "");
        verb(f.third, frame, voice, false, false, true, "", true);
        for (const auto& p : f.past) verb(p, frame, voice, false, false, true, "");
        for (const auto& p : f.participle)
          if (p != f.past.front()) verb(p, frame, voice, false, false, false, "");
        verb(f.gerund, frame, voice, true, true, false, "");
      }
    }
  }

  /// root  pattern  voice  frame
  void indonesian_verbs(const Tsv& t) {
    for (const auto& row : t.rows()) {
      const auto pattern = t.get(row, "pattern");
      const auto form = indonesian_form(t.get(row, "root"), pattern);
      const auto v = t.get(row, "voice");
      const auto voice = v == "act" ? Voice::active : v == "pass" ? Voice::passive : Voice::intransitive;
      if (v == "noun") {
        Sense s;
        s.cat = Cat::event;
        s.id = std::string(t.get(row, "frame"));
        s.where = pairs_of(t.get(row, "where"));
        check(t, row, s);
        add(form, s);
        continue;
      }
      const auto* frame = frame_of(t, row, "frame", t.get(row, "frame"));
      verb(form, frame, voice, true, false, true, "");
      // Headlines drop the prefix: "India Daratkan Chandrayaan-3".
      if (voice == Voice::active && pattern == "meN-kan" &&
          lexicon.node(fold(std::string(t.get(row, "root")) + "kan")).senses.empty())
        verb(std::string(t.get(row, "root")) + "kan", frame, voice, false, false, true, "");
    }
  }

  void names(const NameList& list) {
    for (const auto& n : list) {
      // Proper names cross over ("Cape Canaveral" in Indonesian prose); what one calls a people does not.
      const bool foreign = !n.lang.empty() && n.lang != lexicon.lang_;
      if (foreign && n.role == "demonym") continue;
      // Offices and professions are words, not names. What is written small is met small: "liquid hydrogen".
      if (n.kind == "profession") profession(n);
      if (n.kind == "office" || n.kind == "profession") continue;
      const bool capital = std::any_of(n.text.begin(), n.text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
      });
      if (foreign && !capital) continue;
      auto& node = lexicon.node(fold(n.text));
      if (foreign && !node.senses.empty()) continue;
      if (!capital) {
        Sense s;
        s.cat = Cat::name;
        s.id = n.entity;
        s.where = {{"kind", n.kind}};
        node.senses.push_back(s);
      }
      bool had = false;
      for (const auto& x : node.names) had = had || (x.entity == n.entity && x.role == n.role);
      const bool surname = common.contains(fold(n.text));
      if (had) continue;
      // "Negara" is a town, and the word for a state.
      const bool word = schema.is_a(n.kind, "city") && !node.senses.empty() && node.senses.front().cat != Cat::name;
      const NameSense sense{n.entity, n.kind, n.role, n.common || surname || word};
      node.names.push_back(sense);
      // "Glen Ridge New Jersey"
      if (const auto comma = n.text.find(", "); comma != std::string::npos)
        lexicon.node(fold(n.text.substr(0, comma) + n.text.substr(comma + 1))).names.push_back(sense);
    }
  }

  /// "a test pilot": whoever has that profession.
  void profession(const NameEntry& n) {
    if (!n.lang.empty() && n.lang != lexicon.lang_) return;
    if (!lexicon.node(fold(n.text)).senses.empty()) return;
    Sense s;
    s.cat = Cat::kind;
    s.id = "person";
    s.where = {{"profession", n.entity}};
    add(n.text, s);
    if (lexicon.lang_ != "en") return;
    s.plural = true;
    const auto last = n.text.rfind(' ');
    const auto head = n.text.substr(0, last == std::string::npos ? 0 : last + 1);
    add(head + english_plural(fold(n.text.substr(head.size()))), s);
  }
};

Result<std::shared_ptr<const Lexicon>> Lexicon::make(std::string_view lang, std::span<const EmbeddedFile> files,
                                                     const Schema& schema, const NameList& names) {
  auto lexicon = std::make_shared<Lexicon>();
  lexicon->lang_ = std::string(lang);
  LexiconReader reader{*lexicon, schema, {}};
  // Shared tables first: predicates refer to frames.
  const auto name_of = [](std::string_view path) { return path.substr(path.rfind('/') + 1); };
  const auto folder = "lexicon/" + std::string(lang) + "/";
  for (const int pass : {0, 1}) {
    for (const auto& f : files) {
      const auto name = name_of(f.path);
      const bool shared = name == "frames.tsv" || name == "preps.tsv" || name == "common_names.tsv";
      const auto at = f.path.find(folder);
      const bool mine = at != std::string_view::npos && f.path.find('/', at + folder.size()) == std::string_view::npos;
      if (pass == 0 ? !shared : !mine) continue;
      auto table = Tsv::read(f.path, f.content);
      if (!table) {
        for (const auto& d : table.errors()) reader.faults.push_back(d);
        continue;
      }
      if (name == "frames.tsv")
        reader.frames(*table);
      else if (name == "preps.tsv")
        reader.preps(*table);
      else if (name == "common_names.tsv")
        reader.common_names(*table);
      else if (table->has("lemma"))
        reader.english_verbs(*table);
      else if (table->has("root"))
        reader.indonesian_verbs(*table);
      else
        reader.words(*table, Cat::inert, !table->has("cat"));
    }
  }
  reader.names(names);
  if (!reader.faults.empty()) return reader.faults;
  return std::shared_ptr<const Lexicon>(std::move(lexicon));
}

std::vector<Lexicon::Match> Lexicon::at(const std::vector<Token>& tokens, std::uint32_t at, std::uint32_t end) const {
  std::vector<Match> out;
  std::uint32_t node = 0;
  bool spelt = true;  // as the word or name is
  const auto figure = [&](std::uint32_t i, bool back) {
    const char c = back ? tokens[i].folded.back() : tokens[i].folded.front();
    return c >= '0' && c <= '9';
  };
  for (auto i = at; i < end; ++i) {
    const auto parts = parts_of(tokens[i].folded);
    if (parts.empty()) {
      // A mark: 's and the like are entries of their own. The hyphen of "Gao Fen 11-01" parts figures of one name.
      const auto it = nodes_[node].next.find(tokens[i].folded);
      if (it == nodes_[node].next.end()) {
        if (tokens[i].folded == "-" && i > at && i + 1 < end && figure(i - 1, true) && figure(i + 1, false)) continue;
        return out;
      }
      node = it->second;
    }
    for (std::size_t k = 0; k < parts.size(); ++k) {
      auto it = nodes_[node].next.find(parts[k]);
      if (it == nodes_[node].next.end() && parts[k].find('\'') != std::string::npos) {
        // "E'zhou" is Ezhou; but "we're" is not "were".
        std::string plain = parts[k];
        std::erase(plain, '\'');
        it = nodes_[node].next.find(plain);
        spelt = spelt && it == nodes_[node].next.end();
      }
      if (it == nodes_[node].next.end()) {
        // "Rusia-lah": the clitic only puts weight on the word.
        if (lang_ == "id" && k > 0 && k + 1 == parts.size() && parts[k] == "lah" && !nodes_[node].names.empty())
          out.push_back({i + 1 - at, nodes_[node].senses, nodes_[node].names});
        return out;
      }
      node = it->second;
    }
    if (spelt && !nodes_[node].senses.empty()) {
      out.push_back({i + 1 - at, nodes_[node].senses, nodes_[node].names});
    } else if (!nodes_[node].names.empty()) {
      out.push_back({i + 1 - at, {}, nodes_[node].names});
    }
  }
  return out;
}

bool Lexicon::names_kind(std::string_view phrase) const {
  std::uint32_t node = 0;
  for (const auto& p : parts_of(phrase)) {
    const auto it = nodes_[node].next.find(p);
    if (it == nodes_[node].next.end()) return false;
    node = it->second;
  }
  return std::any_of(nodes_[node].senses.begin(), nodes_[node].senses.end(),
                     [](const Sense& s) { return s.cat == Cat::kind; });
}

const Frame* Lexicon::frame(std::string_view id) const {
  const auto it = frames_.find(std::string(id));
  return it == frames_.end() ? nullptr : it->second.get();
}

bool Lexicon::licensed(std::string_view prep) const { return licensed_.contains(prep); }

std::span<const std::string> Lexicon::roles_of(std::string_view prep) const {
  const auto it = preps_.find(std::string(prep));
  if (it == preps_.end()) return {};
  return it->second;
}

int Lexicon::score(const std::vector<Token>& tokens) const {
  int n = 0;
  for (const auto& t : tokens) {
    const auto it = nodes_[0].next.find(t.folded);
    if (it == nodes_[0].next.end()) continue;
    for (const auto& s : nodes_[it->second].senses)
      if (s.cat == Cat::det || s.cat == Cat::prep || s.cat == Cat::conj || s.cat == Cat::rel || s.cat == Cat::aux ||
          s.cat == Cat::neg || s.cat == Cat::dem) {
        ++n;
        break;
      }
  }
  return n;
}

}  // namespace saksi::grammar
