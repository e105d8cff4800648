#!/usr/bin/env python3
"""Freezes what `saksi check` says of everything at hand, and tells what changed since. Standard library only.

  frozen.py inputs BINARY DIR          writes the inputs: the golden phrases, the matrix phrases and, where it is there,
                                       the sample claims and articles of ../shared
  frozen.py run BINARY DIR OUT         checks each input of DIR and keeps the records in OUT
  frozen.py compare OUT_A OUT_B        lists the records that differ: verdict, assertion by assertion, else the first byte

The exit status of compare is 1 where anything differs. The `run` field (hashes of facts and rules) is left out.
"""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def golden_claims():
    for path in sorted(ROOT.glob("tests/meaning/*/*.meaning")):
        head = {"lang": path.parent.name}
        number = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# as_of:"):
                head["as_of"] = line.split(":", 1)[1].strip()
            elif line.startswith("> "):
                number += 1
                yield {"id": f"{path.parent.name}/{path.stem}-{number}", "claim": line[2:], **head}


def matrix_claims(binary):
    done = subprocess.run([binary, "parse", "--matrix", "--format", "jsonl"], capture_output=True, text=True, check=False)
    seen = set()
    for line in done.stdout.splitlines():
        row = json.loads(line)
        for part in ("phrase", "twin"):
            key = (row["lang"], row.get(part))
            if not row.get(part) or key in seen:
                continue
            seen.add(key)
            yield {"id": f"{row['lang']}-{len(seen)}", "claim": row[part], "lang": row["lang"], "as_of": "2024-12-01"}


def write(path, rows):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def inputs(binary, folder):
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "goldens.jsonl", golden_claims())
    write(folder / "matrix.jsonl", matrix_claims(binary))
    if not SHARED.exists():
        print(f"skipped: there is no {SHARED}")


def jobs(folder):
    """(name of the output, arguments of check)."""
    for name in ("goldens", "matrix"):
        yield name, [str(folder / f"{name}.jsonl")]
    for path in sorted((SHARED / "claims").glob("*.tsv")):
        yield f"shared-{path.stem}", [str(path)]
    for name in ("prose_en_news", "prose_id_news", "prose_spacex", "webnlg_texts"):
        path = SHARED / "claims" / f"{name}.jsonl"
        if path.exists():
            yield f"shared-{name}", ["--claim-column", "text", str(path)]
    for path in sorted((SHARED / "claims").glob("*_articles/*.txt")) + sorted((SHARED / "articles").glob("*.txt")):
        yield f"article-{path.stem}", ["--as-of", "2024-12-01", str(path)]


def run(binary, folder, out):
    out.mkdir(parents=True, exist_ok=True)
    for name, arguments in jobs(folder):
        command = [binary, "check", "-q", "--format", "jsonl", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)}: status {done.returncode}: {done.stderr}")
        with open(out / f"{name}.jsonl", "w", encoding="utf-8") as f:
            for line in done.stdout.splitlines():
                row = json.loads(line)
                row.pop("run", None)
                f.write(json.dumps(row, ensure_ascii=False) + "\n")


def told(row):
    return [(a["begin"], a["end"], a["kind"], a["verdict"], a.get("rule")) for a in row.get("assertions", [])]


def compare(a, b):
    changed = 0
    for path in sorted(set(p.name for p in a.glob("*.jsonl")) | set(p.name for p in b.glob("*.jsonl"))):
        if not ((a / path).exists() and (b / path).exists()):
            print(f"{path}: only in one of the two")
            changed += 1
            continue
        left = (a / path).read_text(encoding="utf-8").splitlines()
        right = (b / path).read_text(encoding="utf-8").splitlines()
        if len(left) != len(right):
            print(f"{path}: {len(left)} records, then {len(right)}")
            changed += 1
        for x, y in zip(left, right):
            if x == y:
                continue
            changed += 1
            p, q = json.loads(x), json.loads(y)
            print(f"{path} {p.get('id')}: {p['verdict']} -> {q['verdict']} | {p.get('text')}")
            before, after = told(p), told(q)
            for t in before:
                if t not in after:
                    print(f"    - {t}")
            for t in after:
                if t not in before:
                    print(f"    + {t}")
            if before == after:
                at = next((i for i, (c, d) in enumerate(zip(x, y)) if c != d), min(len(x), len(y)))
                print(f"    {x[max(0, at - 60):at + 60]!r}\n    {y[max(0, at - 60):at + 60]!r}")
    print(f"{changed} records differ")
    return 1 if changed else 0


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "inputs":
        inputs(arguments[1], pathlib.Path(arguments[2]))
    elif len(arguments) == 4 and arguments[0] == "run":
        run(arguments[1], pathlib.Path(arguments[2]), pathlib.Path(arguments[3]))
    elif len(arguments) == 3 and arguments[0] == "compare":
        sys.exit(compare(pathlib.Path(arguments[1]), pathlib.Path(arguments[2])))
    else:
        sys.exit(__doc__)


main(sys.argv[1:])
