"""Build the explorer as static files: ``python tools/site.py build/site/explore``.

Any web server serves the folder, and a browser that has seen it once needs no network. It holds

- the page of ``oraclegames explore``, unchanged but for the word that says who answers;
- ``documents/``: the answers about the catalogue's games, which are shown at once;
- ``python/``: CPython in WebAssembly (npm's pyodide, by the lock file in ``site/``), its standard
  library, FLINT (PyPI's wheel, by its hash) and this package, compiled by that same Python;
- ``keep.js``, the service worker, which keeps all of it.

A folder of more wheels for this Python, NumPy's say, may be named by ``--wheels``: the questions
that need them are answered in the browser then too.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import lzma
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
PACKAGE = ROOT / "src" / "oraclegames"
STATIC = PACKAGE / "explorer" / "static"
PYODIDE = SITE / "node_modules" / "pyodide"

LARGEST = 12_000_000
"""Bytes in all, compressed as servers do."""

FIRST = 400_000
"""Bytes before the first picture."""

OF_NO_USE = (
    "cli", "conditional/bulk", "conditional/oracle", "explorer/static",
    "plots/matplotlib", "plots/plotly", "reproduce", "schemas", "sweep",
)  # fmt: skip
"""Folders of the package that the page never asks."""

UNUSED = (
    "_pydatetime", "_pyio", "_pyrepl", "antigravity", "argparse", "bdb", "cProfile", "cmd",
    "configparser", "curses", "dbm", "doctest", "email", "ensurepip", "filecmp", "fileinput",
    "ftplib", "getopt", "gettext", "http", "idlelib", "imaplib", "mailbox", "mimetypes",
    "modulefinder", "multiprocessing", "netrc", "nturl2path", "optparse", "pdb", "pickletools",
    "plistlib", "poplib", "profile", "pstats", "pyclbr", "pydoc", "pydoc_data", "sched", "shelve",
    "smtplib", "socketserver", "sqlite3", "ssl", "statistics", "symtable", "tabnanny", "timeit",
    "tkinter", "trace", "tracemalloc", "turtle", "unittest", "uuid", "venv", "wave", "webbrowser",
    "wsgiref", "xml", "xmlrpc", "zipapp",
    "asyncio/proactor_events", "asyncio/windows_events", "asyncio/windows_utils", "compileall",
    "concurrent/futures/process", "logging/config", "logging/handlers", "urllib/request",
    "urllib/robotparser",
)  # fmt: skip
"""Modules of the standard library that are left out: for Windows, or done in C, or never asked."""

GUIDE = (
    {"layers": "pure"},
    {"own": "3/8,1/8,1/8,3/8", "layers": "pure"},
    {"pick": "0.8", "layers": "surfaces,curve,pure"},
)
"""What the first steps of the guide ask about the Prisoner's Dilemma, in the order of the page."""

ENCODINGS = (
    "__init__", "aliases", "ascii", "charmap", "cp437", "cp1252", "idna", "latin_1", "punycode",
    "raw_unicode_escape", "unicode_escape", "utf_8", "utf_8_sig", "utf_16", "utf_32",
)  # fmt: skip
"""Encodings that are kept."""


def main() -> None:
    """Build the folder that is named, and print what it weighs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--flint", type=Path, required=True, help="the folder with FLINT's wheel")
    parser.add_argument("--wheels", type=Path, help="a folder with more wheels")
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    page(given.folder)
    documents(given.folder)
    extra = sorted(given.wheels.glob("*.whl")) if given.wheels else []
    engine(given.folder / "python", [*sorted(given.flint.glob("python_flint-*.whl")), *extra])
    keep(given.folder)
    weigh(given.folder)


def page(folder: Path) -> None:
    """The page, its scripts, and the atlas."""
    from oraclegames.explorer.atlas import atlas_html

    folder.mkdir(parents=True)
    text = (STATIC / "index.html").read_text("utf-8")
    (folder / "index.html").write_text(
        text.replace('<html lang="en">', '<html lang="en" data-engine="browser">', 1), "utf-8"
    )
    shutil.copytree(STATIC, folder / "static", ignore=shutil.ignore_patterns("index.html"))
    for name in ("engine_worker.js", "try_it.js", "try_it.css"):
        shutil.copy(SITE / name, folder / "static")
    (folder / "atlas").mkdir()
    (folder / "atlas" / "index.html").write_text(atlas_html(), "utf-8")


def documents(folder: Path) -> None:
    """The answers that are known beforehand, and the questions that they answer."""
    from oraclegames.explorer.answers import LISTS, answer
    from oraclegames.games.catalog import CATALOG

    questions = {name: (name, "") for name in LISTS}
    for name, entry in CATALOG.items():
        if entry.has_defaults and name != "random_game" and entry.function().n_players == 2:
            query = urlencode({"game": name})
            questions[f"equilibria?{query}"] = "equilibria", query
    for fields in GUIDE:
        query = urlencode({"game": "prisoners_dilemma", **fields})
        questions[f"equilibria?{query}"] = "equilibria", query
    (folder / "documents").mkdir()
    known = {}
    for question, (path, query) in questions.items():
        found = answer(path, query)
        if found.status == 200:
            name = re.sub(r"[^a-z]+", "-", query.partition("=")[2].lower()) or path
            known[question] = f"{name}.json"
            (folder / "documents" / known[question]).write_bytes(found.body)
    (folder / "documents" / "known.json").write_text(json.dumps(known), "utf-8")


def engine(folder: Path, wheels: list[Path]) -> None:
    """Python itself, its library, and the packages."""
    folder.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs"):
        shutil.copy(PYODIDE / name, folder)
    wasm = gzip.compress((PYODIDE / "pyodide.asm.wasm").read_bytes(), 9, mtime=0)
    (folder / "pyodide.asm.wasm.gzipped").write_bytes(wasm)
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]
    (folder / "info.json").write_text(json.dumps(info), "utf-8")
    with tempfile.TemporaryDirectory() as made:
        tree = Path(made)
        with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as archive:
            archive.extractall(tree / "library")
        for name in UNUSED:
            shutil.rmtree(tree / "library" / name, ignore_errors=True)
            (tree / "library" / f"{name}.py").unlink(missing_ok=True)
        for coding in (tree / "library" / "encodings").glob("*.py"):
            if coding.stem not in ENCODINGS:
                coding.unlink()
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(tree / "packages")
        shutil.copytree(
            PACKAGE,
            tree / "packages" / "oraclegames",
            ignore=lambda where, names: [
                name
                for name in names
                if name == "__pycache__"
                or (Path(where) / name).relative_to(PACKAGE).as_posix() in OF_NO_USE
            ],
        )
        for tests in (*tree.glob("packages/flint/test"), *tree.glob("packages/flint/**/*.pyi")):
            shutil.rmtree(tests) if tests.is_dir() else tests.unlink()
        subprocess.run(["node", "compile.mjs", tree], cwd=SITE, check=True)
        library = list(compiled(tree / "library"))
        with zipfile.ZipFile(
            folder / "python_stdlib.zip", "w", zipfile.ZIP_DEFLATED, True, 9
        ) as out:
            for name, data in library:
                out.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
        (folder / "packages.tar.xz").write_bytes(packed(compiled(tree / "packages")))
    loaded = {
        name: (folder / name).stat().st_size
        for name in ("pyodide.asm.wasm.gzipped", "packages.tar.xz")
    }
    (folder / "sizes.json").write_text(json.dumps(loaded), "utf-8")


def compiled(tree: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files of a tree, sorted; of Python's only what was compiled."""
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not (path.suffix == ".py" and path.with_suffix(".pyc").exists()):
            yield path.relative_to(tree).as_posix(), path.read_bytes()


def packed(files: Iterator[tuple[str, bytes]]) -> bytes:
    """An archive that is the same whenever the files are."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return lzma.compress(buffer.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def keep(folder: Path) -> None:
    """The service worker, with the list of what it keeps."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
    names = [path.relative_to(folder).as_posix() for path in paths]
    files = ["./" if name == "index.html" else name.replace("/index.html", "/") for name in names]
    shell = [name for name in files if not name.startswith(("python/", "atlas/", "documents/"))]
    head = {"VERSION": f"oraclegames-{digest}", "FILES": files, "SHELL": shell}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in head.items()]
    text = "\n".join([*lines, (SITE / "keep.js").read_text("utf-8")])
    (folder / "keep.js").write_text(text, "utf-8")


def weigh(folder: Path) -> None:
    """Print what each file weighs on the way; refuse what is too heavy."""
    sizes = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            sizes[path.relative_to(folder).as_posix()] = min(len(data), len(gzip.compress(data, 9)))
    first = [name for name in sizes if name.startswith("static/") or name == "index.html"]
    first += [name for name in sizes if name.startswith("documents/")]
    for name, size in sorted(sizes.items(), key=lambda pair: -pair[1])[:12]:
        print(f"{size:10,}  {name}")
    total, before = sum(sizes.values()), sum(sizes[name] for name in first)
    print(f"{total:10,}  in all; {before:,} before the first picture")
    if total > LARGEST or before > FIRST:
        sys.exit(f"too heavy: at most {LARGEST:,} in all, and {FIRST:,} before the first picture")


if __name__ == "__main__":
    main()
