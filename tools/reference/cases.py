"""How many cases there are for each policy, as a file that the installed package can read."""

from __future__ import annotations

from tests.programmes.rule_cases import all_cases

from minsheng.kernel.entitlements.catalogue import counts_of, counts_text
from minsheng.kernel.registry.loading import policies


def case_counts() -> str:
    """Return the text of ``case_counts.json``."""
    return counts_text(counts_of(all_cases(), policies()))
