"""Changes to people on record: columns in one statement, posts and the rest as dated rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from yanxing.access.sealing import phone_tail
from yanxing.actions.roster.trying import Planned
from yanxing.actions.roster.writing import (
    BATCH,
    Rows,
    Values,
    Written,
    add_credentials,
    add_secrets,
    by_rank,
    day,
    ends_on,
    sealed_secret,
    set_columns,
    social_worker,
)
from yanxing.records.models import (
    Appointment,
    Credential,
    IdentitySecret,
    Person,
    ServiceSpell,
    Subject,
    TierSpell,
)

_PERSON = ("name", "pinyin", "initials", "staff_number", "gender", "born_on", "education", "political_status",
           "entered_on", "left_on", "phone_tail")  # fmt: skip


def write_changes(planned: Planned, unit_ids: Mapping[int, int], rows: Rows) -> list[Written]:
    """Of people who were on record before."""
    changes: dict[int, dict[str, Any]] = defaultdict(dict)
    secrets: dict[int, dict[str, str]] = defaultdict(dict)
    for row, plan in planned.plans:
        if row.kind != "people" or plan.outcome != "changed" or plan.person is None or plan.person < 0:
            continue
        new = {code: pair[1] for code, pair in plan.changes.items()}
        if isinstance(unit := new.get("unit"), int):
            new["unit"] = unit_ids.get(unit, unit)
        for dated in ("appointed_on", "here_since"):
            if dated in plan.values:
                new[dated] = plan.values[dated]
        changes[plan.person].update(new)
        secrets[plan.person].update({k: n for k, n in row.secrets.items() if k in plan.changes})
    people = {p.pk: p for p in Person.objects.select_related("subject").filter(pk__in=changes)}
    for pk, values in changes.items():
        set_columns(people[pk], values)
        if "phone" in secrets[pk]:
            people[pk].phone_tail = phone_tail(secrets[pk]["phone"])
    Person.objects.bulk_update(people.values(), list(_PERSON), batch_size=BATCH)
    _change_posts(people, changes, rows)
    _change_tiers(changes, rows)
    _change_credentials(changes, rows)
    _change_secrets(secrets, changes, rows)
    _change_service(people, changes, rows)
    rows.save()
    return [(pk, people[pk].subject.home_unit_id, sorted(values)) for pk, values in changes.items()]


def _change_posts(people: Mapping[int, Person], changes: Mapping[int, Values], rows: Rows) -> None:
    """A move ends every post in the old unit; a changed list of posts ends what it no longer names."""
    concerned = [pk for pk, v in changes.items() if {"unit", "posts", "left_on"} & set(v)]
    held: dict[int, list[Appointment]] = defaultdict(list)
    for each in Appointment.objects.filter(Q(until=None), person_id__in=concerned):
        held[each.person_id].append(each)
    ended: list[Appointment] = []
    moved: list[Subject] = []
    for pk in concerned:
        values, subject = changes[pk], people[pk].subject
        since = day(values, "appointed_on") or rows.as_of
        mine = [each for each in held[pk] if each.unit_id == subject.home_unit_id]
        given = values.get("posts")
        wanted = list(given) if isinstance(given, list) else [each.code for each in mine]
        unit = values.get("unit")
        target = unit if isinstance(unit, int) else subject.home_unit_id
        until = ends_on(values)
        keep = [each for each in mine if each.code in wanted and each.unit_id == target and until is None]
        for each in (e for e in mine if e not in keep):
            each.until = max(until or since, each.since + timedelta(days=1))
            ended.append(each)
        if until is None:
            _appoint(
                rows, pk, target, [c for c in by_rank(wanted) if c not in {k.code for k in keep}], keep, since
            )
        if target != subject.home_unit_id:
            subject.home_unit_id = target
            moved.append(subject)
    Appointment.objects.bulk_update(ended, ["until"], batch_size=BATCH)
    Subject.objects.bulk_update(moved, ["home_unit"], batch_size=BATCH)


def _appoint(
    rows: Rows, pk: int, unit: int | None, codes: list[str], keep: list[Appointment], since: date
) -> None:
    main = any(each.is_main for each in keep)
    for n, code in enumerate(codes):
        rows.appoint(pk, unit, code, since, main=not main and n == 0)


def _change_tiers(changes: Mapping[int, Values], rows: Rows) -> None:
    wanted = {pk: str(v["tier"]) for pk, v in changes.items() if "tier" in v}
    ended: list[TierSpell] = []
    for spell in TierSpell.objects.filter(until=None, person_id__in=wanted):
        if spell.since >= rows.as_of:  # the same day: said better
            spell.tier = wanted.pop(spell.person_id)
        else:
            spell.until = rows.as_of
        ended.append(spell)
    TierSpell.objects.bulk_update(ended, ["until", "tier"], batch_size=BATCH)
    for pk, tier in wanted.items():
        rows.tier(pk, tier, rows.as_of)


def _change_credentials(changes: Mapping[int, Values], rows: Rows) -> None:
    concerned = {pk: v for pk, v in changes.items() if any(code.startswith("social_worker") for code in v)}
    held = {
        each.person_id: each
        for each in Credential.objects.filter(person_id__in=concerned, kind="social_worker", revoked_on=None)
    }
    for pk, credential in held.items():
        social_worker(credential, concerned[pk])
    Credential.objects.bulk_update(
        held.values(), ["level", "number", "issued_on", "registered_until"], batch_size=BATCH
    )
    for pk, values in changes.items():
        kept = {k: v for k, v in values.items() if pk not in held or not k.startswith("social_worker")}
        add_credentials(rows, pk, kept)
        if values.get("all_post") is True:
            rows.say_of_credentials(pk, ["all_post"])
    gone = [pk for pk, v in changes.items() if v.get("all_post") is False]
    Credential.objects.filter(person_id__in=gone, kind="all_post", revoked_on=None).update(
        revoked_on=rows.as_of
    )


def _change_secrets(
    secrets: Mapping[int, Mapping[str, str]], changes: Mapping[int, Values], rows: Rows
) -> None:
    held = {
        (each.person_id, each.kind): each
        for each in IdentitySecret.objects.filter(person_id__in=[pk for pk, s in secrets.items() if s])
    }
    anew: list[IdentitySecret] = []
    for pk, mine in secrets.items():
        for kind, number in mine.items():
            if (pk, kind) not in held:
                add_secrets(rows, pk, {kind: number}, changes[pk])
                continue
            sealed, kept = sealed_secret(pk, kind, number), held[pk, kind]
            kept.sealed, kept.blind_index, kept.masked = sealed.sealed, sealed.blind_index, sealed.masked
            kept.key_version = sealed.key_version
            anew.append(kept)
    IdentitySecret.objects.bulk_update(
        anew, ["sealed", "blind_index", "masked", "key_version"], batch_size=BATCH
    )


def _change_service(people: Mapping[int, Person], changes: Mapping[int, Values], rows: Rows) -> None:
    """Service here begins with the day of entry once that is known, and ends with the day of leaving."""
    concerned = [pk for pk, v in changes.items() if {"entered_on", "left_on", "here_since"} & set(v)]
    running = {s.person_id: s for s in ServiceSpell.objects.filter(person_id__in=concerned, until=None)}
    ended: list[ServiceSpell] = []
    for pk in concerned:
        values, until = changes[pk], ends_on(changes[pk])
        began = day(values, "here_since") or day(values, "entered_on")
        spell = running.get(pk)
        if spell is None and began is not None and (until is None or until > began):
            rows.serve(pk, people[pk].subject.home_unit_id, began, until)
        elif spell is not None:
            spell.since = began or spell.since
            spell.until = until if until is None or until > spell.since else None
            ended.append(spell)
    ServiceSpell.objects.bulk_update(ended, ["since", "until"], batch_size=BATCH)
