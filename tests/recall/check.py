#!/usr/bin/env python3
"""How much of each file our readers find, against what other programs read of it. See docs/evaluation.md, "Import".

    tests/recall/check.py [--install] [--binary target/release/taizhang] [--cache target/recall] [--verbose] [PATH...]

Paths default to ../shared/data/formats and ../shared/data/fixtures. Ends with 1 when a format is below its bar.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEBIAN = ["libreoffice-writer", "libreoffice-calc", "poppler-utils", "poppler-data", "antiword", "catdoc", "p7zip-full"]
PYTHON = ["python-docx", "lxml", "beautifulsoup4"]

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[^\W_]+")
LETTER = re.compile(r"[^\W\d_]")
LEAST_HAN = 20  # characters; below, one of them weighs more than the bar allows
LEAST_WORDS = 20
GRAM = 6
READ_SECONDS = 120

# (recall, order) of Han characters; the pdf bar is for files with a sound text layer.
BARS = {
    **dict.fromkeys(["docx", "xlsx", "xls", "ods", "et", "xlsb", "html", "rtf", "txt", "csv", "md"], (0.99, 0.97)),
    **dict.fromkeys(["doc", "wps", "ofd", "odt"], (0.98, 0.97)),
    "pdf": (0.98, 0.93),
}
SAME = {"dotx": "docx", "docm": "docx", "xlsm": "xlsx"}


def install():
    subprocess.run(["apt-get", "install", "-y", "-q", *DEBIAN], check=True)
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", *PYTHON], check=True)


def han(text):
    return "".join(HAN.findall(text))


def words(text):
    return WORD.findall(HAN.sub(" ", text).lower())


def letters(text):
    return "".join(LETTER.findall(HAN.sub("", text).lower()))


def share(wanted, found):
    """Share of one multiset that stands in another."""
    total = sum(wanted.values())
    return sum(min(n, found[k]) for k, n in wanted.items()) / total if total else None


def order(wanted, found):
    """Share of the stretches of six characters of one text that stand in the other."""
    there = {found[i : i + GRAM] for i in range(len(found) - GRAM + 1)}
    grams = [wanted[i : i + GRAM] for i in range(len(wanted) - GRAM + 1)]
    return sum(g in there for g in grams) / len(grams) if grams else None


def order_in_lines(wanted_lines, found):
    """As [order], but only within the lines of the reference: for OFD, whose text objects stand in the order of drawing."""
    there = {found[i : i + GRAM] for i in range(len(found) - GRAM + 1)}
    grams = [line[i : i + GRAM] for line in wanted_lines for i in range(len(line) - GRAM + 1)]
    return sum(g in there for g in grams) / len(grams) if grams else None


def is_sound(text):
    """Whether the text layer of a PDF says what the page shows: 30 % of Han outside GB 2312 is what our own gate asks, too."""
    chars = han(text)
    odd = 0
    for char in chars:
        try:
            char.encode("gb2312")
        except UnicodeEncodeError:
            odd += 1
    lost = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in text)
    return odd <= 0.3 * len(chars) and lost <= 0.05 * max(1, len(chars) + lost)


class Reader:
    """Our program, in an empty workspace of its own."""

    def __init__(self, binary):
        self.binary = str(Path(binary).resolve())
        self.place = tempfile.TemporaryDirectory()
        self._call("init", self.place.name)
        blank = Path(self.place.name) / "blank.txt"
        blank.write_text("。")
        self.start = min(self._call("show", str(blank))[2] for _ in range(5))

    def _call(self, *arguments, workspace=None):
        """Standard output, exit code, processor seconds, peak memory in MiB (of the largest process)."""
        command = [self.binary, *arguments]
        if arguments[0] != "init":
            command += ["--workspace", workspace or self.place.name, "--lang", "en"]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = subprocess.Popen(command, stdout=out, stderr=err)
            ended = time.monotonic() + READ_SECONDS
            while True:
                pid, status, used = os.wait4(child.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() > ended:
                    child.kill()
                time.sleep(0.002)
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            text = out.read().decode("utf-8", "replace")
            if child.returncode not in (0, 1):
                text = ""
                self.trouble = err.read().decode("utf-8", "replace")[-300:]
            return text, child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    @staticmethod
    def passages(out):
        lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
        texts, shown = [], set()
        for line in lines:
            if "place" not in line:
                continue
            if not line.get("cells"):
                texts.append(line["text"])
            # A merged cell is shown in each of its rows; it is counted once, as it stands in the file.
            for cell in line.get("cells") or []:
                at = (line["place"].get("sheet"), cell["cell"])
                if at not in shown:
                    shown.add(at)
                    texts.append(line["text"][cell["start"] : cell["end"]])
        reasons = [line.get("reasons") or line for line in lines if "place" not in line]
        return "\n".join(texts), reasons

    def read(self, path):
        out, code, cpu, peak = self._call("show", str(path), "--format", "ndjson")
        text, reasons = self.passages(out)
        return text, code, max(0.0, cpu - self.start), peak, reasons

    def kept_apart(self, path):
        """Headers, footers and watermarks, which are facts of the file and no text of its body."""
        shown = self._call("show", str(path))[0]
        kinds = ("  header: ", "  footer: ", "  watermarks: ")
        return "\n".join(line for line in shown.splitlines() if line.startswith(kinds))

    def read_archive(self, path):
        """An archive is imported, then each member shown."""
        with tempfile.TemporaryDirectory() as place:
            self._call("init", place)
            out, code, cpu, peak = self._call("import", str(path), "--format", "ndjson", workspace=place)
            rows = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
            texts, reasons = [], []
            for row in rows:
                shown = self._call("show", row["file"], "--format", "ndjson", workspace=place)
                texts.append(self.passages(shown[0])[0])
                reasons.append([row["file"], row.get("recovery"), row.get("reasons")])
            return "\n".join(texts), code, max(0.0, cpu - self.start), peak, reasons


def without(text, apart):
    """The lines of a reference that do not stand among what we keep apart from the body."""
    apart = han(apart)
    return "\n".join(line for line in text.splitlines() if not han(line) or han(line) not in apart)


def chosen(kind, by):
    """For docx the one that reads more, since LibreOffice leaves out text boxes and the walk automatic numbers; else the first
    with a sound text of at least half of the longest."""
    if kind == "docx":
        return max(by, key=lambda tool: (by[tool]["han"], by[tool]["words"] // 20))
    length = {tool: figures["han"] + figures["words"] for tool, figures in by.items() if figures["sound"]}
    return next((tool for tool in length if length[tool] * 2 >= max(length.values())), next(iter(by)))


def measure(reader, cache, path, kind, members):
    import references

    if members is None:
        made = references.references(cache, path)
        read = reader.read(path)
    else:
        texts = [references.references(cache, m) for m in members]
        joined = "\n".join(t[0][1] for t in texts if t)
        made = [("7z", joined)] if joined.strip() else []
        read = reader.read_archive(path)
    ours, code, cpu, peak, reasons = read
    if kind == "ofd":
        made = [(tool, without(text, reader.kept_apart(path))) for tool, text in made]
    row = {"file": str(path), "kind": kind, "bytes": path.stat().st_size, "cpu": cpu, "peak": peak, "exit": code, "by": {}}
    row["reasons"] = reasons if not ours.strip() or members is not None else []
    our_han = han(ours)
    row["our_han"] = len(our_han)
    for tool, text in made:
        wanted, western = han(text), words(text)
        row["by"][tool] = {
            "han": len(wanted),
            "recall": share(Counter(wanted), Counter(our_han)),
            "order": order_in_lines(map(han, text.splitlines()), our_han) if kind == "ofd" else order(wanted, our_han),
            "extra": 1 - share(Counter(our_han), Counter(wanted)) if our_han else 0.0,
            "words": len(western),
            "word_recall": share(Counter(western), Counter(words(ours))),
            "letter_order": order(letters(text), letters(ours)),
            "sound": is_sound(text),
            "missing": "".join((Counter(wanted) - Counter(our_han)).elements())[:40],
        }
    if made:
        row["tool"] = chosen(kind, row["by"])
    return row


def table(rows, judged):
    for row in rows:
        for figures in row["by"].values():
            figures["judged"] = Path(row["file"]).name in judged
    print("| format | files | with reference | Han | recall: mean, pooled | order | extra | western files | words | letters in order | CPU s/MB | peak MiB |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    failed = []
    for kind in sorted({r["kind"] for r in rows}):
        mine = [r for r in rows if r["kind"] == kind]
        with_reference = [r for r in mine if "tool" in r]
        best = [r["by"][r["tool"]] for r in with_reference]
        chinese = [b for b in best if b["han"] >= LEAST_HAN and b["sound"]]
        ordering = [b for b in chinese if not b["judged"] and b["order"] is not None]
        western = [b for b in best if b["han"] < LEAST_HAN and b["words"] >= LEAST_WORDS]
        mean = lambda part, key: sum(b[key] or 0.0 for b in part) / len(part) if part else None
        total = sum(b["han"] for b in chinese)
        pooled = sum(b["recall"] * b["han"] for b in chinese) / total if total else None
        show = lambda x: "" if x is None else f"{x:.4f}"
        megabytes = sum(r["bytes"] for r in mine) / 1e6
        recall, ordered = mean(chinese, "recall"), mean(ordering, "order")
        print(f"| {kind} | {len(mine)} | {len(with_reference)} ({len(chinese)} Chinese) | {total} | {show(recall)}, {show(pooled)} "
              f"| {show(ordered)}{f' ({len(chinese) - len(ordering)} judged out)' if len(ordering) < len(chinese) else ''} | {show(mean(chinese, 'extra'))} | {len(western)} | {show(mean(western, 'word_recall'))} "
              f"| {show(mean(western, 'letter_order'))} | {sum(r['cpu'] for r in mine) / megabytes:.2f} | {max(r['peak'] for r in mine):.0f} |")
        if kind in BARS and recall is not None and (recall < BARS[kind][0] or ordered < BARS[kind][1]):
            failed.append(kind)
    return failed


def below(rows, judged):
    print("\nFiles below the bar of their format (or .95 of the words of a western file):")
    for row in rows:
        name = Path(row["file"]).name
        if "tool" not in row:
            continue
        bar = BARS.get(row["kind"], (0.98, 0.93))
        best = row["by"][row["tool"]]
        is_chinese = best["han"] >= LEAST_HAN
        if is_chinese:
            short = best["recall"] < bar[0] or (best["order"] or 1.0) < bar[1]
        else:
            short = best["words"] >= LEAST_WORDS and (best["word_recall"] < 0.95 or (best["letter_order"] or 1.0) < 0.9)
        if not short:
            continue
        figures = "; ".join(
            f"{tool}: Han {b['han']} recall {b['recall'] if b['recall'] is not None else 1:.3f} order {b['order'] if b['order'] is not None else 1:.3f}, "
            f"words {b['words']} {b['word_recall'] if b['word_recall'] is not None else 1:.3f} {b['letter_order'] if b['letter_order'] is not None else 1:.3f}"
            + ("" if b["sound"] else " (unsound text layer)")
            for tool, b in row["by"].items()
        )
        print(f"- {row['kind']} {name} [{figures}] {judged.get(name, '')}")
        if row["reasons"]:
            print(f"    said: {json.dumps(row['reasons'], ensure_ascii=False)[:300]}")
        if is_chinese and best["missing"]:
            print(f"    missing: {best['missing']}")


def judged_files():
    """Files whose reference has the text in a wrong order, as a look at the rendered page showed: file name, tab, remark. They
    count for recall, not for order."""
    kept = Path(__file__).with_name("judged.tsv")
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true", help="install the other programs with apt and pip first")
    parser.add_argument("--binary", default=ROOT / "target/release/taizhang")
    parser.add_argument("--cache", default=ROOT / "target/recall")
    parser.add_argument("--references-only", action="store_true")
    parser.add_argument("--only", help="formats, separated by commas")
    parser.add_argument("path", nargs="*", type=Path)
    args = parser.parse_args()
    if args.install:
        install()
    sys.path.insert(0, str(Path(__file__).parent))
    import references

    shared = ROOT / "../shared/data"
    paths = args.path or [shared / "formats", shared / "fixtures"]
    files = sorted({f.resolve() for p in paths for f in (p.rglob("*") if p.is_dir() else [p]) if f.is_file()})
    known = {**{f: f for f in references.TOOLS}, "zip": "zip", "7z": "7z"}
    files = [f for f in files if references.kind_of(f) in known and f.stat().st_size > 0]
    if args.only:
        files = [f for f in files if SAME.get(references.kind_of(f), references.kind_of(f)) in args.only.split(",")]
    cache = references.Cache(args.cache)
    with tempfile.TemporaryDirectory() as place:
        members = {}
        for n, file in enumerate(files):
            if references.kind_of(file) in ("zip", "7z"):
                members[file] = references.unpack(file, f"{place}/{n}")
        cache.make_office(files + [m for some in members.values() for m in some])
        if args.references_only:
            for file in files + [m for some in members.values() for m in some]:
                references.references(cache, file)
            return 0
        reader = Reader(args.binary)
        rows = []
        for file in files:
            kind = references.kind_of(file)
            rows.append(measure(reader, cache, file, SAME.get(kind, kind), members.get(file)))
    (Path(args.cache) / "last.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    judged = judged_files()
    failed = table(rows, judged)
    below(rows, judged)
    unsound = [Path(r["file"]).name for r in rows if "tool" in r and not r["by"][r["tool"]]["sound"]]
    print(f"\nWithout a sound text layer by the reference, not counted above: {', '.join(unsound) or 'none'}")
    without = [Path(r["file"]).name for r in rows if "tool" not in r]
    print(f"Without a reference: {', '.join(without) or 'none'}")
    print(f"Starting our program costs {reader.start:.3f} s of processor time, taken off above.")
    if failed:
        print(f"BELOW THE BAR: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
