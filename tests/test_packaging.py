"""What is said about the package in several places is the same in all of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

from oraclegames import __version__

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RECIPE = (ROOT / "conda" / "meta.yaml").read_text(encoding="utf-8")


def test_the_version_has_one_place():
    assert "version" in PROJECT["dynamic"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    assert f'set version = "{__version__}"' in RECIPE
    written = [
        path for path in (ROOT / "src").rglob("*.py") if f'"{__version__}"' in path.read_text()
    ]
    assert [path.name for path in written] == ["_version.py"]


def recipe() -> dict:
    """The recipe as conda reads it, with its templates filled."""
    text = re.sub(r"^\{%.*%\}$", "", RECIPE, flags=re.MULTILINE)
    text = text.replace("{{ name|lower }}", "oraclegames").replace("{{ version }}", __version__)
    return yaml.safe_load(text.replace("{{ PYTHON }}", "python"))


def test_the_conda_recipe_needs_what_the_package_needs():
    asked = recipe()
    run = {line.replace(" ", "") for line in asked["requirements"]["run"]}
    assert run == {*PROJECT["dependencies"], f"python{PROJECT['requires-python']}"}
    host = {line.replace(" ", "") for line in asked["requirements"]["host"]}
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    assert {*build["requires"], f"python{PROJECT['requires-python']}"} <= host
    (program,) = asked["build"]["entry_points"]
    assert program == f"oraclegames = {PROJECT['scripts']['oraclegames']}"
    assert asked["about"]["license"] == PROJECT["license"]


def test_the_citation_has_what_its_format_asks_for():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["license"] == PROJECT["license"]


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "src" / "oraclegames" / "py.typed").exists()
    assert "Typing :: Typed" in PROJECT["classifiers"]
