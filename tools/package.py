"""``python tools/package.py FOLDER``: build the package, check it, install it with each extra.

What is built is what a user gets: the wheel is installed in an empty environment, alone and with
each extra that users name, and asked a question of it each time; extras for developers are resolved
only. Needs a package registry.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_BESIDE = 150_000
"""Compressed bytes of a wheel that are no Python source: schemas, the page, words, and the list of
its files. The source is what it is, four fifths of the wheel."""
NEEDED = ("py.typed", "explorer/static/index.html", "schemas/documents.json", "glossary/words.toml")

QUESTIONS = {
    "": """
import oraclegames as og
assert og.solve("chicken").verify() and og.verify(og.nash("2,2 0,3; 3,0 1,1").to_dict())
""",
    "gambit": """
import oraclegames as og
assert og.Game.from_gambit(og.catalog.chicken().to_gambit()) == og.catalog.chicken()
""",
    "table": """
import oraclegames as og
assert len(og.nash("chicken").to_pandas()) == len(og.nash("chicken").to_arrow()) == 3
""",
    "plot": """
from oraclegames.cli.main import main
try:
    main(["plot", "chicken", "-o", "it.svg"])
except SystemExit as end:
    assert not end.code
""",
    "explorer": """
from oraclegames.explorer import web, workers
""",
    "sweep": """
import oraclegames as og
assert og.sweep.classify_batch([[[[2, 0], [3, 1]], [[2, 3], [0, 1]]]]) is not None
import dask.distributed, duckdb, pyarrow
""",
}
"""For each extra what must work with it; "" is the package alone."""


def run(*words: str | Path, cwd: Path = ROOT) -> None:
    """Run a program and end with its failure."""
    print("$", *words, flush=True)
    subprocess.run(list(map(str, words)), check=True, cwd=cwd)


def environment(folder: Path, *packages: str) -> Path:
    """The Python of a new environment with these packages."""
    venv.create(folder, with_pip=True, clear=True)
    python = folder / "bin" / "python"
    if packages:
        run(python, "-m", "pip", "install", "--quiet", "--no-compile", *packages)
    return python


def check_wheel(wheel: Path) -> None:
    """What must be in it is, and it is not too large."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    lacking = [name for name in NEEDED if f"oraclegames/{name}" not in names]
    assert not lacking, f"the wheel lacks {lacking}"
    strange = [name for name in names if not name.startswith("oraclegames")]
    assert not strange, f"the wheel has {strange}"
    size = wheel.stat().st_size
    with zipfile.ZipFile(wheel) as archive:
        beside = sum(i.compress_size for i in archive.infolist() if not i.filename.endswith(".py"))
    assert beside <= MOST_BESIDE, f"{beside:,} bytes are no source, more than {MOST_BESIDE:,}"
    print(f"{wheel.name}: {size:,} bytes, {len(names)} files")


def main() -> None:
    """Build into a folder, and check what was built."""
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("oraclegames-*"):
        old.unlink()
    builder = environment(folder / "builder", "build", "twine")
    run(builder, "-m", "build", "--outdir", folder)
    (wheel,) = folder.glob("*.whl")
    run(builder, "-m", "twine", "check", "--strict", *sorted(folder.glob("oraclegames-*")))
    check_wheel(wheel)
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    for extra, question in QUESTIONS.items():
        wanted = f"{wheel}[{extra}]" if extra else str(wheel)
        python = environment(folder / f"with-{extra or 'nothing'}", wanted)
        run(python, "-m", "pip", "check")
        run(python, "-c", question, cwd=folder)
        run(python.with_name("oraclegames"), "--version", cwd=folder)
    for extra in extras.keys() - QUESTIONS.keys():
        wanted = f"{wheel}[{extra}]"
        run(builder, "-m", "pip", "install", "--quiet", "--dry-run", wanted)
    print("the package can be installed, alone and with each extra")


if __name__ == "__main__":
    main()
