"""The page of graphs: what each policy rests on, from facts by way of named values."""

from __future__ import annotations

from collections.abc import Iterator

from minsheng.engines.policy.graph import graph_of, mermaid
from minsheng.engines.policy.rulebook import Policy
from minsheng.kernel.registry.loading import policies
from reference.markdown import both, fenced, page

INTRODUCTION = """
What each policy rests on (依赖关系图): facts in square boxes, named values in round ones, the policy on the right. A
line runs from what is needed to what needs it. Parameters are listed with the [policies](policies.md). The catalogue
of the portal shows the same graphs.
"""


def graphs_page() -> str:
    """Return the page."""
    return page("Graphs 依赖关系图", INTRODUCTION, *(_policy(policy) for policy in policies().values()))


def _policy(policy: Policy) -> Iterator[str]:
    yield f"## {policy.key}"
    yield ""
    yield both(policy.title)
    yield ""
    yield from fenced(mermaid(graph_of(policy)), "mermaid")
