#pragma once
#include "core/schema.h"

namespace saksi::test {

/// A little schema of a postal service, so that nothing of the shipped one is relied on.
inline Schema post_schema() {
  Schema s;
  s.kinds = {{"thing", {}, "", "thing", "benda"},
             {"place", {"thing"}, "top", "place", "tempat"},
             {"town", {"place"}, "", "town", "kota"},
             {"parcel", {"thing"}, "top", "parcel", "paket"}};
  const std::vector<RoleDef> roles = {
      {"time", "date", false}, {"sender", "thing", false}, {"parcel", "parcel", false}, {"town", "town", false}};
  s.events = {{"delivery", "", roles, {{"parcel"}}, {"place"}, {}, false, "delivery", "pengiriman"}};
  s.properties = {{"weight", "parcel", "quantity:mass", "kg", true, false, false, 0, "", "weight", "berat"},
                  {"postcode", "town", "text", "", true, false, false, 0, "", "postcode", "kode pos"}};
  s.prepare();
  return s;
}

/// A rule that is right against post_schema(); its file would be parcel/weight.rule.
inline constexpr const char* kGoodRule = R"(# Kept with the rule.
rule parcel/weight
  "The weight of a parcel must be what the scales say."
  severity warning
  status pilot
  atom ?p(?x) ?op ?said
  where ?p : property
  where ?x : parcel
  where label in {property, quantity}
  let ?known = ?p(?x)
  supported when ?known ?op ?said
    say en "{?x}: \"{?p}\" is {?known}."
    say id "{?x}: {?p} adalah {?known}."
  refuted when not ?known ?op ?said and (certain(?known) or ?known apart ?said)
    say en "{?x}: {?p} is {?known}, not {?said}."
    say id "{?x}: {?p} adalah {?known}, bukan {?said}."
    fix ?said with ?known safe
  unverified
    say en "No scales."
    say id "Tidak ada timbangan."

  label sender en "sender" id "pengirim"

  example en supported "The box weighs [2 kg]."
  example id refuted "Kotak itu beratnya [3 kg]." as_of 2024-05-01 fix "2 kg"
  known-wrong en refuted "The box weighs [a ton]."
)";

}  // namespace saksi::test
