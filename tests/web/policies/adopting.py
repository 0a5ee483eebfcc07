"""The officer's steps as the pages' forms make them."""

from __future__ import annotations

from typing import Any

from yanxing.queries.policies.readiness import warnings_of
from yanxing.records.models import PolicyDocument


def load(client: Any, text: str = "") -> Any:
    form = {"text": text} if text else {"shipped": "zhongshan/empowerment-2024"}
    return client.post("/policies/load/", form)


def signed(**other: str) -> dict[str, str]:
    """What is typed from the signed 呈批表."""
    return {
        "answer": "approved",
        "decided_by": "沈立新",
        "post": "党工委书记",
        "decided_on": "2024-05-09",
        "seen": "submitted",
        **other,
    }


def adopt(client: Any) -> PolicyDocument:
    """The shipped plan, the whole way, each step a form of the page."""
    load(client)
    document = PolicyDocument.objects.order_by("-pk")[0]
    at = f"/policies/{document.pk}/adopt/"
    for each in warnings_of(document):
        assert client.post(f"{at}confirm/", {"finding": each.digest}).status_code == 302
    assert client.post(f"{at}submit/", {"seen": "draft"}).status_code == 302
    assert client.post(f"{at}decide/", signed()).status_code == 302
    assert client.post(f"{at}in-force/", {"seen": "submitted"}).status_code == 302
    document.refresh_from_db()
    return document
