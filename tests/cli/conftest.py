"""Calling the program in this process."""

from __future__ import annotations

import io
import sys

import pytest

from oraclegames.cli.main import main


@pytest.fixture
def run(capsys, monkeypatch):
    """Call the program; returns (status, standard output, standard error)."""

    def call(*arguments, stdin=None):
        if stdin is not None:
            stream = io.TextIOWrapper(io.BytesIO(stdin.encode()))
            monkeypatch.setattr(sys, "stdin", stream)
        with pytest.raises(SystemExit) as caught:
            main(list(arguments))
        out, err = capsys.readouterr()
        return caught.value.code, out, err

    return call
