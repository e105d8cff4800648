#include <string>

#include "engine/saksi.h"
#include "grammar/grammar.h"
#include "tests/catch.h"

using namespace saksi;

namespace {

const Checker& checker() {
  static const auto made = Checker::make({});
  return *made.value();
}

void is_told(const char* claim, const char* lang) {
  INFO(claim);
  CHECK(checker().grammar().detect_language(claim) == lang);
}

}  // namespace

TEST_CASE("short claims are read in their own language, however few words tell it") {
  for (const char* claim :
       {"Ibu kota Indonesia adalah Bandung.", "Bulan adalah planet.", "Jakarta di Jawa.", "Titan mengorbit Saturnus.",
        "Falcon 9 roket.", "Sputnik 1 diluncurkan pada 1957.", "Palapa A1 milik Indonesia.",
        "Apollo 17 turun di Bulan.", "Luna 9 jatuh di Bulan.", "Gagarin orang Rusia.", "Soeharto presiden kedua.",
        "Gagarin lahir pada Maret 1934.", "Mars lebih besar dari Bumi.", "Hwasong-18 diuji tahun 2023.",
        "Massa Sputnik 1 adalah 83,6 kg."})
    is_told(claim, "id");
  for (const char* claim :
       {"Jakarta is in Java.", "Titan orbits Saturn.", "Falcon 9 is a rocket.", "Sputnik 1 was launched in 1957.",
        "Palapa A1 is Indonesian.", "Apollo 11 landed on the Moon.", "Luna 9 crashed.", "Gagarin was Russian.",
        "Suharto was president.", "Yuri Gagarin was born in 1934.", "Mars is bigger than Earth.",
        "Hwasong-18 was tested in 2023.", "Sputnik 1 weighed 83.6 kg.", "The capital of Indonesia is Bandung.",
        "Luna-25 hit the Moon."})
    is_told(claim, "en");
}
