"""Whether a policy means something: names, types, order, and what a person has to confirm.

`check` finds everything at once. A module looks at one part of the grammar; `inspection` is what they share.
"""

from __future__ import annotations

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.checking import dates, measures, terms  # noqa: F401 - types register there
from yanxing.policy.checking.citations import check_citations
from yanxing.policy.checking.facts import (
    check_definitions,
    check_facts,
    check_sources,
    check_unset,
    check_values,
)
from yanxing.policy.checking.flows import check_flows
from yanxing.policy.checking.inspection import Inspection
from yanxing.policy.checking.ledgers import check_ledgers
from yanxing.policy.checking.programme import check_days, check_programme, check_windows
from yanxing.policy.checking.runs import check_runs
from yanxing.policy.checking.tables import check_codes, check_table
from yanxing.policy.checking.unused import check_unused
from yanxing.policy.findings import Finding, in_order


def check(policy: Policy, calendar: OfficeCalendar | None = None) -> list[Finding]:
    """All findings about a policy, by line; never raises. Without a calendar no day is compared with it."""
    see = Inspection(policy, calendar)
    check_facts(see)
    check_sources(see)
    check_values(see)
    for name, table in see.tables.items():
        see.place = f"tables.{name}"
        check_table(name, table, see)
    see.place = ""
    windows = check_windows(see)
    runs = check_runs(see)
    check_definitions(see, runs)
    check_ledgers(see, runs)
    check_flows(see, runs)
    check_programme(see, windows, runs)
    check_days(see, windows)
    check_codes(see)
    check_citations(see)
    check_unset(see)
    check_unused(see)
    return in_order(see.findings)
