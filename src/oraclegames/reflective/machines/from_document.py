"""What a machine does, read back from its document."""

from __future__ import annotations

from oraclegames.certificates.part import Part
from oraclegames.exact.rational import parse_rational
from oraclegames.reflective.machines.exploration import Exploration, Share, Unknown
from oraclegames.reflective.machines.machine import Query
from oraclegames.reflective.machines.tree_function import system_of


def read_exploration(document: Part) -> Exploration:
    """The answer of ``explore``. The machine is what its tree does."""
    system = system_of(document["machines"])
    name = document["machine"].word(*system.positions)
    outcomes = system.machines[system.machine_index(name)].outcomes
    shares: dict[str, Share] = {
        str(share): share
        for machine in system.machines
        for share in (Share(machine.name, outcome) for outcome in machine.outcomes)
    }
    return Exploration(
        name,
        {
            outcome: {
                tuple(_unknown(factor, shares) for factor in term["factors"]): term[
                    "coefficient"
                ].rational()
                for term in document["outputs"][outcome]
            }
            for outcome in outcomes
        },
        tuple(_query(item, shares) for item in document["queries"]),
        document["paths"].integer(),
        "\n".join(line.text() for line in document["text"]),
        system,
    )


def _unknown(part: Part, shares: dict[str, Share]) -> Unknown:
    return shares.get(part.text()) or _query(part, shares)


def _query(part: Part, shares: dict[str, Share]) -> Query:
    """A query, from its words: what stands behind the last ">" is the threshold."""
    start, _, rest = part.text().rpartition(" > ")
    threshold = parse_rational(rest.removesuffix("?"))
    if threshold is None or start not in shares:
        part.unreadable("a query about one of the machines")
    return Query(shares[start].machine, shares[start].outcome, threshold)
