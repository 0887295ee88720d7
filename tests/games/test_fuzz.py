"""Whatever the readers are given, they return a game or raise one of our own errors.

Texts of legal files are cut, spliced, doubled and sprinkled with what breaks readers: long numbers,
deep brackets, quotes, control characters, bytes that are no text. The generator is seeded.
"""

from __future__ import annotations

import io
import random

import pytest

from oraclegames import Game, InputError, OracleGamesError
from oraclegames.games.load import load_game, read_json, read_nfg

NFG = [
    b'NFG 1 R "t" { "A" "B" } { 3 2 } 1 2 3 4 5 6 7 8 9 10 11 12',
    b'NFG 1 D "a \\"game\\"" { "Row" "Column" "" }\r\n{ { "u" "d" } { "l" } { "x" "x" } }\n"c"\n'
    b"0.5 1/3 -2 1e3 .5 1. -1/7 2.5e-2 0 0 0 0",
    b'NFG 1 R "o"{"A""B"}{{"x"}{"y""z"}}""{{"o"1,2}{""3 4,}}2 0',
    '{ "é" } NFG 1 R "" { "ä" } { 2 } { } 0 0'.encode(),
    b'NFG 1 R "five and ten" { "Agent" } { { "5" "10" } } 5 10',
]
JSON = [
    b'{"schema": "oraclegames/game-1", "title": "t", "players": [{"name": "A", "moves": ["x",'
    b' "y"]}, {"name": "B", "moves": ["p"]}], "payoffs": [["1/2", 3], [0.1, "-1e2"]]}',
    '{"players": [{"name": "é\\n", "moves": ["x"]}], "payoffs": [[1]]}'.encode(),
]
POISON = [
    *(bytes([byte]) for byte in b'{}[]",:\\/.-+ \n\r\t\v\f\x00\x1a\x7f0129eERDN'),
    *(b"\xff", b"\xc3", "\u00a0".encode(), "\u0661".encode(), "\ufeff".encode(), b"\\ud800"),
    *(b"9" * 5000, b"1e99999", b"1e-99999", b"1e999999999", b"1/0", b"0/1", b"--1", b"1e+20"),
    *(b"NaN", b"-Infinity", b"null", b"true", b'""', b'"x"', b"[" * 3000, b'{"a":' * 3000),
    *(b"{ 1000000 1000000 }", b"{ 0 }", b'{ "" }', b'"A" ' * 40, b"{}", b"[]", b"1 " * 50),
    *(b'"players"', b'"payoffs"', b'"moves": []', b'"name": 1', b'"title": null, '),
]


def mutant(rng: random.Random, seeds: list[bytes]) -> bytes:
    """A legal text after one to six random edits."""
    data = rng.choice(seeds)
    for _ in range(rng.choice([1, 1, 1, 2, 3, 6])):
        at = rng.randrange(len(data) + 1)
        upto = min(len(data), at + int(rng.expovariate(0.15)))
        kind = rng.randrange(6)
        if kind == 0:  # cut a piece
            data = data[:at] + data[upto:]
        elif kind == 1:  # put something in
            data = data[:at] + rng.choice(POISON) + data[at:]
        elif kind == 2:  # put something instead
            data = data[:at] + rng.choice(POISON) + data[upto:]
        elif kind == 3:  # double a piece
            data = data[:upto] + data[at:]
        elif kind == 4:  # go on as another file
            other = rng.choice(seeds)
            data = data[:at] + other[rng.randrange(len(other)) :]
        else:  # change one byte
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    return data


def read_mutants(seed: int, count: int) -> int:
    """Read ``count`` mutants of both formats; returns how many of them were games after all."""
    rng = random.Random(seed)
    games = 0
    for number in range(count):
        reader, seeds = ((read_nfg, NFG), (read_json, JSON))[number % 2]
        data = mutant(rng, seeds)
        try:
            # Every third mutant goes through the recognition of the format.
            file = io.BytesIO(data)
            game = load_game("-", file) if number % 3 == 0 else reader(file)
        except OracleGamesError as error:
            assert isinstance(error, InputError), data
            assert "\n" not in str(error), data
            assert len(str(error)) < 500, data
        except Exception as error:
            raise AssertionError(f"{type(error).__name__} on {data!r}") from error
        else:
            assert isinstance(game, Game)
            games += 1
            if number % 10 == 0:
                assert read_nfg(io.StringIO(game.to_nfg())) == game, data
                assert read_json(io.StringIO(game.to_json())) == game, data
    return games


@pytest.mark.parametrize("seed", range(5))
def test_a_thousand_wrong_texts_raise_nothing_but_our_errors(seed):
    games = read_mutants(seed, 1_000)
    assert 10 < games < 500  # the mutants are neither all nonsense nor all harmless


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_hundred_thousand_wrong_texts_raise_nothing_but_our_errors(seed):
    read_mutants(seed, 10_000)


@pytest.mark.parametrize("reader", [read_nfg, read_json])
def test_random_bytes_raise_nothing_but_our_errors(reader):
    rng = random.Random(0)
    for _ in range(500):
        with pytest.raises(InputError):
            reader(io.BytesIO(rng.randbytes(rng.randrange(200))))
