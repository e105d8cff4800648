#include "tests/grammar/tree/bank_read.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "grammar/tree/tree.h"
#include "tests/grammar/data.h"

namespace saksi::test {

BankScore read_and_score(const std::string& lang, std::string_view bank, const std::string& name) {
  const auto gold = read_bank(bank);
  std::string read;
  for (const BankTree& tree : gold)
    read += "# sent_id = " + tree.id + "\n# text = " + tree.text + "\n" +
            grammar::conllu(tree.text, parsed(lang, tree.text)) + "\n";
  if (std::getenv("SAKSI_KEEP_BANK") != nullptr)
    std::ofstream(std::filesystem::temp_directory_path() / ("saksi-" + name + ".conllu")) << read;
  const BankScore score = score_bank(gold, read_bank(read));
  std::cout << name << ": heads " << score.head_share() << ", groups " << score.group_head_share() << ", clauses "
            << score.clause_share() << ", whole sentences " << score.sentence_share() << "\n";
  return score;
}

}  // namespace saksi::test
