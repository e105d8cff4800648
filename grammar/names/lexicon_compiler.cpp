#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "core/text_index.h"
#include "core/tsv.h"
#include "grammar/names/forms.h"
#include "grammar/names/lexicon.h"

namespace saksi::grammar {

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

/// A lexicon while its tables are read.
struct LexiconDraft {
  struct DraftFrame {
    std::string id;
    Frame::Type type = Frame::Type::event;
    std::string target;
    std::vector<std::string> subject, object;
    Pairs where;
  };
  struct DraftSense {
    Cat cat = Cat::inert;
    std::string id;
    Pairs where;
    std::uint32_t frame = image::kFree;
    Voice voice = Voice::active;
    bool participle = false, gerund = false, plural = false, possessed = false, finite = true, third = false;
  };
  struct DraftName {
    const NameEntry* name = nullptr;
    bool common = false;
  };
  struct Node {
    std::vector<DraftSense> senses;
    std::vector<DraftName> names;
  };
  struct DraftPrep {
    std::vector<std::string> roles;
    bool licensed = false;
  };
  std::string lang;
  std::deque<Node> nodes{1};
  TextIndex parts;  ///< each with its number
  std::deque<std::string> part_texts;
  std::unordered_map<std::uint64_t, std::uint32_t> edges;  ///< by node and number of the part: the next node
  std::vector<DraftFrame> frames;
  std::unordered_map<std::string, std::uint32_t> frame_rows;
  std::map<std::string, DraftPrep> preps;
  std::set<std::string> value_words;

  Node& node(std::string_view phrase) {
    std::uint32_t at = 0;
    for (auto& p : parts_of(phrase)) {
      std::uint32_t part = parts.find(p);
      if (part == TextIndex::kNone) part = parts.add(part_texts.emplace_back(std::move(p))).first;
      const auto [found, fresh] =
          edges.try_emplace(std::uint64_t{at} << 32U | part, static_cast<std::uint32_t>(nodes.size()));
      at = found->second;
      if (fresh) nodes.emplace_back();
    }
    return nodes[at];
  }
};

using DraftSense = LexiconDraft::DraftSense;

/// Reads the tables into a lexicon, keeping every fault.
struct LexiconReader {
  LexiconDraft& lexicon;
  const Schema& schema;
  std::vector<Diagnostic> faults;
  std::set<std::string, std::less<>> common;

  void words(const Tsv& t, Cat fallback, bool inert_file) {
    for (const auto& row : t.rows()) {
      const auto form = t.get(row, "form");
      DraftSense s;
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
      if (lexicon.lang == "id" && (s.cat == Cat::kind || s.cat == Cat::event || s.cat == Cat::prop) &&
          !form.ends_with("nya")) {
        auto owned = s;
        owned.possessed = true;
        add(std::string(form) + "nya", owned);
      }
      // "second-largest"
      const bool most = s.cat == Cat::sup ||
                        std::find(s.where.begin(), s.where.end(), std::pair<std::string, std::string>("pick", "sup")) !=
                            s.where.end();
      if (lexicon.lang == "en" && most && !inert_file) {
        static constexpr std::array<std::string_view, 9> ordinals{"second",  "third",  "fourth", "fifth", "sixth",
                                                                  "seventh", "eighth", "ninth",  "tenth"};
        for (std::size_t i = 0; i < ordinals.size(); ++i) {
          auto nth = s;
          nth.where.emplace_back("nth", std::to_string(i + 2));
          add(std::string(ordinals[i]) + "-" + std::string(form), nth);
        }
      }
      if (lexicon.lang == "en" && (s.cat == Cat::kind || s.cat == Cat::event) &&
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

  void check(const Tsv& t, const Tsv::Row& row, const DraftSense& s) {
    const auto unknown = [&](std::string_view what) {
      faults.push_back(t.fault(row, "id", "unknown-id", "unknown " + std::string(what) + " '" + s.id + "'"));
    };
    if (s.cat == Cat::kind && schema.kind(s.id) == nullptr) unknown("kind");
    if (s.cat == Cat::event && schema.event(s.id) == nullptr) unknown("event");
    if ((s.cat == Cat::prop || s.cat == Cat::rolenoun) && schema.property(s.id) == nullptr && s.id != "distance" &&
        s.id != "mean_distance")
      unknown("property");
  }

  void add(std::string_view form, const DraftSense& s) { lexicon.node(fold(form)).senses.push_back(s); }

  void frames(const Tsv& t) {
    for (const auto& row : t.rows()) {
      LexiconDraft::DraftFrame frame;
      auto* const f = &frame;
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
      keep(std::move(frame));
    }
  }

  void preps(const Tsv& t) {
    for (const auto& row : t.rows()) {
      auto& prep = lexicon.preps[std::string(t.get(row, "prep"))];
      for (const auto r : split(t.get(row, "roles"), ',')) prep.roles.emplace_back(r);
      prep.licensed = prep.licensed || t.get(row, "unread") == "yes";
    }
  }

  void common_names(const Tsv& t) {
    for (const auto& row : t.rows()) common.emplace(fold(t.get(row, "name")));
  }

  std::uint32_t keep(LexiconDraft::DraftFrame frame) {
    const auto [found, fresh] =
        lexicon.frame_rows.try_emplace(frame.id, static_cast<std::uint32_t>(lexicon.frames.size()));
    if (fresh) lexicon.frames.push_back(std::move(frame));
    return found->second;
  }

  std::uint32_t frame_of(const Tsv& t, const Tsv::Row& row, std::string_view column, std::string_view id) {
    const auto it = lexicon.frame_rows.find(std::string(id));
    if (it != lexicon.frame_rows.end()) return it->second;
    // A property is its own frame: what has it is the subject.
    if (schema.property(id) != nullptr)
      return keep({std::string(id), Frame::Type::property, std::string(id), {"subject"}, {"value"}, {}});
    faults.push_back(t.fault(row, column, "unknown-frame", "unknown frame '" + std::string(id) + "'"));
    return image::kFree;
  }

  void verb(std::string_view form, std::uint32_t f, Voice voice, bool participle, bool gerund, bool finite,
            std::string_view particle, bool third = false) {
    if (f == image::kFree) return;
    DraftSense s;
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
        const auto frame = frame_of(t, row, column, id);
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
        DraftSense s;
        s.cat = Cat::event;
        s.id = std::string(t.get(row, "frame"));
        s.where = pairs_of(t.get(row, "where"));
        check(t, row, s);
        add(form, s);
        continue;
      }
      const auto frame = frame_of(t, row, "frame", t.get(row, "frame"));
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
      const bool foreign = !n.lang.empty() && n.lang != lexicon.lang;
      if (foreign && n.role == "demonym") continue;
      // Offices and professions are words, not names. What is written small is met small: "liquid hydrogen".
      if (n.kind == "profession") profession(n);
      if (n.kind == "office" || n.kind == "profession") continue;
      const bool capital = std::any_of(n.text.begin(), n.text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
      });
      if (foreign && !capital) continue;
      const std::string folded = fold(n.text);
      auto& node = lexicon.node(folded);
      if (foreign && !node.senses.empty()) continue;
      if (!capital) {
        DraftSense s;
        s.cat = Cat::name;
        s.id = n.entity;
        s.where = {{"kind", n.kind}};
        node.senses.push_back(s);
      }
      bool had = false;
      for (const auto& x : node.names) had = had || (x.name->entity == n.entity && x.name->role == n.role);
      if (had) continue;
      const bool surname = common.contains(folded);
      // "Negara" is a town, and the word for a state.
      const bool word = !node.senses.empty() && node.senses.front().cat != Cat::name && schema.is_a(n.kind, "city");
      const LexiconDraft::DraftName sense{&n, n.common || surname || word};
      node.names.push_back(sense);
      // "Glen Ridge New Jersey"
      if (const auto comma = n.text.find(", "); comma != std::string::npos)
        lexicon.node(fold(n.text.substr(0, comma) + n.text.substr(comma + 1))).names.push_back(sense);
    }
  }

  /// "a test pilot": whoever has that profession.
  void profession(const NameEntry& n) {
    if (!n.lang.empty() && n.lang != lexicon.lang) return;
    if (!lexicon.node(fold(n.text)).senses.empty()) return;
    DraftSense s;
    s.cat = Cat::kind;
    s.id = "person";
    s.where = {{"profession", n.entity}};
    add(n.text, s);
    if (lexicon.lang != "en") return;
    s.plural = true;
    const auto last = n.text.rfind(' ');
    const auto head = n.text.substr(0, last == std::string::npos ? 0 : last + 1);
    add(head + english_plural(fold(n.text.substr(head.size()))), s);
  }

  /// Weekdays, months, hedges and the like: what tells the language of a text that has little else.
  void value_words(const EmbeddedFile& file) {
    const auto table = Tsv::read(file.path, file.content);
    if (!table || !table->has("word")) return;
    for (const auto& row : table->rows()) {
      const auto word = table->get(row, "word");
      if (word.find(' ') == std::string_view::npos) lexicon.value_words.emplace(word);
    }
  }
};

/// Lays a draft out as an image.
class ImageWriter {
 public:
  explicit ImageWriter(const LexiconDraft& draft) : draft_(draft) {}

  std::string write(std::string_view key) {
    header_.lang = str(draft_.lang);
    header_.key = str(key);
    for (const auto& f : draft_.frames)
      frames_.push_back({str(f.id), str(f.target), list(f.subject), list(f.object), pairs(f.where),
                         static_cast<std::uint32_t>(f.type)});
    for (const auto& n : draft_.nodes) node(n);
    edges();
    for (const auto& [id, p] : draft_.preps) preps_.push_back({str(id), list(p.roles), p.licensed ? 1U : 0U});
    for (const auto& w : draft_.value_words) words_.push_back(str(w));
    std::string out;
    out.reserve(sizeof header_ + pool_.size() + nodes_.size() * sizeof(image::Node) +
                edges_.size() * sizeof(image::Edge) + names_.size() * sizeof(image::Name) + (std::size_t{1} << 20U));
    out.assign(sizeof header_, '\0');
    put(out, image::nodes, nodes_);
    put(out, image::edges, edges_);
    put(out, image::strings, strings_);
    put(out, image::pairs, pairs_);
    put(out, image::frames, frames_);
    put(out, image::senses, senses_);
    put(out, image::names, names_);
    put(out, image::preps, preps_);
    put(out, image::value_words, words_);
    header_.pool_begin = out.size();
    header_.pool_size = pool_.size();
    out += pool_;
    std::memcpy(out.data(), &header_, sizeof header_);
    return out;
  }

 private:
  /// The text must stay where it is for as long as this writes.
  image::Str str(std::string_view s) {
    const auto [number, fresh] = known_.add(s);
    if (fresh) {
      places_.push_back({static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(s.size())});
      pool_ += s;
    }
    return places_[number];
  }
  image::Range list(const std::vector<std::string>& all) {
    const image::Range out{static_cast<std::uint32_t>(strings_.size()), static_cast<std::uint32_t>(all.size())};
    for (const auto& s : all) strings_.push_back(str(s));
    return out;
  }
  image::Range pairs(const Pairs& all) {
    const image::Range out{static_cast<std::uint32_t>(pairs_.size()), static_cast<std::uint32_t>(all.size())};
    for (const auto& [name, value] : all) pairs_.push_back({str(name), str(value)});
    return out;
  }
  void node(const LexiconDraft::Node& n) {
    image::Node out;
    out.senses = {static_cast<std::uint32_t>(senses_.size()), static_cast<std::uint32_t>(n.senses.size())};
    for (const auto& s : n.senses) {
      unsigned flags = 0;
      for (const auto& [has, flag] : {std::pair{s.participle, image::participle}, std::pair{s.gerund, image::gerund},
                                      std::pair{s.plural, image::plural}, std::pair{s.possessed, image::possessed},
                                      std::pair{s.finite, image::finite}, std::pair{s.third, image::third}})
        flags |= has ? static_cast<unsigned>(flag) : 0U;
      senses_.push_back({str(s.id), pairs(s.where), s.frame, static_cast<std::uint8_t>(s.cat),
                         static_cast<std::uint8_t>(s.voice), static_cast<std::uint8_t>(flags), 0});
    }
    out.names = {static_cast<std::uint32_t>(names_.size()), static_cast<std::uint32_t>(n.names.size())};
    for (const auto& x : n.names)
      names_.push_back({str(x.name->entity), str(x.name->kind), str(x.name->role), x.common ? 1U : 0U});
    nodes_.push_back(out);
  }
  void edges() {
    std::size_t places = 64;
    while (places * 2 < draft_.edges.size() * 3) places *= 2;
    edges_.assign(places, {image::kFree, 0, {}});
    // In one order, so that every image of the same tables is the same.
    std::vector<std::pair<std::uint64_t, std::uint32_t>> all(draft_.edges.begin(), draft_.edges.end());
    std::sort(all.begin(), all.end());
    for (const auto& [key, to] : all) {
      const auto from = static_cast<std::uint32_t>(key >> 32U);
      const std::string_view part = draft_.parts[static_cast<std::uint32_t>(key)];
      std::size_t i = image::hash_of(from, part) & (places - 1);
      while (edges_[i].from != image::kFree) i = (i + 1) & (places - 1);
      edges_[i] = {from, to, str(part)};
    }
  }
  template <class T>
  void put(std::string& out, image::Section s, const std::vector<T>& rows) {
    out.resize((out.size() + 7) / 8 * 8);
    header_.at[s] = {out.size(), rows.size()};
    if (!rows.empty()) out.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(T));
  }

  const LexiconDraft& draft_;
  image::Header header_;
  std::string pool_;
  TextIndex known_;
  std::vector<image::Str> places_;  ///< in the pool, by number of the text
  std::vector<image::Node> nodes_;
  std::vector<image::Edge> edges_;
  std::vector<image::Str> strings_, words_;
  std::vector<image::Pair> pairs_;
  std::vector<image::Frame> frames_;
  std::vector<image::Sense> senses_;
  std::vector<image::Name> names_;
  std::vector<image::Prep> preps_;
};

}  // namespace

Result<std::string> compile_lexicon(std::string_view lang, std::span<const EmbeddedFile> files, const Schema& schema,
                                    const NameList& names, std::string_view key) {
  LexiconDraft draft;
  draft.lang = std::string(lang);
  LexiconReader reader{draft, schema, {}, {}};
  // Shared tables first: predicates refer to frames.
  const auto name_of = [](std::string_view path) { return path.substr(path.rfind('/') + 1); };
  const auto folder = "lexicon/" + std::string(lang) + "/";
  for (const int pass : {0, 1}) {
    for (const auto& f : files) {
      const auto name = name_of(f.path);
      const bool shared = name == "frames.tsv" || name == "preps.tsv" || name == "common_names.tsv";
      const auto at = f.path.find(folder);
      const bool mine = at != std::string_view::npos && f.path.find('/', at + folder.size()) == std::string_view::npos;
      if (pass == 0 && at != std::string_view::npos && f.path.find("/values/", at) != std::string_view::npos)
        reader.value_words(f);
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
  return ImageWriter(draft).write(key);
}

}  // namespace saksi::grammar
