"""Files appear whole or not at all."""

from __future__ import annotations

import pytest

from oraclegames import InputError
from oraclegames.atomic_write import whole_file, write_whole


def test_content_and_permissions_are_as_for_any_new_file(tmp_path):
    target, plain = tmp_path / "a.txt", tmp_path / "b.txt"
    write_whole(target, "é")
    plain.write_text("é")
    assert target.read_bytes() == "é".encode()
    assert target.stat().st_mode == plain.stat().st_mode


def test_a_failure_keeps_what_was_there_and_leaves_nothing_behind(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError), whole_file(target) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_one_line(tmp_path):
    target = tmp_path / "a.txt"
    with pytest.raises(InputError, match="No space left on device"), whole_file(target):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match=r"cannot write .*missing"):
        write_whole(tmp_path / "missing" / "a.txt", b"")
