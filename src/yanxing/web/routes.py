"""Every page of the site: name, address, view, who may. The walk over routes reads the same table.

A folder of pages keeps its own list in `web/<noun>/routes.py`; this module only puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from django.urls import URLPattern, path

from yanxing.access.predicates import Predicate
from yanxing.web.door import View, door

NOUNS = (
    "accounts",
    "home",
    "look",
    "people",
    "roster",
    "policies",
    "activities",
    "signin",
    "matters",
    "hours",
    "notices",
    "statistics",
    "files",
    "trail",
)


@dataclass(frozen=True, slots=True)
class Route:
    """One address. `who` decides whether the page exists for a visitor at all; `counts`: a refused form of it
    still writes, because wrong tries are counted."""

    name: str
    address: str
    view: View
    who: Predicate
    counts: bool = False


def all_routes() -> list[Route]:
    return [route for noun in NOUNS for route in import_module(f"yanxing.web.{noun}.routes").ROUTES]


def patterns() -> list[URLPattern]:
    return [
        path(route.address, door(route.view, route.who, counts=route.counts), name=route.name)
        for route in all_routes()
    ]
