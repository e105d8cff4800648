#include "engine/report/words.h"

namespace saksi::engine {

namespace {

constexpr Words english{
    "source",
    "suggest",
    "missing",
    "since",
    "according to",
    "checked",
    "The facts contradict this.",
    "read {} of {} checkable sentences",
    "facts complete to {}",
    "{} claims later than that",
    "{} claim later than that",
    "no text",
    "findings by rule",
    "reading",
    "unread",
    "stance",
    "nothing was read",
    "needs an as_of",
};

constexpr Words indonesian{
    "sumber",
    "saran",
    "kurang",
    "sejak",
    "menurut",
    "diperiksa",
    "Fakta membantah hal ini.",
    "terbaca {} dari {} kalimat yang dapat diperiksa",
    "fakta lengkap sampai {}",
    "{} klaim sesudah tanggal itu",
    "{} klaim sesudah tanggal itu",
    "tidak ada teks",
    "temuan menurut aturan",
    "bacaan",
    "tak terbaca",
    "sikap",
    "tidak ada yang terbaca",
    "memerlukan as_of",
};

}  // namespace

const Words& words(std::string_view lang) { return lang == "id" ? indonesian : english; }

}  // namespace saksi::engine
