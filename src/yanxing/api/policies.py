"""Documents and audience lists."""

from datetime import date
from typing import Any, Literal

from ninja import Field, Path, Query, Schema

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_worker, an_officer_or_secretary, signed_in
from yanxing.api.door import REFUSALS, api, operation
from yanxing.queries.policies.audiences import latest_run, rows_for
from yanxing.queries.policies.reach import document_for, documents_for

Id: Any = Path(..., ge=1, le=2**62)  # type: ignore[type-arg]
Run: Any = Path(..., max_length=60, pattern=r"^[a-z][a-z0-9_]*$")  # type: ignore[type-arg]


class DocumentLine(Schema):
    """A policy of the street."""

    id: int
    code: str
    title: str
    state: str
    digest: str
    in_force_on: date | None


@api.get("/policies", response={200: list[DocumentLine], **REFUSALS}, summary="方案")
@operation(signed_in)
def documents(request: Any) -> Any:
    """Those of the streets this account works in."""
    found = documents_for(request.actor, request.now.date())
    return [
        {
            "id": each.pk,
            "code": each.code,
            "title": each.title,
            "state": each.state,
            "digest": each.digest,
            "in_force_on": each.in_force_on,
        }
        for each in found
    ]


def on_a_list(actor: Actor) -> bool:
    """Lists are of the roster: for whoever is on it, and those who look after it."""
    return a_worker(actor) or an_officer_or_secretary(actor)


class AudienceLine(Schema):
    """One row with the plain sentence why."""

    key: str
    subject_id: int | None
    unit_id: int | None
    status: str
    sentence: str


class Audience(Schema):
    """The last settling of a list. `counts` are of the whole list for officers, of what is seen otherwise."""

    as_of: date
    facts_digest: str
    rows: list[AudienceLine]


class WhichRows(Schema):
    """A thousand at most, from `after`."""

    status: Literal["", "eligible", "nearly", "ineligible", "unknown"] = ""
    after: int = Field(0, ge=0, le=10_000_000)


@api.get("/policies/{int:document_id}/lists/{run}", response={200: Audience, **REFUSALS}, summary="对象名单")
@operation(on_a_list)
def audience(request: Any, which: Query[WhichRows], document_id: int = Id, run: str = Run) -> Any:
    """All for officers, the own unit's for a secretary, one's own row for a worker."""
    document = document_for(request.actor, document_id, request.now.date())
    settled = latest_run(document, run)
    if settled is None:
        return 404, {"code": "not_settled", "text": "这份名单还没有生成。", "field": "run"}
    rows = rows_for(request.actor, settled)
    if which.status:
        rows = rows.filter(status=which.status)
    shown = rows.order_by("pk")[which.after : which.after + 1000]
    return {"as_of": settled.as_of, "facts_digest": settled.facts_digest, "rows": list(shown)}
