"""What a policy rests on, drawn: facts on the left, named values in between, the policy on the right.

    drawn = graph_of(policy)
    "\\n".join(mermaid(drawn, language="en"))

A level is one more than the highest level a value rests on, so that every line runs from left to right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from minsheng.engines.policy.rulebook import Policy, roots
from minsheng.engines.policy.terms import FactRef, Variable
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression


class NodeKind(StrEnum):
    """What a box stands for."""

    FACT = "fact"
    VALUE = "value"
    POLICY = "policy"


@dataclass(frozen=True)
class GraphNode:
    """One box. ``level`` 0 are facts; the policy stands alone on the last level."""

    key: str
    kind: NodeKind
    label: Text
    level: int


@dataclass(frozen=True)
class PolicyGraph:
    """The boxes, and the lines between their keys: from what is needed to what needs it."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[tuple[str, str], ...]

    def levels(self) -> list[list[GraphNode]]:
        """Return the boxes by level, from the facts to the policy."""
        highest = max(node.level for node in self.nodes)
        return [[node for node in self.nodes if node.level == level] for level in range(highest + 1)]


def graph_of(policy: Policy) -> PolicyGraph:
    """Return what a policy needs, directly and by way of named values; parameters are listed elsewhere."""
    nodes: dict[str, GraphNode] = {}
    edges: dict[tuple[str, str], None] = {}
    needed = _needed(roots(policy), nodes, edges)
    own = f"policy:{policy.key}"
    level = 1 + max((nodes[key].level for key in needed), default=0)
    nodes[own] = GraphNode(own, NodeKind.POLICY, policy.title, level)
    edges |= {(key, own): None for key in needed}
    return PolicyGraph(tuple(nodes.values()), tuple(edges))


def _needed(
    starts: Iterable[Expression], nodes: dict[str, GraphNode], edges: dict[tuple[str, str], None]
) -> list[str]:
    """Return the keys of what some expressions need directly; add these and all they rest on to the graph."""
    found: dict[str, None] = {}
    for node in (node for start in starts for node in start.walk()):
        if isinstance(node, FactRef):
            key = f"fact:{node.fact.name}"
            # A vocabulary's own fact says more than the birth by which the eldest is found.
            nodes.setdefault(key, GraphNode(key, NodeKind.FACT, node.fact.label, 0))
            found[key] = None
        elif isinstance(node, Variable):
            found[_value(node, nodes, edges)] = None
    return list(found)


def _value(variable: Variable, nodes: dict[str, GraphNode], edges: dict[tuple[str, str], None]) -> str:
    key = f"value:{variable.name}"
    if key not in nodes:
        needed = _needed([variable.expression], nodes, edges)
        level = 1 + max((nodes[one].level for one in needed), default=0)
        nodes[key] = GraphNode(key, NodeKind.VALUE, variable.label, level)
        edges |= {(one, key): None for one in needed}
    return key


_SHAPES = {NodeKind.FACT: ('["', '"]'), NodeKind.VALUE: ('("', '")'), NodeKind.POLICY: ('{{"', '"}}')}


def mermaid(graph: PolicyGraph) -> Iterator[str]:
    """Yield the lines of a Mermaid flowchart with the labels in Chinese and English."""
    names = {node.key: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "flowchart LR"
    for node in graph.nodes:
        opening, closing = _SHAPES[node.kind]
        yield f"  {names[node.key]}{opening}{_plain(node.label.zh)}<br>{_plain(node.label.en)}{closing}"
    for start, end in graph.edges:
        yield f"  {names[start]} --> {names[end]}"


def _plain(words: str) -> str:
    return words.replace('"', "'").replace("<", "&lt;").replace(">", "&gt;")
