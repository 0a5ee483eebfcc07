"""Sign-ins and what became of them. All append-only: a mistake is answered by a later row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yanxing.records.accounts import Account, Device
from yanxing.records.activities import Session
from yanxing.records.files import StoredFile
from yanxing.records.people import Person, Unit


class CheckIn(models.Model):
    """One acknowledged sign-in or sign-out. Its own key: the same one sent twice is one row."""

    class Way(models.TextChoices):
        CODE = "code", "扫码"
        TYPED = "typed", "输入签到码"
        OFFLINE = "offline", "补传"
        DESK = "desk", "签到台扫码"
        PAPER = "paper", "纸质签到表"
        SECRETARY = "secretary", "代签"
        ONLINE = "online", "线上"

    class Direction(models.TextChoices):
        IN = "in", "签到"
        OUT = "out", "签退"

    session = models.ForeignKey(Session, models.PROTECT, related_name="check_ins")
    person = models.ForeignKey(Person, models.PROTECT, related_name="check_ins")
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.IN)
    at = models.DateTimeField()  # office clock: what counts
    received_at = models.DateTimeField()  # office clock at receipt
    way = models.CharField(max_length=10, choices=Way)
    slot = models.BigIntegerField(null=True)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="check_ins")
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    entered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "direction"], name="signed_once"),
        ]
        indexes = [models.Index(fields=["session", "fingerprint"])]


class OfflineConflict(models.Model):
    """A sign-in kept on a phone that did not count as it was sent: for the officer to look at.

    Append-only; sent twice (the same `nonce`), it is one row.
    """

    class Why(models.TextChoices):
        NOT_EXPECTED = "not_expected", "不在应到名单"
        CLOSED = "closed", "场次已结束登记"
        ANOTHER_PERSON = "another_person", "同一手机已为他人签到"
        OUTSIDE = "outside", "不在签到时间内"
        CANCELLED = "cancelled", "场次已取消"
        FORGED = "forged", "凭据不符"

    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="conflicts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+")
    nonce = models.CharField(max_length=64)
    why = models.CharField(max_length=16, choices=Why)
    slot = models.BigIntegerField(null=True)
    recorded = models.BooleanField()  # signed in all the same, at the time of receipt
    received_at = models.DateTimeField()  # office clock

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "nonce"], name="conflict_once")]


class CodeTry(models.Model):
    """A sign-in code that was typed and fitted nothing: counted so that nobody goes through them all."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    address = models.CharField(max_length=45)
    tried_at = models.DateTimeField()  # real time

    class Meta:
        indexes = [
            models.Index(fields=["account", "tried_at"]),
            models.Index(fields=["address", "tried_at"]),
        ]


class AttendanceMark(models.Model):
    """An exception a person on the spot notes: left early, was there after all, was not there.

    The latest mark of a session and person counts; `reverses` takes an earlier one back.
    """

    class Says(models.TextChoices):
        LEFT_EARLY = "left_early", "早退"
        PRESENT = "present", "确已到场"
        ABSENT = "absent", "未到场"
        WITHDRAWN = "withdrawn", "撤销"

    session = models.ForeignKey(Session, models.PROTECT, related_name="marks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendance_marks")
    says = models.CharField(max_length=10, choices=Says)
    at = models.DateTimeField(null=True)  # when the person left or came
    reason = models.CharField(max_length=200)
    marked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")


class OnlineEvidence(models.Model):
    """Proof of attending online: minutes counted by the meeting, or a screenshot (ENR-08)."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="evidence")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()


class AttendanceOutcome(models.Model):
    """How a session ended for a person: decided by the policy at closing; a correction is a new version."""

    class Status(models.TextChoices):
        ON_TIME = "on_time", "按时"
        LATEISH = "lateish", "签到偏晚"
        LATE = "late", "迟到"
        LEFT_EARLY = "left_early", "早退"
        ABSENT = "absent", "缺勤"
        LEAVE = "leave", "请假"
        UNKNOWN = "unknown", "待核"

    session = models.ForeignKey(Session, models.PROTECT, related_name="outcomes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="outcomes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    status = models.CharField(max_length=10, choices=Status)
    full = models.BooleanField()
    sentence = models.TextField()
    reasons = models.JSONField(default=dict)  # stored row of the engine
    settled = models.ForeignKey("records.SettledRun", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "version"], name="outcome_version_once"),
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(is_current=True), name="one_current_outcome"
            ),
        ]
        indexes = [models.Index(fields=["person", "is_current"])]
