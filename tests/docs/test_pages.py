"""Every block of the documentation runs, by the tool that shows what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.pages.outputs import blocks, run, with_outputs

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_the_code_of_a_page_runs(page):
    text = page.read_text(encoding="utf-8")
    assert len([*run(text, str(page))]) == len(blocks(text))


def test_what_a_block_prints_is_under_it():
    page = "Before\n```python\nx = 1\nprint(x)\nx + 1\n```\nbetween\n```python\nx = 2\n```\nafter\n"
    assert with_outputs(page, "page") == (
        "Before\n```python\nx = 1\nprint(x)\nx + 1\n```\n\n"
        "```{.text .output .sentences}\n1\n2\n```\nbetween\n```python\nx = 2\n```\nafter\n"
    )


def test_a_command_is_run_and_a_usage_is_not():
    page = "```console\n$ oraclegames --version\n```\n\n```console\n$ oraclegames [OPTIONS]\n```\n"
    assert [block.kind for block in blocks(page)] == ["console"]
    assert with_outputs(page, "page").startswith(
        "```console\n$ oraclegames --version\noraclegames 0."
    )


@pytest.mark.parametrize(
    ("code", "error"),
    [("```python\n\n1 / 0\n```\n", ZeroDivisionError), ("```console\n$ no-such\n```\n", RuntimeError)],
)
def test_a_block_that_fails_stops_the_build(code, error):
    with pytest.raises(error) as caught:
        with_outputs(f"One line\n{code}", "page.md")
    if error is ZeroDivisionError:
        frame = caught.traceback[-1]
        assert (str(frame.path), frame.lineno + 1) == ("page.md", 4) or frame.lineno + 1 == 4
