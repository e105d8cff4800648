#include "grammar/names/lexicon.h"

#include <algorithm>
#include <cstdlib>

#include "core/limits.h"

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

double figure_of(std::string_view text) { return std::atof(std::string(text).c_str()); }

template <class T>
std::span<const T> Lexicon::section(image::Section s) const {
  image::Header header;
  std::memcpy(&header, image_.data(), sizeof header);
  return {reinterpret_cast<const T*>(image_.data() + header.at[s].begin), static_cast<std::size_t>(header.at[s].count)};
}

std::string_view Lexicon::text(image::Str s) const { return pool_.substr(s.begin, s.size); }

Lexicon::Lexicon(std::string_view image, std::shared_ptr<const void> owner) : owner_(std::move(owner)), image_(image) {
  image::Header header;
  std::memcpy(&header, image.data(), sizeof header);
  pool_ = image.substr(header.pool_begin, header.pool_size);
  lang_ = text(header.lang);
  nodes_ = section<image::Node>(image::nodes);
  edges_ = section<image::Edge>(image::edges);
  sense_rows_ = section<image::Sense>(image::senses);
  name_rows_ = section<image::Name>(image::names);
  pair_rows_ = section<image::Pair>(image::pairs);
  pairs_ = Room<WordPair>(pair_rows_.size());
  senses_ = Room<Sense>(sense_rows_.size());
  names_ = Room<NameSense>(name_rows_.size());
  made_ = Room<std::atomic<bool>>(nodes_.size());
  for (const image::Str s : section<image::Str>(image::strings)) strings_.push_back(text(s));
  const auto cut = [&](image::Range r) {
    return std::span<const std::string_view>(strings_).subspan(r.begin, r.count);
  };
  for (const image::Frame& f : section<image::Frame>(image::frames))
    frames_.push_back({text(f.id), static_cast<Frame::Type>(f.type), text(f.target), cut(f.subject), cut(f.object),
                       make_pairs(f.where)});
}

std::span<const WordPair> Lexicon::make_pairs(image::Range r) const {
  for (std::uint32_t i = r.begin; i < r.begin + r.count; ++i)
    std::construct_at(pairs_ + i, text(pair_rows_[i].name), text(pair_rows_[i].value));
  return {pairs_ + r.begin, r.count};
}

void Lexicon::make(std::uint32_t node) const {
  const std::lock_guard lock(making_);
  if ((made_ + node)->load(std::memory_order_relaxed)) return;
  const image::Node& n = nodes_[node];
  for (std::uint32_t i = n.senses.begin; i < n.senses.begin + n.senses.count; ++i) {
    const image::Sense& s = sense_rows_[i];
    const auto has = [&](image::SenseFlag f) { return (s.flags & f) != 0; };
    std::construct_at(senses_ + i,
                      Sense{static_cast<Cat>(s.cat), text(s.id), make_pairs(s.where),
                            s.frame == image::kFree ? nullptr : &frames_[s.frame], static_cast<Voice>(s.voice),
                            has(image::participle), has(image::gerund), has(image::plural), has(image::possessed),
                            has(image::finite), has(image::third)});
  }
  for (std::uint32_t i = n.names.begin; i < n.names.begin + n.names.count; ++i) {
    const image::Name& x = name_rows_[i];
    std::construct_at(names_ + i, NameSense{text(x.entity), text(x.kind), text(x.role), x.common != 0});
  }
  (made_ + node)->store(true, std::memory_order_release);
}

std::string_view lexicon_key(std::string_view image) {
  image::Header header;
  if (image.size() < sizeof header) return {};
  const image::Header ours;
  std::memcpy(&header, image.data(), sizeof header);
  if (std::memcmp(header.magic, ours.magic, sizeof ours.magic) != 0) return {};
  return image.substr(header.pool_begin, header.pool_size).substr(header.key.begin, header.key.size);
}

std::shared_ptr<const Lexicon> Lexicon::over(std::string_view image, std::shared_ptr<const void> owner) {
  return std::shared_ptr<const Lexicon>(new Lexicon(image, std::move(owner)));
}

Result<std::shared_ptr<const Lexicon>> Lexicon::make(std::string_view lang, std::span<const EmbeddedFile> files,
                                                     const Schema& schema, const NameList& names) {
  auto image = compile_lexicon(lang, files, schema, names, {});
  if (!image) return image.errors();
  const auto kept = std::make_shared<const std::string>(std::move(image).value());
  return over(*kept, kept);
}

std::uint32_t Lexicon::next(std::uint32_t node, std::string_view part) const {
  const std::size_t mask = edges_.size() - 1;
  for (std::size_t i = image::hash_of(node, part) & mask;; i = (i + 1) & mask) {
    const image::Edge& e = edges_[i];
    if (e.from == image::kFree) return kNowhere;
    if (e.from == node && text(e.part) == part) return e.to;
  }
}

std::span<const Sense> Lexicon::senses(std::uint32_t node) const {
  if (!(made_ + node)->load(std::memory_order_acquire)) make(node);
  return {senses_ + nodes_[node].senses.begin, nodes_[node].senses.count};
}

std::span<const NameSense> Lexicon::names(std::uint32_t node) const {
  if (!(made_ + node)->load(std::memory_order_acquire)) make(node);
  return {names_ + nodes_[node].names.begin, nodes_[node].names.count};
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
      const std::uint32_t to = next(node, tokens[i].folded);
      if (to == kNowhere) {
        if (tokens[i].folded == "-" && i > at && i + 1 < end && figure(i - 1, true) && figure(i + 1, false)) continue;
        return out;
      }
      node = to;
    }
    for (std::size_t k = 0; k < parts.size(); ++k) {
      std::uint32_t to = next(node, parts[k]);
      if (to == kNowhere && parts[k].find('\'') != std::string::npos) {
        // "E'zhou" is Ezhou; but "we're" is not "were".
        std::string plain = parts[k];
        std::erase(plain, '\'');
        to = next(node, plain);
        spelt = spelt && to == kNowhere;
      }
      if (to == kNowhere) {
        // "Rusia-lah": the clitic only puts weight on the word.
        if (lang_ == "id" && k > 0 && k + 1 == parts.size() && parts[k] == "lah" && !names(node).empty())
          out.push_back({i + 1 - at, senses(node), names(node)});
        return out;
      }
      node = to;
    }
    if (spelt && !senses(node).empty()) {
      out.push_back({i + 1 - at, senses(node), names(node)});
    } else if (!names(node).empty()) {
      out.push_back({i + 1 - at, {}, names(node)});
    }
  }
  return out;
}

bool Lexicon::names_kind(std::string_view phrase) const {
  std::uint32_t node = 0;
  for (const auto& p : parts_of(phrase)) {
    node = next(node, p);
    if (node == kNowhere) return false;
  }
  const auto all = senses(node);
  return std::any_of(all.begin(), all.end(), [](const Sense& s) { return s.cat == Cat::kind; });
}

const Frame* Lexicon::frame(std::string_view id) const {
  const auto found = std::find_if(frames_.begin(), frames_.end(), [&](const Frame& f) { return f.id == id; });
  return found == frames_.end() ? nullptr : &*found;
}

const image::Prep* Lexicon::prep(std::string_view id) const {
  const auto all = section<image::Prep>(image::preps);
  const auto found = std::lower_bound(
      all.begin(), all.end(), id, [&](const image::Prep& p, std::string_view wanted) { return text(p.id) < wanted; });
  return found == all.end() || text(found->id) != id ? nullptr : &*found;
}

bool Lexicon::licensed(std::string_view id) const {
  const image::Prep* p = prep(id);
  return p != nullptr && p->licensed != 0;
}

std::span<const std::string_view> Lexicon::roles_of(std::string_view id) const {
  const image::Prep* p = prep(id);
  if (p == nullptr) return {};
  return std::span(strings_).subspan(p->roles.begin, p->roles.count);
}

int Lexicon::score(const std::vector<Token>& tokens) const {
  const auto end = static_cast<std::uint32_t>(std::min(tokens.size(), limits::language_tokens));
  const auto function_word = [](const Sense& s) {
    return s.cat == Cat::det || s.cat == Cat::prep || s.cat == Cat::conj || s.cat == Cat::rel || s.cat == Cat::aux ||
           s.cat == Cat::neg || s.cat == Cat::dem || s.cat == Cat::cop;
  };
  const auto value_words = section<image::Str>(image::value_words);
  const auto is_value_word = [&](std::string_view word) {
    const auto found = std::lower_bound(value_words.begin(), value_words.end(), word,
                                        [&](image::Str s, std::string_view wanted) { return text(s) < wanted; });
    return found != value_words.end() && text(*found) == word;
  };
  int n = 0;
  for (std::uint32_t i = 0; i < end;) {
    const Match* longest = nullptr;
    const auto matches = at(tokens, i, end);
    for (const Match& m : matches)
      if (!m.senses.empty() || !m.names.empty()) longest = &m;
    if (longest == nullptr) {
      n += is_value_word(tokens[i].folded) ? 2 : 0;
      ++i;
      continue;
    }
    n += 2 * static_cast<int>(longest->tokens);
    if (std::any_of(longest->senses.begin(), longest->senses.end(), function_word)) ++n;
    i += longest->tokens;
  }
  return n;
}

}  // namespace saksi::grammar
