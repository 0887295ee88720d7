"""The README's Python and its command line do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oraclegames.cli.main import main

README = Path(__file__).parents[2] / "README.md"


def blocks(kind):
    fenced = re.findall(
        r"^```(\w*)\n(.*?)^```$", README.read_text(encoding="utf-8"), re.DOTALL | re.M
    )
    return [body for label, body in fenced if label == kind]


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.partition("\n")[0])
def test_a_python_block_runs_alone(block):
    exec(compile(block, str(README), "exec"), {})


def test_the_transcript_is_what_is_printed(capsys):
    (transcript,) = [block for block in blocks("") if block.startswith("$ oraclegames")]
    command, _, expected = transcript.partition("\n")
    with pytest.raises(SystemExit):
        main(command.split()[2:])
    assert capsys.readouterr().out == expected
