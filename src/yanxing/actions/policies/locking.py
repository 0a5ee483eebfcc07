"""The document's own row is locked first: of two who decide at once, one wins and the other is told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.records.models import PolicyDocument


def locked(document: PolicyDocument, actor: Actor, *states: str, seen: str | None = None) -> PolicyDocument:
    """The document as it is now, locked to the end of the transaction.

    `states`: those in which the act is possible; `seen`: the state the form was made from. Raises `NotYours`
    for whoever is no officer of its street, `Stale` when somebody else was faster, `Refused` otherwise.
    """
    demand(an_officer_who_acts(actor))
    now = PolicyDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if now is None:
        raise NotYours
    demand_unit(actor, now.unit_id)
    if seen is not None and now.state != seen:
        raise Stale(
            _("这份方案刚刚有人处理过，现在是“%(state)s”。请看一下再办。")
            % {"state": now.get_state_display()}
        )
    if states and now.state not in states:
        raise Refused(_("方案现在是“%(state)s”，这一步不能办。") % {"state": now.get_state_display()})
    return now
