"""The command explain, and what the help says of agents."""

from __future__ import annotations

from oraclegames import explain
from oraclegames.glossary.glossary import chapters
from oraclegames.reflective.agents.named_agents import NAMED_AGENTS
from oraclegames.reflective.agents.names import _MAKE


def test_every_named_agent_is_in_the_glossary_and_in_the_help(run):
    assert list(NAMED_AGENTS) == list(_MAKE)
    status, out, _ = run("match", "--help")
    assert status == 0
    for name, one in NAMED_AGENTS.items():
        term = explain(one.form).term.lower()
        assert term.startswith(name) or term in {"nicerbot", "constant", "region agent"}
        assert f"{one.form}: " in out


def test_the_command_prints_an_entry_or_the_list(run):
    assert run("explain", "joint", "distribution") == (0, f"{explain('joint distribution')}\n", "")
    status, out, _ = run("explain")
    assert status == 0
    words = " ".join(out.split())
    assert all(entry.term in words for chapter in chapters() for entry in chapter.entries)
    status, out, err = run("explain", "reducable")
    assert (status, out) == (2, "") and err.count("\n") == 1 and "reducible" in err
