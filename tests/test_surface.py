"""The public surface of the package."""

from __future__ import annotations

import pytest

import oraclegames


def test_every_public_name_exists_once_and_in_order():
    assert oraclegames.__all__ == sorted(set(oraclegames.__all__))
    for name in oraclegames.__all__:
        assert getattr(oraclegames, name) is not None


def test_every_public_function_and_class_says_what_it_does():
    for name in oraclegames.__all__:
        thing = getattr(oraclegames, name)
        if callable(thing):
            assert thing.__doc__, name


def test_unknown_names_are_attribute_errors():
    with pytest.raises(AttributeError, match="solv"):
        oraclegames.solv  # noqa: B018


def test_errors_have_one_root():
    for name in ("InputError", "ParseError", "UnsupportedError", "MissingDependencyError"):
        assert issubclass(getattr(oraclegames, name), oraclegames.OracleGamesError)
