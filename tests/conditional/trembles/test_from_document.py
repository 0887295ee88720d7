"""Evidence about trembles is read back from its document as what it was."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np

from oraclegames import Distribution, Game, check
from oraclegames.certificates.part import Part
from oraclegames.conditional.check.from_document import _EVIDENCE
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.from_document import levels_or_stuck
from oraclegames.conditional.trembles.levels import Stuck
from tests.certificates.corpus import CORPUS, result

SHAPES = ((2, 3), (3, 3), (2, 2, 2), (4,))


def cases():
    """Random tied games at boundary distributions, and the corpus's verdicts."""
    for seed in range(90):
        source = Random(seed)
        shape, count = source.choice(SHAPES), 0
        count = int(np.prod(shape))
        tables = [[source.randint(0, 1 + seed % 2) for _ in range(count)] for _ in shape]
        game = Game.from_arrays(*(np.reshape(table, shape) for table in tables))
        weights = [0] * count
        for cell in source.sample(range(count), source.choice((1, 2, 3))):
            weights[cell] = source.randint(1, 3)
        yield check(game, Distribution(game, tuple(Fraction(w, sum(weights)) for w in weights)))
    for name in CORPUS:
        if name.startswith("check") and hasattr(result(name), "reflective_certificate"):
            yield result(name)


def test_every_kind_of_evidence_is_read_back():
    seen = set()
    for verdict in cases():
        played = verdict.distribution
        if verdict.certificate is not None:
            written = verdict.certificate.to_dict()
            seen.add(written["kind"])
            assert levels_or_stuck(Part(written), Face.of(played)) == verdict.certificate
        if verdict.reflective_certificate is not None:
            written = verdict.reflective_certificate.to_dict()
            seen.add(written["kind"])
            read = _EVIDENCE[written["kind"]](Part(written), played)
            assert read == verdict.reflective_certificate
            assert read.to_dict() == written
    assert seen >= {"levels", "stuck", "trembles", "same-values", "orders", "no-orders"}
    assert "no-shifts" in seen


def test_what_tempts_is_named_with_its_player():
    for verdict in cases():
        if isinstance(verdict.certificate, Stuck):
            text, game = str(verdict.certificate), verdict.game
            for (i, s), y in zip(verdict.certificate.moves, verdict.certificate.multipliers):
                assert f"{game.players[i]}'s {game.moves[i][s]}: {y}" in text
