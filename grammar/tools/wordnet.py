#!/usr/bin/env python3
"""Writes the general English word list from WordNet 3.0's files (Debian: wordnet-base):

  wordnet.py /usr/share/wordnet grammar/data/en

  general.tsv    lemma, then a cell for each part of speech: "COUNT CLASS,CLASS[ FLAGS]". COUNT is how often WordNet's tagged
                 texts have it (cntlist.rev), CLASS the lexicographer files of its first three senses. Flags: of nouns
                 and adjectives "name", where it is only written with a capital; of verbs "i" and "t", where one of these senses is used
                 without and with an object (sentence frames).
  irregular.tsv  form, tags, features, lemma: what the exception lists have. Which of the strong forms are past tense, which
                 participle, the lists do not tell; strong.tsv beside this file does.

Words of several parts and words with digits are left out. Run by hand, its output is committed; WordNet's licence is in
grammar/data/en/WORDNET-LICENSE.txt.
"""
import collections
import pathlib
import re
import sys

FILES = ("noun", "verb", "adj", "adv")
CLASSES = """adj.all adj.pert adv.all noun.tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition
noun.communication noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person
noun.phenomenon noun.plant noun.possession noun.process noun.quantity noun.relation noun.shape noun.state noun.substance
noun.time verb.body verb.change verb.cognition verb.communication verb.competition verb.consumption verb.contact
verb.creation verb.emotion verb.motion verb.perception verb.possession verb.social verb.stative verb.weather
adj.ppl""".split()
INTRANSITIVE = {1, 2, 3, 4, 12, 13, 22, 23}
WORD = re.compile(r"[a-z][a-z'.-]*[a-z]")


def lines(path):
    return [l for l in path.read_text(encoding="latin1").splitlines() if not l.startswith(" ")]


def senses(folder, pos):
    """offset -> (class, {lemma: frames}, {lemma: written with a capital})"""
    out = {}
    for line in lines(folder / f"data.{pos}"):
        data = line.split("|")[0].split()
        count = int(data[3], 16)
        words = [re.sub(r"\(.*\)$", "", data[4 + 2 * i]) for i in range(count)]
        frames = collections.defaultdict(set)
        for frame, which in re.findall(r"\+ (\d\d) ([0-9a-f]{2})", line.split("|")[0]):
            for i, w in enumerate(words, 1):
                if int(which, 16) in (0, i):
                    frames[w.lower()].add(int(frame))
        out[data[0]] = (CLASSES[int(data[1])], frames, {w.lower(): w[:1].isupper() for w in words})
    return out


def counts(folder):
    out = collections.Counter()
    for line in lines(folder / "cntlist.rev"):
        key, _, count = line.split()
        lemma, rest = key.split("%")
        out[(lemma, {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}[rest[0]])] += int(count)
    return out


def general(folder):
    rows = collections.defaultdict(dict)
    seen = counts(folder)
    for pos in FILES:
        data = senses(folder, pos)
        for line in lines(folder / f"index.{pos}"):
            parts = line.split()
            lemma = parts[0]
            if not WORD.fullmatch(lemma):
                continue
            all_senses = [data[o] for o in parts if len(o) == 8 and o.isdigit()]
            first = all_senses[:3]
            classes = list(dict.fromkeys(c.split(".")[1] for c, _, _ in first))
            flags = ""
            if pos in ("noun", "adj") and all(capital.get(lemma, False) for _, _, capital in all_senses):
                flags = "name"
            if pos == "verb":
                frames = set().union(*(f[lemma] for _, f, _ in first))
                flags = ("i" if frames & INTRANSITIVE else "") + ("t" if frames - INTRANSITIVE else "")
            rows[lemma][pos] = " ".join(filter(None, [str(seen[(lemma, pos)]), ",".join(classes), flags]))
    return rows


def strong():
    out = collections.defaultdict(set)
    for line in (pathlib.Path(__file__).parent / "strong.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        form, tags = line.split("\t")
        out[form] |= set(tags.split())
    return out


def irregular(folder, words):
    known = strong()
    rows = {}
    for pos in FILES:
        for line in lines(folder / f"{pos}.exc"):
            form, *bases = line.split()
            for base in bases:
                if not WORD.fullmatch(form) or pos not in words.get(base, {}) or form == base:
                    continue
                features = ""
                if pos == "noun":
                    tags, features = "noun", "plural"
                elif pos in ("adj", "adv"):
                    features = "superlative" if form.endswith("st") else "comparative"
                    tags = "adj.sup" if (pos, features) == ("adj", "superlative") else pos
                elif form.endswith("ing"):
                    tags = "verb.ing"
                elif form.endswith("s") and not known.get(form):
                    tags = "verb.pres3"
                else:
                    tags = " ".join(sorted(known.get(form, {"verb.past", "verb.part"})))
                rows[(form, tags, features, base)] = None
    for form, tags in known.items():  # put, set: alike in all
        if "verb" in words.get(form, {}) and tags == {"verb.past", "verb.part"}:
            rows[(form, "verb.part verb.past", "", form)] = None
    have_past = {base for _, tags, _, base in rows if tags == "verb.past"}
    for form, tags in known.items():  # came, come: the participle is the verb itself
        if form in have_past and tags == {"verb.part"}:
            rows[(form, "verb.part", "", form)] = None
    return sorted(rows)


def main(source, target):
    folder, out = pathlib.Path(source), pathlib.Path(target)
    words = general(folder)
    with open(out / "general.tsv", "w", encoding="utf-8") as f:
        f.write("lemma\tnoun\tverb\tadj\tadv\n")
        for lemma in sorted(words):
            f.write("\t".join([lemma] + [words[lemma].get(p, "") for p in FILES]) + "\n")
    with open(out / "irregular.tsv", "w", encoding="utf-8") as f:
        f.write("form\ttags\tfeatures\tlemma\n")
        for row in irregular(folder, words):
            f.write("\t".join(row) + "\n")
    print(f"{len(words)} lemmas")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
