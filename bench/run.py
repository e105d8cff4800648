#!/usr/bin/env python3
"""What checking costs: run by `./dev bench`, which builds what it needs. Standard library only.

  run.py SAKSI STAGES [--against SAKSI] [--quick]

SAKSI is the release binary, STAGES the program of stages.cpp. Claims come from the goldens of tests/meaning and, where they
are there, the sample sets of ../shared/claims; each set is repeated to 20,000 records of JSON Lines. All programs are run
in turns, five rounds; medians are printed. `--against` runs another saksi beside it (over 1,000 records, as older ones are
slow). Prints a table a topic and appends a row a figure to bench/history.csv.
"""
import csv
import datetime
import itertools
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "claims"
RECORDS = 20000
ROUNDS = 5


def goldens():
    for path in sorted(ROOT.glob("tests/meaning/*/*.meaning")):
        head = {"lang": path.parent.name}
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# as_of:"):
                head["as_of"] = line.split(":", 1)[1].strip()
            elif line.startswith("> "):
                yield {"claim": line[2:], **head}


def sets():
    yield "goldens", list(goldens())
    for name in ("dev_claims", "hard_claims", "plain_claims"):
        path = SHARED / f"{name}.tsv"
        if path.exists():
            with open(path, encoding="utf-8", newline="") as f:
                rows = csv.DictReader(f, delimiter="\t")
                yield name, [{k: r[k] for k in ("claim", "lang", "as_of") if r.get(k)} for r in rows]


def write_repeated(path, rows, count):
    with open(path, "w", encoding="utf-8") as f:
        for i, row in zip(range(count), itertools.cycle(rows)):
            f.write(json.dumps({"id": str(i + 1), **row}, ensure_ascii=False) + "\n")


def timed(command, cores=None):
    """Seconds, and the most memory it held in MB."""
    if cores is not None:
        command = ["taskset", "-c", cores, *command]
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def in_turns(commands, rounds=ROUNDS):
    """Median seconds of each, run one after the other again and again."""
    times = [[] for _ in commands]
    for _ in range(rounds):
        for row, (command, cores) in zip(times, commands):
            row.append(timed(command, cores)[0])
    return [statistics.median(row) for row in times]


class Report:
    def __init__(self, saksi):
        self.rows = []
        self.version = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True,
                                      text=True, check=False).stdout.strip()
        self.saksi = saksi

    def add(self, topic, what, value, unit):
        self.rows.append((topic, what, value, unit))
        print(f"  {what:<44}{value:>14} {unit}")

    def save(self):
        path = ROOT / "bench" / "history.csv"
        fresh = not path.exists()
        with open(path, "a", encoding="utf-8", newline="") as f:
            out = csv.writer(f, lineterminator="\n")
            if fresh:
                out.writerow(["date", "commit", "topic", "what", "value", "unit"])
            today = datetime.date.today().isoformat()
            for topic, what, value, unit in self.rows:
                out.writerow([today, self.version, topic, what, value, unit])


def check(saksi, path, jobs):
    return [saksi, "check", "-q", "--format", "jsonl", "--jobs", str(jobs), str(path)]


def rates(report, folder, saksi, other):
    print(f"\nclaims a second: {RECORDS} records of JSON Lines, medians of {ROUNDS} rounds in turns")
    for name, rows in sets():
        path = folder / f"{name}.jsonl"
        write_repeated(path, rows, RECORDS)
        jq, one, two = in_turns([(["jq", "-c", ".", str(path)], "0"), (check(saksi, path, 1), "0"),
                                 (check(saksi, path, 2), "0,1")])
        report.add("rate", f"{name}: jq -c . on one core", round(RECORDS / jq), "records/s")
        report.add("rate", f"{name}: saksi on one core", round(RECORDS / one), "claims/s")
        report.add("rate", f"{name}: saksi on two cores", round(RECORDS / two), "claims/s")
        report.add("rate", f"{name}: time of saksi over that of jq", round(one / jq, 2), "times")
        report.add("rate", f"{name}: one core over two", round(one / two, 2), "times")
        if other:
            few = folder / f"{name}-few.jsonl"
            write_repeated(few, rows, 1000)
            old = in_turns([(check(other, few, 1), "0")], 1)[0]
            report.add("rate", f"{name}: rate over that of {pathlib.Path(other).name}", round(old * RECORDS / 1000 / one), "times")


def distinct(report, folder, saksi):
    """Every claim once: nothing is remembered from an equal one."""
    print("\nclaims a second where no claim comes twice")
    for name, rows in sets():
        seen = {json.dumps(r, sort_keys=True): r for r in rows}
        path = folder / f"{name}-once.jsonl"
        write_repeated(path, list(seen.values()), len(seen))
        empty = folder / "empty.jsonl"
        empty.write_text("")
        start, all_of_them = in_turns([(check(saksi, empty, 1), "0"), (check(saksi, path, 1), "0")])
        report.add("distinct", f"{name}: {len(seen)} claims, start-up taken off",
                   round(len(seen) / max(all_of_them - start, 1e-9)), "claims/s")


def stages(report, folder, program):
    print("\nnanoseconds a claim, every claim once, best of five")
    files = [str(folder / f"{name}-once.jsonl") for name, _ in sets()]
    text = subprocess.run(["taskset", "-c", "0", program, "--slowest", "5", *files], capture_output=True, text=True,
                          check=True).stdout
    print("  " + text.replace("\n", "\n  ").rstrip())
    names = ("text", "read", "judge", "word", "write")
    slowest = 0
    for line in text.splitlines()[1:]:
        cells = line.split()
        if line.lstrip().startswith("-") or " us (" in line:
            slowest = max(slowest, int(cells[0]))
            continue
        for stage, ns in zip(names, cells[2:]):
            report.rows.append(("stage", f"{cells[0]}: {stage}", ns, "ns/claim"))
    report.add("slowest", "slowest claim of all sets", slowest, "us")
    if subprocess.run(["which", "valgrind"], capture_output=True, check=False).returncode != 0:
        return
    print("\ninstructions a claim, by callgrind")
    path = folder / "goldens-once.jsonl"
    few = folder / "few.jsonl"
    rows = path.read_text(encoding="utf-8").splitlines()[::8]
    few.write_text("\n".join(rows) + "\n", encoding="utf-8")
    for stage in names:
        out = folder / f"callgrind.{stage}"
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--collect-atstart=no",
                               "--toggle-collect=*measured*", program, "--only", stage, "--rounds", "1", "--slowest", "0",
                               str(few)], capture_output=True, text=True, check=False)
        total = re.search(r"Collected : (\d+)", done.stderr)
        if total:
            report.add("instructions", f"goldens: {stage}", round(int(total.group(1)) / len(rows)), "a claim")


def start_and_memory(report, folder, saksi, quick):
    print("\nstart-up and memory")
    one = folder / "one.txt"
    one.write_text("Vostochny lies in Russia.\n")
    report.add("start", "from exec to the end, one claim", round(1000 * in_turns([([saksi, "check", "-q", str(one)], "0")], 31)[0], 1), "ms")
    report.add("start", "of which a process that does nothing",
               round(1000 * in_turns([(["/bin/true"], "0")], 31)[0], 1), "ms")
    rows = list(goldens())
    for count in (10000,) if quick else (10000, 1000000):
        path = folder / f"{count}.jsonl"
        write_repeated(path, rows, count)
        seconds, peak = timed(check(saksi, path, 2))
        report.add("memory", f"peak at {count} claims", round(peak, 1), "MB")
        report.add("memory", f"time of {count} claims, two cores", round(seconds, 2), "s")
        path.unlink()


def main(arguments):
    saksi, program = arguments[0], arguments[1]
    other = arguments[arguments.index("--against") + 1] if "--against" in arguments else None
    report = Report(saksi)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rates(report, folder, saksi, other)
        distinct(report, folder, saksi)
        stages(report, folder, program)
        start_and_memory(report, folder, saksi, "--quick" in arguments)
    report.save()


if __name__ == "__main__":
    main(sys.argv[1:])
