"""What other programs read of a file: the reference texts, made once and kept in a cache by content."""
import csv
import email
import email.policy
import hashlib
import io
import re
import resource
import shutil
import subprocess
import tempfile
import warnings
import zipfile
from collections import Counter
from pathlib import Path

import bs4
import docx
from lxml import etree

warnings.filterwarnings("ignore", category=bs4.XMLParsedAsHTMLWarning)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFFICE_BATCH = 15  # files per LibreOffice call: starting it costs seconds, one bad file costs the batch
UNPACKED_BYTES = 64 << 20  # an archive that unpacks to more is a bomb and has no reference
OFFICE_SECONDS = 60  # per call, and 10 more per file
TEXT = "txt:Text (encoded):UTF8"
# Field by field as shown, UTF-8, every sheet in a file of its own.
SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
OFFICE = {
    **dict.fromkeys(["doc", "docx", "rtf", "odt", "wps", "dotx", "docm"], TEXT),
    **dict.fromkeys(["xlsx", "xlsm", "xlsb", "xls", "ods", "et"], SHEETS),
}


def run(command, seconds=60):
    """Standard output of a program, `None` when it fails, hangs, or writes a larger file than any reference."""
    fence = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (UNPACKED_BYTES, UNPACKED_BYTES))
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, preexec_fn=fence)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def read_file(path):
    return Path(path).read_bytes()


class Cache:
    """Reference texts by content and tool; an empty file says that the tool gives nothing."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def key(self, path):
        suffix = Path(path).suffix.lower().lstrip(".")
        return hashlib.sha256(read_file(path)).hexdigest()[:20] + "." + suffix

    def text(self, path, tool, make):
        kept = self.folder / f"{self.key(path)}.{tool}.txt"
        if not kept.exists():
            try:
                made = make(path)
            except Exception as error:  # a reference tool that stumbles is no finding about us
                made = None
                (self.folder / f"{self.key(path)}.{tool}.error").write_text(repr(error))
            kept.write_text(made or "", encoding="utf-8", errors="replace")
        return kept.read_text(encoding="utf-8") or None

    def office(self, path):
        kept = self.folder / f"{self.key(path)}.office.txt"
        return (kept.read_text(encoding="utf-8") or None) if kept.exists() else None

    def make_office(self, paths):
        """Reads all files with LibreOffice, one process at a time."""
        groups = {}
        for path in paths:
            kind = OFFICE.get(Path(path).suffix.lower().lstrip("."))
            if kind and not (self.folder / f"{self.key(path)}.office.txt").exists():
                groups.setdefault(kind, {})[self.key(path)] = path
        for kind, files in groups.items():
            keys = sorted(files)
            for at in range(0, len(keys), OFFICE_BATCH):
                self._office(kind, {k: files[k] for k in keys[at : at + OFFICE_BATCH]})

    def _office(self, kind, files):
        with tempfile.TemporaryDirectory() as place:
            copies = []
            for key, path in files.items():
                copies.append(Path(place) / key)
                shutil.copyfile(path, copies[-1])
            out = Path(place) / "out"
            command = ["nice", "-n", "15", "soffice", "--headless", "--norestore",
                       f"-env:UserInstallation=file://{place}/profile",
                       "--convert-to", kind, "--outdir", str(out), *map(str, copies)]
            ended = run(command, OFFICE_SECONDS + 10 * len(files)) is not None
            for key, path in files.items():
                stem = key.rsplit(".", 1)[0]
                made = sorted(out.glob(f"{stem}*"), key=lambda p: (p.stat().st_mtime_ns, p.name))
                if not made and not ended and len(files) > 1:
                    self._office(kind, {key: path})  # the batch broke at some other file
                    continue
                text = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in made)
                if kind == SHEETS:
                    text = cells_of(text)
                (self.folder / f"{key}.office.txt").write_text(text, encoding="utf-8")


def cells_of(text):
    csv.field_size_limit(1 << 30)
    return "\n".join(cell for row in csv.reader(io.StringIO(text)) for cell in row if cell)


# docx ----------------------------------------------------------------------------------------------------------------

def docx_text(path):
    """Every `w:t` in document order: tables and text boxes where they stand, deletions, hidden runs and copies for old
    programs left out, then notes and comments. Headers and footers are left out, as they are kept apart from the body."""
    package = docx.Document(str(path)).part.package
    parts = {str(p.partname): p.blob for p in package.iter_parts()}
    main = str(docx.Document(str(path)).part.partname)
    folder = main.rsplit("/", 1)[0]
    names = [main] + [f"{folder}/{n}.xml" for n in ("footnotes", "endnotes", "comments")]
    lines = []
    for name in names:
        if name in parts:
            lines += docx_lines(etree.fromstring(parts[name]))
    return "\n".join(lines)


def has_deletions(path):
    if kind_of(path) not in ("docx", "dotx", "docm"):
        return False
    try:
        return b"<w:del " in zipfile.ZipFile(path).read("word/document.xml")
    except (KeyError, zipfile.BadZipFile):
        return False


def docx_lines(root):
    lines = [[]]

    def walk(element):
        tag = element.tag
        if tag in (W + "del", W + "moveFrom", MC + "Fallback", W + "delText", W + "instrText"):
            return
        if tag == W + "r":
            hidden = element.find(f"{W}rPr/{W}vanish")
            if hidden is not None and hidden.get(W + "val") not in ("0", "false", "off"):
                return
        if tag == W + "t":
            lines[-1].append(element.text or "")
        elif tag in (W + "tab", W + "br"):
            lines[-1].append(" ")
        for child in element:
            if isinstance(child.tag, str):
                walk(child)
        if tag == W + "p":
            lines.append([])

    walk(root)
    return ["".join(line) for line in lines if line]


# ofd -----------------------------------------------------------------------------------------------------------------

def ofd_text(path):
    """All TextCode text of the pages a document refers to, in the order of pages, each with its templates and annotations."""
    archive = zipfile.ZipFile(path)
    names = {n.lstrip("/"): n for n in archive.namelist()}

    def part(name):
        return etree.fromstring(archive.read(names[name])) if name in names else None

    def at(base, name):
        if name.startswith("/"):
            return name[1:]
        steps = base.split("/")[:-1]
        for step in name.split("/"):
            if step == "..":
                steps = steps[:-1]
            elif step != ".":
                steps.append(step)
        return "/".join(steps)

    def find(root, name):
        return [] if root is None else [e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname == name]

    def texts(root, drawn):
        """Text objects of a part; one drawn again at the same place of the page is no further text."""
        lines = []
        for element in find(root, "TextObject"):
            text = "".join("".join(e.itertext()) for e in find(element, "TextCode"))
            if (text, element.get("Boundary"), element.get("CTM")) not in drawn:
                drawn.add((text, element.get("Boundary"), element.get("CTM")))
                lines.append(text)
        return lines

    lines = []
    for doc_root in find(part("OFD.xml"), "DocRoot"):
        main = doc_root.text.strip().lstrip("/")
        document = part(main)
        templates = {t.get("ID"): at(main, t.get("BaseLoc")) for t in find(document, "TemplatePage")}
        notes = {}
        for annotations in find(document, "Annotations"):
            index = at(main, (annotations.text or "").strip())
            for page in find(part(index), "Page"):
                for file in find(page, "FileLoc"):
                    notes.setdefault(page.get("PageID"), []).append(at(index, file.text.strip()))
        for page in find(document, "Page"):
            if not page.get("BaseLoc"):
                continue
            root = part(at(main, page.get("BaseLoc")))
            drawn = set()
            for template in find(root, "Template"):
                if template.get("TemplateID") in templates:
                    lines += texts(part(templates[template.get("TemplateID")]), drawn)
            lines += texts(root, drawn)
            for note in notes.get(page.get("ID"), []):
                lines += texts(part(note), set())
    return "\n".join(lines)


# the others ----------------------------------------------------------------------------------------------------------

def markup_text(markup, charset=None):
    soup = bs4.BeautifulSoup(markup, "lxml", from_encoding=charset)
    for element in soup(["script", "style", "noscript", "template", "head", "select", "textarea"]):
        element.decompose()
    for note in soup.find_all(string=lambda s: isinstance(s, (bs4.Comment, bs4.Doctype, bs4.ProcessingInstruction))):
        note.extract()
    return soup.get_text("\n")


def html_text(path):
    data = read_file(path)
    return markup_text(data, "gb18030" if re.search(rb"charset=[\"']?gb", data[:2048], re.I) else None)


def plain_text(path):
    data = read_file(path)
    tried = ["utf-8-sig", "gb18030"]
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            tried = [name]
    if b"\0" in data[:400] and tried[0] != "utf-16":
        tried = ["utf-16-le"] if data[1:400:2].count(0) >= data[:400:2].count(0) else ["utf-16-be"]
    for name in tried:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    # Neither: a few bad bytes, or a file put together of both; line by line, the one that loses less is right.
    best = lambda line: min((line.decode(n, "replace") for n in tried), key=lambda t: t.count("\ufffd"))
    return "\n".join(best(line) for line in data.split(b"\n"))


def pdf_text(path):
    """Text of pdftotext without the lines that repeat at the head or foot of most pages: those are kept apart from the body."""
    made = run(["pdftotext", "-enc", "UTF-8", "-q", str(path), "-"], 120)
    if made is None:
        return None
    pages = [[l for l in page.splitlines() if l.strip()] for page in made.decode("utf-8", "replace").split("\f")]
    pages = [p for p in pages if p]
    plain = lambda line: re.sub(r"[\dIVXivx\s]+", "#", line.strip())
    edge = Counter(k for p in pages for k in {plain(l) for l in p[:2] + p[-2:]})
    often = {k for k, n in edge.items() if n >= 3 and n * 2 >= len(pages)}
    kept = []
    for page in pages:
        last = len(page) - 1
        kept += [l for i, l in enumerate(page) if not (plain(l) in often and (i < 2 or i > last - 2))]
    return "\n".join(kept)


def message_text(path):
    message = email.message_from_bytes(read_file(path), policy=email.policy.default)
    lines = [str(message["subject"] or "")]
    body = message.get_body(("plain", "html")) if not message.get_content_type().startswith("text/") else message
    if message.get_content_type() == "multipart/related":
        body = message.get_body(("html", "plain"))
    if body is not None:
        text = body.get_content()
        lines.append(markup_text(text) if body.get_content_subtype() == "html" else text)
    return "\n".join(lines)


def by_command(*command):
    def make(path):
        made = run([*command, str(path)])
        return made.decode("utf-8", "replace") if made is not None else None
    return make


antiword = by_command("antiword", "-m", "UTF-8", "-w", "0")
catdoc = by_command("catdoc", "-d", "utf-8", "-w")

# The readers asked for a format besides LibreOffice, best first; `office` stands where LibreOffice stands among them.
TOOLS = {
    "docx": ["office", ("walk", docx_text)],
    "dotx": ["office", ("walk", docx_text)],
    "docm": ["office", ("walk", docx_text)],
    "doc": ["office", ("antiword", antiword), ("catdoc", catdoc)],
    "wps": ["office", ("antiword", antiword), ("catdoc", catdoc)],
    "ofd": [("textcode", ofd_text)],
    "html": [("soup", html_text)],
    "pdf": [("pdftotext", pdf_text)],
    "txt": [("decode", plain_text)],
    "csv": [("decode", plain_text)],
    "md": [("decode", plain_text)],
    "eml": [("email", message_text)],
    "mht": [("email", message_text)],
    **{f: ["office"] for f in ("rtf", "odt", "xlsx", "xlsm", "xlsb", "xls", "ods", "et")},
}
SAME = {"htm": "html", "xhtml": "html", "mhtml": "mht", "tsv": "csv"}


def kind_of(path):
    suffix = Path(path).suffix.lower().lstrip(".")
    return SAME.get(suffix, suffix)


def references(cache, path):
    """(tool, text) of every tool that reads the file, best first. LibreOffice writes tracked deletions as if they stood, so it
    is not asked about a document that has some."""
    found = []
    for tool in TOOLS.get(kind_of(path), []):
        if tool == "office" and has_deletions(path):
            continue
        if tool == "office":
            name, text = "office", cache.office(path)
        else:
            name, text = tool[0], cache.text(path, *tool)
        if text and text.strip():
            found.append((name, text))
    return found


def unpack(path, folder):
    """Members of an archive, by 7z; archives inside are unpacked in turn, three deep."""
    found = []

    def one(archive, into, depth):
        listed = re.findall(rb"^Size = (\d+)", run(["7z", "l", "-slt", "-p", str(archive)]) or b"", re.M)
        if sum(map(int, listed)) > UNPACKED_BYTES:
            return
        into.mkdir(parents=True, exist_ok=True)
        run(["7z", "x", "-y", "-p", f"-o{into}", str(archive)], 60)
        for member in sorted(p for p in into.rglob("*") if p.is_file() and not p.is_symlink()):
            if member.suffix.lower() in (".zip", ".7z"):
                if depth < 3:
                    one(member, member.parent / (member.name + ".d"), depth + 1)
            else:
                found.append(member)

    one(path, Path(folder), 1)
    return found
