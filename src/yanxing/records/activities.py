"""Activities with their sessions, teachers and everything that is arranged and changed."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from yanxing.records.files import StoredFile
from yanxing.records.people import Person, Subject, Unit
from yanxing.records.policies import PolicyDocument, SettledRun


class Teacher(models.Model):
    """A teacher: outside expert, section staff, or an outstanding secretary or director (PRG-09)."""

    class Kind(models.TextChoices):
        EXPERT = "expert", "外请专家"
        SECTION = "section", "职能科室"
        COLLEAGUE = "colleague", "优秀书记、主任"

    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind)
    organisation = models.CharField(max_length=80, blank=True, default="")
    title = models.CharField(max_length=60, blank=True, default="")
    subjects = models.CharField(max_length=200, blank=True, default="")
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="teacher")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="teachers")  # the street whose register it is

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name", "organisation"], name="teacher_once")]


class Activity(models.Model):
    """Something scheduled that people take part in; started by a policy's programme or by an officer."""

    class Form(models.TextChoices):
        LECTURE = "lecture", "专题授课"
        DEBATE = "debate", "思辨课程"
        GUIDED = "guided", "引导式讨论"
        ON_SITE = "on_site", "现场教学"
        VISIT = "visit", "学习参访"
        TRAINING = "training", "业务培训"
        MEETING = "meeting", "会议"
        CARE = "care", "减压关爱"
        EXAM = "exam", "考核"
        CONTEST = "contest", "展示评比"
        INSPECTION = "inspection", "现场评估"
        OTHER = "other", "其他活动"

    document = models.ForeignKey(PolicyDocument, models.PROTECT, null=True, related_name="activities")
    code = models.CharField(max_length=60)  # the activity's code in the policy
    title = models.CharField(max_length=80)
    form = models.CharField(max_length=12, choices=Form)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities")  # the street
    organiser = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    clause = models.CharField(max_length=80, blank=True, default="")
    audience_run = models.CharField(max_length=60, blank=True, default="")
    audience = models.ForeignKey(SettledRun, models.PROTECT, null=True, related_name="activities")
    # Whom an activity of one's own is aimed at (ORG-08): {"units": [ids], "posts": [codes],
    # "tiers": [codes]}; an empty list leaves nobody out.
    target = models.JSONField(default=dict)
    compulsory = models.BooleanField(default=True)
    counts_hours = models.BooleanField(default=True)  # care courses only when marked (A12)
    asks_sign_out = models.BooleanField(default=False)
    window_from = models.DateField(null=True)
    window_until = models.DateField(null=True)  # the last day, included

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "code"], condition=Q(document__isnull=False), name="activity_once"
            )
        ]


@pghistory.track()
class Session(models.Model):
    """One meeting of an activity. Whatever is 待定 is null until it is known."""

    class State(models.TextChoices):
        DRAFT = "draft", "安排中"
        ANNOUNCED = "announced", "已通知"
        CLOSED = "closed", "已结束"
        CANCELLED = "cancelled", "已取消"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", "线下"
        ONLINE = "online", "线上"
        BOTH = "both", "线上+线下"

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True, related_name="session")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions")
    ordinal = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=120, null=True)
    form = models.CharField(max_length=12, choices=Activity.Form, null=True)  # null: the activity's
    audience_note = models.CharField(
        max_length=120, blank=True, default=""
    )  # 对象, as the course table has it
    teacher = models.ForeignKey(Teacher, models.PROTECT, null=True, related_name="sessions")
    venue = models.CharField(max_length=120, null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    sign_in_ahead = models.PositiveSmallIntegerField(default=15)  # minutes before the start (五、3)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.IN_PERSON)
    meeting_link = models.CharField(max_length=300, blank=True, default="")
    minutes_counted = models.PositiveIntegerField(null=True)  # less breaks; null: from start to end
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    announced_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)  # a stale form is refused

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "ordinal"], name="session_ordinal_once"),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="announced_session_has_a_time",
                condition=Q(state__in=["draft", "cancelled"])
                | Q(starts_at__isnull=False, ends_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["starts_at"]), models.Index(fields=["state", "starts_at"])]


class SessionChange(models.Model):
    """改期、延期、换场地、取消: what was, what is, why, by whom; append-only."""

    class Kind(models.TextChoices):
        FILLED = "filled", "补填"
        MOVED = "moved", "改期"
        POSTPONED = "postponed", "延期"
        VENUE = "venue", "换场地"
        CANCELLED = "cancelled", "取消"
        OTHER = "other", "更改"

    session = models.ForeignKey(Session, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=200)
    message = models.TextField()
    changed_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()


class Expected(models.Model):
    """应到: who must come to a session; set when it is announced, taken off with a reason."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="expected")
    person = models.ForeignKey(Person, models.PROTECT, related_name="expected")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # where the person is counted that day
    added_reason = models.CharField(max_length=120, blank=True, default="")
    removed_reason = models.CharField(max_length=120, blank=True, default="")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="expected_once")]
        indexes = [models.Index(fields=["person", "session"])]


class VisitRecord(models.Model):
    """A visit: where, what was looked at, what was taken home, the report shared (PRG-23)."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="visit")
    host_site = models.CharField(max_length=120)
    host_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    topics = models.CharField(max_length=400)
    takeaways = models.TextField(blank=True, default="")
    report = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()


class Evaluation(models.Model):
    """A worker's evaluation of a course while it runs (SUR-06). Row-level security: no names to teachers.

    `answers` = {question code: 1–5 or text}; one a person and session.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="evaluations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()  # 1–5, the whole course
    teacher_score = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)
    remark = models.CharField(max_length=500, blank=True, default="")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="evaluated_once"),
            models.CheckConstraint(
                name="scores_from_1_to_5",
                condition=Q(score__range=(1, 5)) & Q(teacher_score__range=(1, 5)),
            ),
        ]


class MessageCopy(models.Model):
    """A text that was copied for a group: what, for which unit, by whom; append-only."""

    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="copies")
    notice = models.ForeignKey("records.Notice", models.PROTECT, null=True, related_name="copies")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    copied_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    copied_at = models.DateTimeField()
