"""Posts: given, ended, handed over, by date; A角 and B角; never to oneself, never both administrators."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import NoReturn

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand, demand_proof
from yanxing.access.ranks import may_give
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.records.models import Account, Post, PostHolding, Unit

KINDS: dict[str, frozenset[str]] = {
    "secretary": frozenset({"neighbourhood"}),
    "clerk": frozenset({"neighbourhood"}),
    "district": frozenset({"district"}),
}
"""Roles that stand in one kind of unit only; the others stand in the street and its offices."""
_OF_THE_HOUSE = frozenset({"street", "office", "district", "area"})
_APART = {"system_admin": "audit_admin", "audit_admin": "system_admin"}


def give_post(
    *,
    account_id: int,
    unit_id: int,
    role: str,
    title: str,
    actor: Actor,
    now: datetime,
    stand: str = "A",
    since: date | None = None,
    until: date | None = None,
) -> int:
    """Puts somebody on a post from a day on. Answers the id of the holding."""
    demand(may_give(actor, role, unit_id))
    demand_proof(actor)
    account = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
    if account is None:
        raise NotYours
    _check_fit(role, unit_id, title, account_id, actor)
    first = since or now.date()
    if until is not None and until <= first:
        raise Refused(_("结束日期要晚于开始日期。"), field="until")
    _check_apart(account_id, role, first, until)
    post, _made = Post.objects.get_or_create(unit_id=unit_id, role=role, title=title.strip())
    holding = _hold(post, account_id, stand, first, until, actor)
    trail.record(
        "post.give", actor=actor, now=now, about=("holding", holding.pk), unit_id=unit_id,
        account=account_id, role=role, stand=stand, since=str(first), until=str(until or ""),
    )  # fmt: skip
    return holding.pk


def end_post(*, holding_id: int, actor: Actor, now: datetime, on: date | None = None) -> None:
    """The first day without the post is `on` (today)."""
    holding = _holding(holding_id, actor)
    demand_proof(actor)
    day = on or now.date()
    if holding.post.role in _APART:
        not_the_last(holding.post.role, holding.account_id, day)
    _end(holding, day)
    trail.record(
        "post.end",
        actor=actor,
        now=now,
        about=("holding", holding_id),
        unit_id=holding.post.unit_id,
        on=str(day),
    )


def hand_over(
    *, holding_id: int, to_account_id: int, actor: Actor, now: datetime, on: date | None = None
) -> int:
    """The post goes to somebody else on a day, with the same stand; its to-dos stay with the post."""
    holding = _holding(holding_id, actor)
    demand_proof(actor)
    day = on or now.date()
    post = holding.post
    account = Account.objects.select_for_update().filter(pk=to_account_id, is_active=True).first()
    if account is None:
        raise NotYours
    if to_account_id == actor.account_id:
        raise Refused(_("不能给自己安排岗位，请另一位管理员办理。"), field="account")
    _check_apart(to_account_id, post.role, day, None)
    _end(holding, day)
    new = _hold(post, to_account_id, holding.stand, day, None, actor)
    trail.record(
        "post.hand_over", actor=actor, now=now, about=("holding", new.pk), unit_id=post.unit_id,
        account=to_account_id, before=holding.account_id, on=str(day),
    )  # fmt: skip
    return new.pk


def set_stand(*, holding_id: int, stand: str, actor: Actor, now: datetime) -> int:
    """A角 or B角 from today; whoever stood there changes places. Answers the id of the new holding."""
    holding = _holding(holding_id, actor)
    demand_proof(actor)
    if holding.stand == stand:
        return holding.pk
    today = now.date()
    there = _standing(holding.post, today).filter(stand=stand).first()
    for each in [holding, *([there] if there else [])]:
        _end(each, today)
    new = _hold(holding.post, holding.account_id, stand, today, None, actor)
    if there:
        _hold(holding.post, there.account_id, holding.stand, today, None, actor)
    trail.record(
        "post.stand",
        actor=actor,
        now=now,
        about=("holding", new.pk),
        unit_id=holding.post.unit_id,
        stand=stand,
    )
    return new.pk


def end_all_posts(account_id: int, *, actor: Actor, now: datetime) -> None:
    """Of an account that is closed."""
    for holding in PostHolding.objects.filter(_on(now.date()), account=account_id):
        _end(holding, now.date())
        trail.record("post.end", actor=actor, now=now, about=("holding", holding.pk), on=str(now.date()))


def not_the_last(role: str, account_id: int, day: date) -> None:
    """The house keeps a system administrator and an auditor. Raises `Refused`."""
    others = PostHolding.objects.filter(_on(day), post__role=role, account__is_active=True)
    if not others.exclude(account=account_id).exists():
        label = dict(Post.Role.choices)[role]
        raise Refused(_("这是最后一位%(role)s。请先安排接任的人，再办这一步。") % {"role": label})


def _holding(holding_id: int, actor: Actor) -> PostHolding:
    found = PostHolding.objects.select_related("post").select_for_update(of=("self",)).filter(pk=holding_id)
    holding = found.first()
    if holding is None or not may_give(actor, holding.post.role, holding.post.unit_id):
        raise NotYours
    if holding.account_id == actor.account_id:
        raise Refused(_("不能调整自己的岗位，请另一位管理员办理。"))
    return holding


def _check_fit(role: str, unit_id: int, title: str, account_id: int, actor: Actor) -> None:
    if account_id == actor.account_id:
        raise Refused(_("不能给自己安排岗位，请另一位管理员办理。"), field="account")
    kind = Unit.objects.values_list("kind", flat=True).get(pk=unit_id)
    if kind not in KINDS.get(role, _OF_THE_HOUSE):
        raise Refused(_("这种岗位不设在这类单位，请换一个单位或岗位。"), field="unit")
    if not title.strip() or len(title.strip()) > 40:
        raise Refused(_("请填写岗位名称，最多 40 个字。"), field="title")


def _check_apart(account_id: int, role: str, since: date, until: date | None) -> None:
    if role not in _APART:
        return
    held = PostHolding.objects.filter(Q(until=None) | Q(until__gt=since), account=account_id)
    if until is not None:
        held = held.filter(since__lt=until)
    if held.filter(post__role=_APART[role]).exists():
        raise Refused(_("系统管理员和审计管理员不能是同一个人，请另选一位。"), field="account")


def _hold(
    post: Post, account_id: int, stand: str, since: date, until: date | None, actor: Actor
) -> PostHolding:
    with _told(post, stand):
        return PostHolding.objects.create(
            post=post, account_id=account_id, stand=stand, since=since, until=until,
            granted_by_id=actor.account_id,
        )  # fmt: skip


@contextmanager
def _told(post: Post, stand: str) -> Iterator[None]:
    """What the database refuses, in the user's words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        _tell(str(refused), post, stand)


def _tell(refused: str, post: Post, stand: str) -> NoReturn:
    if "post_stand_held_by_one" in refused:
        said = _("%(title)s的%(stand)s角这段时间已经有人，请先交接，或换一个角。")
        raise Refused(said % {"title": post.title, "stand": stand}, field="stand")
    if "post_held_in_one_stand" in refused:
        raise Refused(_("这个人这段时间已经在这个岗位上。"), field="account")
    if "administrators_are_two_people" in refused:
        raise Refused(_("系统管理员和审计管理员不能是同一个人，请另选一位。"), field="account")
    raise Refused(_("这个岗位没有安排成，请核对日期后再试。"))


def _on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def _standing(post: Post, day: date) -> QuerySet[PostHolding]:
    return PostHolding.objects.select_for_update().filter(_on(day), post=post)


def _end(holding: PostHolding, day: date) -> None:
    """From `day` on without it. A post begun on that very day moves one day back, so that it ends at once:
    periods have a length, and the history keeps what was written first."""
    if holding.until is not None and holding.until <= day:
        return
    holding.until = day
    if holding.since >= day:
        holding.since = day - timedelta(days=1)
    holding.save(update_fields=["since", "until"])
