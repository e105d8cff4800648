#include "core/schema.h"

#include <algorithm>

#include "core/archive.h"

namespace saksi {

// How each table is kept in an image.

template <class Archive, described<KindDef> T>
void fields(Archive& a, T& x) {
  a(x.id, x.parents, x.exclusive, x.label_en, x.label_id, x.stands_for, x.traits);
}
template <class Archive, described<RoleDef> T>
void fields(Archive& a, T& x) {
  a(x.name, x.type, x.many);
}
template <class Archive, described<EventDef> T>
void fields(Archive& a, T& x) {
  a(x.id, x.parent, x.roles, x.keys, x.frames, x.scope, x.state, x.label_en, x.label_id, x.one_per, x.begins, x.ends,
    x.senses);
}
template <class Archive, described<PropertyDef> T>
void fields(Archive& a, T& x) {
  a(x.id, x.subject, x.value, x.unit, x.functional, x.timed, x.whole, x.tolerance, x.stable_for, x.label_en, x.label_id,
    x.bearers, x.traits, x.upward, x.siblings, x.distance_from);
}
template <class Archive, described<RoleInfo> T>
void fields(Archive& a, T& x) {
  a(x.name, x.traits, x.actor, x.doer, x.through);
}
template <class Archive, described<SymbolLabel> T>
void fields(Archive& a, T& x) {
  a(x.id, x.en, x.indonesian, x.between);
}
template <class Archive, described<Half> T>
void fields(Archive& a, T& x) {
  a(x.id, x.latitude, x.positive, x.label_en, x.label_id);
}
template <class Archive, described<RecordedCount> T>
void fields(Archive& a, T& x) {
  a(x.kind, x.with_role, x.with_value, x.by, x.property, x.whole, x.yearly);
}
template <class Archive, described<ZoneAlias> T>
void fields(Archive& a, T& x) {
  a(x.zone, x.also);
}
template <class Archive, described<FirstEvent> T>
void fields(Archive& a, T& x) {
  a(x.property, x.event, x.subject, x.kind);
}
template <class Archive, described<Implication> T>
void fields(Archive& a, T& x) {
  a(x.if_kind, x.excludes, x.then_kind, x.shared, x.when);
}
template <class Archive, described<PropertyEvent> T>
void fields(Archive& a, T& x) {
  a(x.property, x.event, x.subject, x.value);
}
template <class Archive, described<Schema> T>
void fields(Archive& a, T& x) {
  a(x.kinds, x.events, x.properties, x.implications, x.property_events, x.first_events, x.roles, x.symbol_labels,
    x.halves, x.counts, x.zone_aliases);
}

namespace {

/// Looks texts up without a copy of them.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
};
using Places = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

/// A table of bits.
class BitTable {
 public:
  BitTable(std::size_t rows, std::size_t columns) : words_((columns + 63) / 64), bits_(words_ * rows) {}
  explicit BitTable(std::size_t size) : BitTable(size, size) {}
  void set(std::size_t row, std::size_t column) {
    bits_[row * words_ + column / 64] |= std::uint64_t{1} << (column % 64);
  }
  [[nodiscard]] bool get(std::size_t row, std::size_t column) const {
    return (bits_[row * words_ + column / 64] >> (column % 64) & 1U) != 0;
  }
  /// All that is set in `from` is set in `row` too; true where that is news.
  bool merge(std::size_t row, std::size_t from) {
    bool news = false;
    for (std::size_t w = 0; w < words_; ++w) {
      std::uint64_t& to = bits_[row * words_ + w];
      const std::uint64_t both = to | bits_[from * words_ + w];
      news = news || both != to;
      to = both;
    }
    return news;
  }
  /// Is a bit set in a row of this table and in one of another with as many columns?
  [[nodiscard]] bool meets(std::size_t row, const BitTable& other, std::size_t other_row) const {
    for (std::size_t w = 0; w < words_; ++w)
      if ((bits_[row * words_ + w] & other.bits_[other_row * words_ + w]) != 0) return true;
    return false;
  }
  void write(ArchiveWriter& a) const { a(bits_); }
  /// False where it is none of this size.
  bool read(ArchiveReader& a) {
    const std::size_t size = bits_.size();
    a(bits_);
    return bits_.size() == size;
  }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
};

const std::string& id_of(const RoleInfo& r) { return r.name; }
template <class T>
const std::string& id_of(const T& x) {
  return x.id;
}

/// By the index, or one by one while the tables are still being read.
template <class T>
const T* at(const std::vector<T>& all, const Places* places, std::string_view id) {
  if (places == nullptr) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const T& x) { return id_of(x) == id; });
    return found == all.end() ? nullptr : &*found;
  }
  const auto found = places->find(id);
  return found == places->end() ? nullptr : &all[found->second];
}

}  // namespace

const RoleDef* EventDef::role(std::string_view name) const {
  const auto it = std::find_if(roles.begin(), roles.end(), [&](const RoleDef& r) { return r.name == name; });
  return it == roles.end() ? nullptr : &*it;
}

/// Where each id stands, and which kinds are, exclude and stand for which.
class Schema::Index {
 public:
  explicit Index(const Schema& s) : Index(s, s.kinds.size(), s.events.size()) {
    relate_kinds(s);
    relate_events(s);
  }
  /// Null where what was kept does not fit the schema.
  static std::shared_ptr<const Index> read(ArchiveReader& a, const Schema& s) {
    std::shared_ptr<Index> out(new Index(s, s.kinds.size(), s.events.size()));
    const bool fits = out->up_.read(a) && out->disjoint_.read(a) && out->excludes_.read(a) && out->event_up_.read(a);
    return fits ? out : nullptr;
  }
  void write(ArchiveWriter& a) const {
    for (const BitTable* t : {&up_, &disjoint_, &excludes_, &event_up_}) t->write(a);
  }

  [[nodiscard]] bool is_a(std::string_view a, std::string_view b) const {
    if (const auto x = kinds.find(a), y = kinds.find(b); x != kinds.end() && y != kinds.end())
      return up_.get(x->second, y->second);
    const auto x = events.find(a), y = events.find(b);
    if (x != events.end() && y != events.end()) return event_up_.get(x->second, y->second);
    return a == b;
  }
  [[nodiscard]] bool disjoint(std::string_view a, std::string_view b) const { return related(disjoint_, a, b); }
  [[nodiscard]] bool excludes(std::string_view a, std::string_view b) const { return related(excludes_, a, b); }

  Places kinds, events, properties, roles;

 private:
  Index(const Schema& s, std::size_t kind_count, std::size_t event_count)
      : up_(kind_count), down_(kind_count), disjoint_(kind_count), excludes_(kind_count), event_up_(event_count) {
    const auto place = [](const auto& all, Places& places) {
      places.reserve(all.size());
      for (std::uint32_t i = 0; i < all.size(); ++i) places.emplace(id_of(all[i]), i);
    };
    place(s.kinds, kinds);
    place(s.events, events);
    place(s.properties, properties);
    place(s.roles, roles);
  }

  void relate_events(const Schema& s) {
    for (std::uint32_t i = 0; i < s.events.size(); ++i) {
      // Bounded, so that a circle in a bad table ends.
      std::uint32_t up = i;
      for (std::size_t depth = 0; depth <= s.events.size(); ++depth) {
        event_up_.set(i, up);
        const auto parent = events.find(s.events[up].parent);
        if (parent == events.end()) break;
        up = parent->second;
      }
    }
  }

  [[nodiscard]] bool related(const BitTable& by, std::string_view a, std::string_view b) const {
    const auto x = kinds.find(a), y = kinds.find(b);
    return x != kinds.end() && y != kinds.end() && by.get(x->second, y->second);
  }

  void relate_kinds(const Schema& s) {
    const std::size_t n = s.kinds.size();
    for (std::size_t i = 0; i < n; ++i) up_.set(i, i);
    for (bool news = true; news;) {
      news = false;
      for (std::size_t i = 0; i < n; ++i)
        for (const std::string& parent : s.kinds[i].parents)
          if (const auto p = kinds.find(parent); p != kinds.end()) news = up_.merge(i, p->second) || news;
    }
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (up_.get(i, j)) down_.set(j, i);
    const BitTable stands = standing_for(s);
    std::unordered_map<std::string_view, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < n; ++i)
      if (!s.kinds[i].exclusive.empty()) groups[s.kinds[i].exclusive].push_back(i);
    for (const auto& [group, members] : groups) separate(members, n, stands);
  }

  /// Two kinds exclude each other that are below, or the same as, members of an exclusive group of which none of the one is
  /// above or the same as one of the other; unless a declared kind is below both (a country is an agent and a place: a
  /// common member waiting to happen).
  void separate(const std::vector<std::size_t>& members, std::size_t n, const BitTable& stands) {
    BitTable own(n, members.size()), related(n, members.size());
    std::vector<std::size_t> inside;
    for (std::size_t a = 0; a < n; ++a) {
      const std::size_t before = inside.size();
      for (std::size_t m = 0; m < members.size(); ++m) {
        if (!up_.get(a, members[m])) continue;
        own.set(a, m);
        if (inside.size() == before) inside.push_back(a);
        for (std::size_t k = 0; k < members.size(); ++k)
          if (up_.get(members[m], members[k]) || up_.get(members[k], members[m])) related.set(a, k);
      }
    }
    for (const std::size_t a : inside)
      for (const std::size_t b : inside) {
        if (related.meets(a, own, b) || down_.meets(a, down_, b)) continue;
        disjoint_.set(a, b);
        if (!stands.get(a, b)) excludes_.set(a, b);
      }
  }

  /// A kind and all below it.
  [[nodiscard]] std::vector<std::size_t> below(std::size_t kind, std::size_t n) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < n; ++i)
      if (down_.get(kind, i)) out.push_back(i);
    return out;
  }

  /// Kinds that stand for each other in prose, with all below them; behind ">" one way only: what is called the one may be
  /// the other (a missile is called a rocket, no rocket a missile).
  [[nodiscard]] BitTable standing_for(const Schema& s) const {
    const std::size_t n = s.kinds.size();
    BitTable out(n);
    for (std::size_t i = 0; i < n; ++i)
      for (const std::string& other : s.kinds[i].stands_for) {
        const bool one_way = other.starts_with('>');
        const auto k = kinds.find(std::string_view(other).substr(one_way ? 1 : 0));
        if (k == kinds.end()) continue;
        const std::vector<std::size_t> below_other = below(k->second, n);
        for (const std::size_t a : below(i, n))
          for (const std::size_t b : below_other) {
            if (!one_way) out.set(a, b);
            out.set(b, a);
          }
      }
    return out;
  }

  BitTable up_, down_;  // the latter only while the kinds are related
  BitTable disjoint_, excludes_, event_up_;
};

void Schema::prepare() { index_ = std::make_shared<const Index>(*this); }

std::string Schema::image() const {
  ArchiveWriter out;
  out(*this);
  index_->write(out);
  return std::move(out.bytes);
}

std::optional<Schema> Schema::from_image(std::string_view bytes) {
  ArchiveReader in(bytes);
  Schema out;
  in(out);
  out.index_ = Index::read(in, out);
  return out.index_ && in.whole() ? std::optional(std::move(out)) : std::nullopt;
}

const KindDef* Schema::kind(std::string_view id) const { return at(kinds, index_ ? &index_->kinds : nullptr, id); }
const EventDef* Schema::event(std::string_view id) const { return at(events, index_ ? &index_->events : nullptr, id); }
const PropertyDef* Schema::property(std::string_view id) const {
  return at(properties, index_ ? &index_->properties : nullptr, id);
}
const RoleInfo* Schema::role(std::string_view name) const { return at(roles, index_ ? &index_->roles : nullptr, name); }
bool Schema::is_a(std::string_view a, std::string_view b) const { return index_->is_a(a, b); }
bool Schema::disjoint(std::string_view a, std::string_view b) const { return index_->disjoint(a, b); }
bool Schema::excludes(std::string_view a, std::string_view b) const { return index_->excludes(a, b); }

}  // namespace saksi
