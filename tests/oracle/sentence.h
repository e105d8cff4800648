#pragma once
#include <string>
#include <vector>

#include "core/meaning.h"
#include "tests/oracle/meaning.h"

namespace saksi::oracle {

/// One joint way to read a sentence.
struct Reading {
  std::vector<Atom> atoms;
  std::string question;
  bool by_name = true;  ///< it differs from the others only in whom or what its names stand for
};

/// What the grammar makes of one sentence, in text ids: saksi::Parsed as far as judging needs it.
struct Sentence {
  Stance stance = Stance::assertion;
  std::vector<Reading> readings;
  std::vector<Unread> unread;
  bool checkable = false;
  bool needs_as_of = false;
};

/// The same sentence in text ids. What comes back and has the same text form means the same.
Sentence in_text(const Parsed& parsed);
/// A term or a set alone, for what asks the engine directly.
Term in_text(TermId term, const Meaning& meaning);
Set in_text(SetId set, const Meaning& meaning);

}  // namespace saksi::oracle
