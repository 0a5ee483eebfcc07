"""Matters: anything that moves step by step between named parties, with clocks and a full trace."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yanxing.records.accounts import Account
from yanxing.records.activities import Session
from yanxing.records.files import StoredFile
from yanxing.records.people import Person, Unit
from yanxing.records.policies import PolicyDocument


class Matter(models.Model):
    """One matter of a flow. `stored` is the engine's own dump; steps are the trace."""

    class State(models.TextChoices):
        OPEN = "open", "进行中"
        DONE = "done", "已办结"
        WITHDRAWN = "withdrawn", "已撤回"

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="matters")
    flow = models.CharField(max_length=60)
    number = models.CharField(max_length=40, unique=True)  # 请假 2024-017
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="matters")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="matters")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    step = models.CharField(max_length=60, blank=True, default="")
    waits_for = models.CharField(max_length=60, blank=True, default="")  # party of the policy
    due_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=60, blank=True, default="")
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    stored = models.JSONField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["person", "state"])]


class MatterStep(models.Model):
    """Who did what when and why; append-only."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    ordinal = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=60)
    party = models.CharField(max_length=60)
    answer = models.CharField(max_length=60)
    reason = models.CharField(max_length=400, blank=True, default="")
    done_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "ordinal"], name="step_once")]


class Excuse(models.Model):
    """请假: a worker asks not to come to a session. Row-level security: why is private."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="excuse")
    session = models.ForeignKey(Session, models.PROTECT, related_name="excuses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="excuses")
    kind = models.CharField(max_length=20)  # 事假 病假 公务 值班
    reason = models.CharField(max_length=400)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    granted = models.BooleanField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(withdrawn=False) & (Q(granted__isnull=True) | Q(granted=True)),
                name="one_live_excuse_a_session",
            )
        ]
