#include "grammar/matrix/words.h"

#include <algorithm>

#include "core/tsv.h"
#include "grammar/matrix/matrix_files.h"
#include "grammar/names/forms.h"
#include "grammar/names/lexicon_files.h"

namespace saksi::grammar {
namespace {

std::string last_word(std::string_view s) {
  const auto at = s.rfind(' ');
  return std::string(at == std::string_view::npos ? s : s.substr(at + 1));
}

bool plain_name(std::string_view s) {
  const bool good = std::all_of(s.begin(), s.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ' ';
  });
  return good && s.size() > 2 && (std::count(s.begin(), s.end(), ' ') < 4);
}

std::string value_of(std::string_view where, std::string_view key) {
  for (const auto part : split(where, ';'))
    if (part.starts_with(key) && part.size() > key.size() && part[key.size()] == '=')
      return std::string(part.substr(key.size() + 1));
  return {};
}

}  // namespace

void MatrixWords::read_words(const Tsv& t) {
  for (const auto& r : t.rows()) {
    const std::string form(t.get(r, "form"));
    const std::string cat(t.get(r, "cat")), id(t.get(r, "id"));
    const auto where = t.get(r, "where");
    for (const auto w : split(form, ' ')) words_.insert(fold(w));
    if (cat == "prep") {
      prep_forms_.emplace(id, form);
    } else if (cat == "comparative" || cat == "sup" || cat == "measure") {
      auto& list = cat == "comparative" ? comparatives : cat == "sup" ? superlatives : measures;
      list.push_back({form, id, value_of(where, "of"), value_of(where, "dir") != "lt"});
    } else if (cat == "kind" && id == "person" && where.starts_with("profession=") &&
               where.find(';') == std::string_view::npos) {
      titles.emplace_back(form, std::string(where.substr(where.find('=') + 1)));
    } else if (where.empty() && (cat == "kind" || cat == "event" || cat == "prop" || cat == "office")) {
      MatrixNoun n{form, form};
      const auto plural = t.get(r, "plural");
      if (lang == "en") {
        const auto last = last_word(form);
        n.plural = plural.empty() ? form.substr(0, form.size() - last.size()) + english_plural(last)
                                  : std::string(plural == "-" ? "" : plural);
      }
      auto& map = cat == "kind" ? kinds : cat == "event" ? events : cat == "prop" ? props : offices;
      map[id].push_back(std::move(n));
    }
  }
}

void MatrixWords::read_verbs(const Tsv& t) {
  const bool english = t.has("lemma");
  const auto add = [&](MatrixVerb v) {
    const auto last = last_word(v.lemma);
    const bool ends_in_prep =
        v.lemma.find(' ') != std::string::npos &&
        std::any_of(prep_forms_.begin(), prep_forms_.end(), [&](const auto& p) { return p.second == last; });
    v.direct = v.voice == Voice::active || ends_in_prep;
    for (const auto w : split(v.base, ' ')) words_.insert(fold(w));
    for (const auto w : split(v.past, ' ')) words_.insert(fold(w));
    verbs.push_back(std::move(v));
  };
  const auto frame_of = [&](std::string_view id) { return lexicon_->frame(id); };
  for (const auto& r : t.rows()) {
    if (!english) {
      const auto voice = t.get(r, "voice");
      const auto form = indonesian_form(t.get(r, "root"), t.get(r, "pattern"));
      if (voice == "noun") {
        if (t.get(r, "where").empty()) events[std::string(t.get(r, "frame"))].push_back({form, form});
        words_.insert(fold(form));
        continue;
      }
      MatrixVerb v;
      v.lemma = v.base = v.third = v.past = v.participle = v.gerund = form;
      v.frame = frame_of(t.get(r, "frame"));
      v.voice = voice == "act" ? Voice::active : voice == "pass" ? Voice::passive : Voice::intransitive;
      if (v.frame != nullptr) add(std::move(v));
      continue;
    }
    for (const auto& [column, voice] :
         {std::pair{"intr", Voice::intransitive}, std::pair{"act", Voice::active}, std::pair{"pass", Voice::passive}}) {
      if (t.get(r, column).empty()) continue;
      const auto f = english_forms(t.get(r, "lemma"), t.get(r, "irregular"));
      MatrixVerb v;
      v.lemma = std::string(t.get(r, "lemma"));
      v.frame = frame_of(t.get(r, column));
      v.voice = voice;
      v.base = f.base;
      v.third = f.third;
      v.past = f.past.front();
      v.participle = f.participle.front();
      v.gerund = f.gerund;
      if (v.frame != nullptr) add(std::move(v));
    }
  }
}

void MatrixWords::read_names(const NameList& list) {
  std::map<std::string, std::set<std::string>> bearers;
  std::set<std::string> common;
  for (const auto& n : list) {
    bearers[fold(n.text)].insert(n.entity);
    if (n.common) common.insert(n.entity);
  }
  std::set<std::string> seen;
  for (const auto& n : list) {
    if (n.role != "name" || (!n.lang.empty() && n.lang != lang) || common.contains(n.entity)) continue;
    if (!plain_name(n.text) || bearers[fold(n.text)].size() != 1 || !seen.insert(n.entity).second) continue;
    bool word = false;
    for (const auto w : split(n.text, ' ')) word = word || words_.contains(fold(w)) || bearers.count(fold(w)) != 0;
    const auto parts = split(n.text, ' ');
    if (parts.size() == 1 && words_.contains(fold(n.text))) continue;
    if (n.kind != "substance" && !schema_->is_a(n.kind, "substance") && !(n.text[0] >= 'A' && n.text[0] <= 'Z'))
      continue;
    names_.push_back({n.text, n.entity, n.kind, word && parts.size() > 1});
  }
  // The simplest names first, so that a cell tells of the construction and not of the name.
  const auto weight = [](const Name& n) {
    const bool figure = n.text.find_first_of("0123456789") != std::string::npos;
    const bool shouts = std::none_of(n.text.begin(), n.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const auto words = std::count(n.text.begin(), n.text.end(), ' ');
    // "The Artemis Accords was": one that looks like several comes last.
    const bool several = words > 0 && n.text.ends_with('s');
    return words * 2 + (figure ? 1 : 0) + (shouts ? 1 : 0) + (n.wordy ? 1 : 0) + (several ? 4 : 0);
  };
  std::stable_sort(names_.begin(), names_.end(), [&](const Name& a, const Name& b) {
    return std::pair(weight(a), a.entity) < std::pair(weight(b), b.entity);
  });
}

Result<std::shared_ptr<const MatrixWords>> MatrixWords::make(std::string_view lang, const Schema& schema,
                                                             const NameList& names) {
  auto w = std::make_shared<MatrixWords>();
  w->lang = std::string(lang);
  w->schema_ = &schema;
  auto lexicon = Lexicon::make(lang, lexicon_files(), schema, names);
  if (!lexicon) return lexicon.errors();
  w->lexicon_ = *lexicon;
  const auto folder = "lexicon/" + std::string(lang) + "/";
  std::vector<Tsv> words, verbs;
  for (const auto& f : lexicon_files()) {
    const auto at = f.path.find(folder);
    const bool mine = at != std::string_view::npos && f.path.find('/', at + folder.size()) == std::string_view::npos;
    const bool preps = f.path.ends_with("/preps.tsv");
    if (!mine && !preps) continue;
    auto t = Tsv::read(f.path, f.content);
    if (!t) return t.errors();
    if (preps) {
      for (const auto& r : t->rows()) {
        std::vector<std::string> roles;
        for (const auto x : split(t->get(r, "roles"), ',')) roles.emplace_back(x);
        w->preps_.emplace_back(std::string(t->get(r, "prep")), std::move(roles));
      }
    } else if (t->has("lemma") || t->has("root")) {
      verbs.push_back(*t);
    } else {
      words.push_back(*t);
    }
  }
  for (const auto& t : words) w->read_words(t);
  for (const auto& t : verbs) w->read_verbs(t);
  std::map<std::string, int> uses;
  for (const auto& v : w->verbs) ++uses[v.lemma];
  for (auto& v : w->verbs) v.alone = uses[v.lemma] == 1;
  for (const auto& f : matrix_files()) {
    if (!f.path.ends_with("/fillers.tsv")) continue;
    auto t = Tsv::read(f.path, f.content, {"of", "role", "kind", "article", "en", "id"});
    if (!t) return t.errors();
    for (const auto& r : t->rows()) {
      if (t->get(r, "role") == "noun") {
        const std::string form(t->get(r, lang));
        w->nouns_[std::string(t->get(r, "of"))] = {form, form};
        continue;
      }
      w->rows_[{std::string(t->get(r, "of")), std::string(t->get(r, "role"))}] = {
          std::string(t->get(r, "kind")), lang == "en" ? std::string(t->get(r, "article")) : "",
          std::string(t->get(r, lang))};
    }
  }
  w->read_names(names);
  return std::shared_ptr<const MatrixWords>(std::move(w));
}

const MatrixWords::Row* MatrixWords::row(std::string_view of, std::string_view role) const {
  for (std::string kind(of); !kind.empty();) {
    if (const auto it = rows_.find({kind, std::string(role)}); it != rows_.end()) return &it->second;
    const auto* e = schema_->event(kind);
    kind = e == nullptr ? "" : e->parent;
  }
  const auto it = rows_.find({"*", std::string(role)});
  return it == rows_.end() ? nullptr : &it->second;
}

const MatrixNoun* MatrixWords::prop_noun(std::string_view property) const {
  const auto it = props.find(std::string(property));
  if (it == props.end()) return nullptr;
  const auto chosen = nouns_.find(std::string(property));
  if (chosen == nouns_.end()) return &it->second.front();
  for (const auto& n : it->second)
    if (n.form == chosen->second.form) return &n;
  return nullptr;
}

bool MatrixWords::straight(std::string_view property, std::string_view noun) const {
  const auto chosen = nouns_.find(std::string(property));
  return chosen == nouns_.end() || chosen->second.form == noun;
}

std::string MatrixWords::filler_kind(std::string_view of, std::string_view role, std::string_view type) const {
  const auto fits = [&](const Row& r) {
    return !r.kind.empty() && (schema_->is_a(r.kind, type) || schema_->is_a(type, r.kind));
  };
  if (const auto* r = row(of, role); r != nullptr && fits(*r))
    return schema_->is_a(r->kind, type) ? r->kind : std::string(type);
  if (const auto it = rows_.find({"*", ":" + std::string(type)}); it != rows_.end() && fits(it->second))
    return it->second.kind;
  return std::string(type);
}

std::vector<MatrixFiller> MatrixWords::fillers(std::string_view of, std::string_view role, std::string_view type,
                                               std::size_t skip, std::size_t want) const {
  std::vector<MatrixFiller> out;
  if (schema_->kind(type) == nullptr) return out;
  const auto* r = row(of, role);
  const auto kind = filler_kind(of, role, type);
  // The way to tell it: the table's, or the first preposition that may introduce the role.
  std::string pattern;
  if (r != nullptr) {
    pattern = r->phrase;
  } else {
    std::size_t best = 99;
    for (const auto& [prep, roles] : preps_) {
      const auto at = std::find(roles.begin(), roles.end(), role);
      const auto n = static_cast<std::size_t>(at - roles.begin());
      const auto form = prep_forms_.find(prep);
      if (at == roles.end() || n >= best || form == prep_forms_.end()) continue;
      best = n;
      pattern = form->second + " {}";
    }
  }
  const auto add = [&](const std::string& id, const std::string& k, const std::string& name) {
    MatrixFiller f;
    f.role = std::string(role);
    f.id = id;
    f.kind = k;
    f.text = (r != nullptr && !r->article.empty() ? r->article + " " : "") + name;
    if (const auto at = pattern.find("{}"); at != std::string::npos)
      f.phrase = pattern.substr(0, at) + f.text + pattern.substr(at + 2);
    out.push_back(std::move(f));
  };
  if (kind == "office") {
    for (const auto& [id, nouns] : offices) {
      if (skip > 0) {
        --skip;
      } else if (out.size() < want) {
        add(id, "office", nouns.front().form);
      }
    }
    return out;
  }
  for (const bool exact : {true, false}) {
    for (const auto& n : names_) {
      if (out.size() == want) return out;
      if ((n.kind == kind) != exact || !schema_->is_a(n.kind, kind)) continue;
      if (skip > 0) {
        --skip;
        continue;
      }
      add(n.entity, n.kind, n.text);
    }
  }
  return out;
}

std::pair<std::string, MatrixNoun> MatrixWords::kind_noun(std::string_view kind) const {
  std::vector<std::string> todo{std::string(kind)};
  for (std::size_t i = 0; i < todo.size(); ++i) {
    if (const auto it = kinds.find(todo[i]); it != kinds.end()) return {todo[i], it->second.front()};
    if (const auto* k = schema_->kind(todo[i]); k != nullptr)
      for (const auto& p : k->parents) todo.push_back(p);
  }
  return {};
}

}  // namespace saksi::grammar
