#include "tests/grammar/tree/bank_score.h"

#include <sstream>
#include <stdexcept>

#include "tests/catch.h"

namespace {

using namespace saksi::test;
using Confusions = std::map<std::pair<std::string, std::string>, int>;

/// A tree of "form/function/head" for each word, heads counted from 1 and 0 for the root; what has function punct is
/// punctuation.
BankTree tree(const std::string& id, const std::string& words) {
  BankTree out;
  out.id = id;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    const std::size_t first = word.find('/'), last = word.rfind('/');
    out.forms.push_back(word.substr(0, first));
    out.lemmas.push_back(out.forms.back());
    out.labels.push_back(word.substr(first + 1, last - first - 1));
    out.upos.emplace_back(out.labels.back() == "punct" ? "PUNCT" : "X");
    out.heads.push_back(std::stoi(word.substr(last + 1)) - 1);
  }
  return out;
}

/// One sentence, as the bank and the reader have it.
BankScore score(const std::string& gold, const std::string& read) {
  return score_bank({tree("s", gold)}, {tree("s", read)});
}

std::string failure(const std::string& conllu) {
  try {
    read_bank(conllu);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a tree read as the bank has it is right throughout") {
  const std::string same =
      "The/det/2 dog/nsubj/3 chased/root/0 a/det/6 black/amod/6 cat/obj/3 and/cc/8 slept/conj/3 ./punct/3";
  const BankScore s = score(same, same);
  CHECK(s.words == 8);
  CHECK(s.groups == 4);  // the dog, chased, a black cat, and slept
  CHECK(s.clauses == 2);
  CHECK(s.sentences == 1);
  CHECK(s.predicates_too_many == 0);
  CHECK(s.confusions.empty());
  CHECK(s.head_share() == 100.0);
  CHECK(s.label_share() == 100.0);
  CHECK(s.group_head_share() == 100.0);
  CHECK(s.group_label_share() == 100.0);
  CHECK(s.clause_share() == 100.0);
  CHECK(s.sentence_share() == 100.0);
}

TEST_CASE("of nothing the share is nothing") {
  const BankScore s = score_bank({}, {tree("s", "Go/root/0")});
  CHECK(s.sentences == 0);
  CHECK(s.head_share() == 0.0);
  CHECK(s.sentence_share() == 0.0);
}

TEST_CASE("subtypes and punctuation do not count") {
  const BankScore s = score("Probes/nsubj:pass/3 were/aux:pass/3 lost/root/0 ./punct/3",
                            "Probes/nsubj/3 were/aux/3 lost/root/0 ./punct/1");
  CHECK(s.words == 3);
  CHECK(s.labels == 3);
  CHECK(s.sentences_right == 1);
}

TEST_CASE("a clause with the wrong subject is wrong") {
  const BankScore s = score("Dogs/nsubj/2 chased/root/0 cats/obj/2", "Dogs/obj/2 chased/root/0 cats/nsubj/2");
  CHECK(s.heads == 3);
  CHECK(s.labels == 1);
  CHECK(s.group_heads == 3);
  CHECK(s.group_labels == 1);
  CHECK(s.clauses == 1);
  CHECK(s.clauses_right == 0);
  CHECK(s.sentences_right == 0);
  CHECK(s.confusions == Confusions{{{"nsubj", "obj"}, 1}, {{"obj", "nsubj"}, 1}});
}

TEST_CASE("a clause that hangs on the main one in another way is wrong, and it alone") {
  const BankScore s = score("Ann/nsubj/2 sang/root/0 while/mark/5 Bob/nsubj/5 slept/advcl/2",
                            "Ann/nsubj/2 sang/root/0 while/mark/5 Bob/nsubj/5 slept/parataxis/2");
  CHECK(s.heads == 5);
  CHECK(s.clauses == 2);
  CHECK(s.clauses_right == 1);
  CHECK(s.sentences_right == 0);
  CHECK(s.confusions == Confusions{{{"advcl", "parataxis"}, 1}});
}

TEST_CASE("a clause below the wrong clause is wrong") {
  const BankScore s = score("Ann/nsubj/2 hopes/root/0 Bob/nsubj/4 knows/ccomp/2 Eve/nsubj/6 won/ccomp/4",
                            "Ann/nsubj/2 hopes/root/0 Bob/nsubj/4 knows/ccomp/2 Eve/nsubj/6 won/ccomp/2");
  CHECK(s.clauses == 3);
  CHECK(s.clauses_right == 2);
  CHECK(s.confusions == Confusions{{{"ccomp", "elsewhere"}, 1}});
}

TEST_CASE("what a relative clause modifies does not count for the clause") {
  const BankScore s = score("Ann/nsubj/2 saw/root/0 owls/obj/2 in/case/5 trees/nmod/3 that/nsubj/7 moved/acl:relcl/3",
                            "Ann/nsubj/2 saw/root/0 owls/obj/2 in/case/5 trees/nmod/3 that/nsubj/7 moved/acl:relcl/5");
  CHECK(s.heads == 6);
  CHECK(s.clauses_right == 2);
  CHECK(s.sentences_right == 1);
}

TEST_CASE("a relative pronoun need not be read as subject, but nothing else may be") {
  const std::string gold = "Owls/nsubj/4 that/nsubj/3 hunt/acl:relcl/1 fly/root/0";
  CHECK(score(gold, "Owls/nsubj/4 that/mark/3 hunt/acl/1 fly/root/0").sentences_right == 1);
  const BankScore s = score("Owls/nsubj/5 that/nsubj/3 eat/acl:relcl/1 mice/obj/3 fly/root/0",
                            "Owls/nsubj/5 that/mark/3 eat/acl/1 mice/nsubj/3 fly/root/0");
  CHECK(s.clauses == 2);
  CHECK(s.clauses_right == 1);
}

TEST_CASE("a conjunct that is missing makes two clauses wrong: its own and the one it belongs to") {
  const BankScore s =
      score("Tides/nsubj/2 rise/root/0 and/cc/4 fall/conj/2", "Tides/nsubj/2 rise/root/0 and/cc/4 fall/dep/2");
  CHECK(s.group_heads == 3);
  CHECK(s.group_labels == 2);
  CHECK(s.clauses == 2);
  CHECK(s.clauses_right == 0);
  CHECK(s.predicates_too_many == 0);
  CHECK(s.confusions == Confusions{{{"conj", "dep"}, 1}});
}

TEST_CASE("a predicate too many leaves clauses right but not the sentence") {
  const BankScore s = score("Ann/nsubj/2 swims/root/0 Mondays/obl/2", "Ann/nsubj/2 swims/root/0 Mondays/advcl/2");
  CHECK(s.clauses == 1);
  CHECK(s.clauses_right == 1);
  CHECK(s.predicates_too_many == 1);
  CHECK(s.sentences_right == 0);
}

TEST_CASE("speech told after its words is one thing whichever is the head") {
  const std::string root = "It/nsubj/2 works/ccomp/5 ,/punct/2 Ann/nsubj/5 said/root/0";
  const std::string parataxis = "It/nsubj/2 works/root/0 ,/punct/2 Ann/nsubj/5 said/parataxis/2";
  for (const auto& [gold, read] : {std::pair(root, parataxis), std::pair(parataxis, root)}) {
    const BankScore s = score(gold, read);
    CHECK(s.words == 4);
    CHECK(s.labels == 4);
    CHECK(s.sentences_right == 1);
  }
}

TEST_CASE("speech told before its words is not turned") {
  const BankScore s =
      score("Ann/nsubj/2 said/root/0 it/nsubj/4 works/ccomp/2", "Ann/nsubj/2 said/parataxis/4 it/nsubj/4 works/root/0");
  CHECK(s.heads == 2);
  CHECK(s.clauses_right == 0);
  // Nor where only the one that said it comes before them.
  CHECK(
      score("Ann/nsubj/4 it/nsubj/3 works/ccomp/4 said/root/0", "Ann/nsubj/4 it/nsubj/3 works/root/0 said/parataxis/3")
          .clauses_right == 0);
}

TEST_CASE("words that overlap are one, however each side cuts them") {
  // One word against three: only what hangs outside them is compared.
  const BankScore three = score("An/det/3 ice-rich/amod/3 moon/nsubj/4 turned/root/0",
                                "An/det/5 ice/compound/4 -/punct/4 rich/amod/5 moon/nsubj/6 turned/root/0");
  CHECK(three.words == 4);
  CHECK(three.labels == 4);
  CHECK(three.sentences_right == 1);
  // Cut at other places: "Lake Ohio-born" in two ways is one word of both.
  const BankScore across = score("Lake/compound/2 Ohio-born/amod/3 Ann/nsubj/4 won/root/0",
                                 "LakeOhio/amod/3 -born/dep/1 Ann/obj/4 won/root/0");
  CHECK(across.words == 3);
  CHECK(across.heads == 3);
  CHECK(across.labels == 2);
  CHECK(across.confusions == Confusions{{{"nsubj", "obj"}, 1}});
}

TEST_CASE("which word heads a group does not count for groups and clauses") {
  const BankScore name = score("Ann/nsubj/3 Lee/flat/1 won/root/0", "Ann/compound/2 Lee/nsubj/3 won/root/0");
  CHECK(name.heads == 1);
  CHECK(name.group_heads == 2);
  CHECK(name.sentences_right == 1);
  // The copula above its noun, both predicates of the reader, is one predicate with the subject of either.
  const BankScore copula = score("Ann/nsubj/3 is/cop/3 captain/root/0", "Ann/nsubj/2 is/root/0 captain/xcomp/2");
  CHECK(copula.clauses == 1);
  CHECK(copula.sentences_right == 1);
  CHECK(score("Ann/nsubj/3 is/cop/3 captain/root/0", "Ann/nsubj/3 is/root/0 captain/xcomp/2").sentences_right == 1);
}

TEST_CASE("where several words of a group hang on others the one nearest the root counts, then the bank's head") {
  CHECK(score("The/det/2 dog/nsubj/3 slept/root/0", "The/dep/3 dog/nsubj/3 slept/root/0").group_labels == 2);
  // "has" is a clause of its own for the reader, but "gone" is nearer the root.
  const BankScore s = score("Ann/nsubj/2 says/root/0 it/nsubj/5 has/aux/5 gone/ccomp/2",
                            "Ann/nsubj/2 says/root/0 it/nsubj/5 has/parataxis/1 gone/ccomp/2");
  CHECK(s.group_labels == 4);
  CHECK(s.sentences_right == 1);
}

TEST_CASE("a sentence that was not read is wrong throughout") {
  const BankTree gold = tree("a", "The/det/2 dog/nsubj/3 slept/root/0 ./punct/3");
  const BankTree other = tree("b", "Cats/nsubj/2 purr/root/0");
  const BankScore s = score_bank({gold, other}, {other});
  CHECK(s.words == 5);
  CHECK(s.heads == 2);
  CHECK(s.groups == 4);
  CHECK(s.group_heads == 2);
  CHECK(s.clauses == 2);
  CHECK(s.clauses_right == 1);
  CHECK(s.sentences == 2);
  CHECK(s.sentences_right == 1);
  CHECK(s.predicates_too_many == 0);
  CHECK(s.confusions == Confusions{{{"det", "elsewhere"}, 1}, {{"nsubj", "elsewhere"}, 1}, {{"root", "elsewhere"}, 1}});
}

TEST_CASE("a sentence is found by its letters where its id has others") {
  const BankTree gold = tree("a", "Cats/nsubj/2 purr/root/0");
  CHECK(score_bank({gold}, {tree("a", "Dogs/nsubj/2 bark/root/0"), tree("b", "Cats/nsubj/2 purr/root/0")})
            .sentences_right == 1);
  CHECK(score_bank({gold}, {tree("a", "Dogs/nsubj/2 purr/root/0")}).heads == 0);
}

TEST_CASE("a loop that was read is cut") {
  const BankScore s = score("Ann/nsubj/2 won/root/0 twice/advmod/2", "Ann/nsubj/2 won/root/3 twice/advmod/2");
  CHECK(s.heads == 3);
  CHECK(s.sentences_right == 1);
}

TEST_CASE("a bank is read from CoNLL-U") {
  const auto bank = read_bank(
      "# sent_id = x-1\n# genre = news\n# text = Don't go = stop\n"
      "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "1\tDo\tdo\tAUX\t_\t_\t3\taux\t_\t_\r\n"
      "2\tn't\tnot\tPART\t_\t_\t3\tadvmod\t_\t_\n"
      "2.1\tyou\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n"
      "\n\n# no name\n# sent_id=x-2\n"
      "1\t10\u00a0000\t10000\tNUM\t_\t_\t0\troot:x\t_\t_");
  REQUIRE(bank.size() == 2);
  CHECK(bank[0].id == "x-1");
  CHECK(bank[0].genre == "news");
  CHECK(bank[0].text == "Don't go = stop");
  CHECK(bank[0].forms == std::vector<std::string>{"Do", "n't", "go"});
  CHECK(bank[0].lemmas == std::vector<std::string>{"do", "not", "go"});
  CHECK(bank[0].upos == std::vector<std::string>{"AUX", "PART", "VERB"});
  CHECK(bank[0].heads == std::vector<int>{2, 2, -1});
  CHECK(bank[0].labels == std::vector<std::string>{"aux", "advmod", "root"});
  CHECK(bank[1].id == "x-2");
  CHECK(bank[1].text.empty());
  // Blanks inside a word are no letters of it.
  CHECK(score_bank(bank, {tree("x-2", "10/nummod/2 000/root/0")}).words == 4);
  CHECK(score_bank(bank, {tree("x-2", "10/nummod/2 000/root/0")}).labels == 1);
  CHECK(read_bank("").empty());
  CHECK(read_bank("# sent_id = x\n\n").empty());
}

TEST_CASE("a bad line of CoNLL-U is told with its number") {
  const std::string good = "1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n";
  CHECK(failure(good).empty());
  CHECK(failure("# a\n1\tGo\tgo\n") == "line 2: 3 columns, not 10");
  CHECK(failure(good + "3\ton\ton\tADV\t_\t_\t1\tadvmod\t_\t_\n") == "line 2: word 3 where 2 is due");
  CHECK(failure("one\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n") == "line 1: word \"one\" is no number");
  CHECK(failure("1\tGo\tgo\tVERB\t_\t_\t_\troot\t_\t_\n") == "line 1: head \"_\" is no number");
  CHECK(failure(good + "2\ton\ton\tADV\t_\t_\t7\tadvmod\t_\t_\n\n") ==
        "line 2: head 7 is no word of the sentence, which has 2");
  CHECK(failure("1\t\u00a0\tgo\tVERB\t_\t_\t0\troot\t_\t_\n") == "line 1: a blank form");
  CHECK(failure("1\tGo\tgo\tVERB\t_\t_\t0\t\t_\t_\n") == "line 1: no function");
}

TEST_CASE("what is no tree is not scored") {
  const BankTree good = tree("a", "Go/root/0 on/advmod/1");
  BankTree far = good, blank = good, shorter = good;
  far.heads[1] = 2;
  blank.forms[1] = " ";
  shorter.lemmas.pop_back();
  for (const BankTree& bad : {far, blank, shorter}) CHECK_THROWS_AS(score_bank({bad}, {good}), std::invalid_argument);
  CHECK_THROWS_AS(score_bank({good}, {far}), std::invalid_argument);
}
