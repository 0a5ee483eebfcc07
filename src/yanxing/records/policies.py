"""Policies as adopted, the values and readings beside them, audience lists, the calendar, numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yanxing.records.files import StoredFile
from yanxing.records.people import Subject, Unit


class PolicyDocument(models.Model):
    """A policy as a file: its text and digest never change; an amendment is a new document."""

    class State(models.TextChoices):
        DRAFT = "draft", "拟稿"
        SUBMITTED = "submitted", "送审"
        IN_FORCE = "in_force", "实施中"
        CLOSED = "closed", "已结束"

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True, related_name="document")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")  # the street that runs it
    code = models.CharField(max_length=80)  # zhongshan/empowerment-2024
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(null=True)
    source = models.TextField()  # the file as written
    digest = models.CharField(max_length=64)
    schema_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    organiser = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="organised")
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amended_by")
    loaded_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()
    in_force_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "digest"], name="document_once_in_a_street"),
            models.UniqueConstraint(
                fields=["unit", "code"], condition=Q(state="in_force"), name="one_version_in_force"
            ),
        ]


class DocumentBasis(models.Model):
    """依据: a document cites another, known to us or only by its title (DOC-05)."""

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="bases")
    title = models.CharField(max_length=200)
    basis = models.ForeignKey(PolicyDocument, models.PROTECT, null=True, related_name="cited_by")


class CollectionBinding(models.Model):
    """What a collection of the policy is in the house: its `workers` are our persons, and so on."""

    class Noun(models.TextChoices):
        PEOPLE = "people", "人员名册"
        UNITS = "units", "居委会"
        SESSIONS = "sessions", "场次"
        ATTENDANCES = "attendances", "签到"
        LEAVES = "leaves", "请假"
        POSTINGS = "postings", "台账"
        TYPED = "typed", "在页面上填"

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="bindings")
    collection = models.CharField(max_length=60)
    noun = models.CharField(max_length=12, choices=Noun)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "collection"], name="one_noun_a_collection")
        ]


class WarningConfirmation(models.Model):
    """A finding of the checker that a named person has read and stands by."""

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="confirmations")
    finding = models.CharField(max_length=64)  # digest of code + place + text
    text = models.TextField()
    confirmed_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "finding"], name="finding_confirmed_once")]


class PolicyValue(models.Model):
    """A value or rule sheet entered on a page; dated, append-only, the latest in force counts.

    `value` is in the shape the schema of the policy gives; `name` is the value's or table's code.
    """

    class Kind(models.TextChoices):
        VALUE = "value", "数值"
        TABLE = "table", "细则表"
        WINDOW = "window", "时间"

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="values")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60)
    value = models.JSONField()
    valid_from = models.DateField()
    decided_by = models.CharField(max_length=60)
    decided_on = models.DateField()
    recorded_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["document", "name", "-id"])]


class ReadingConfirmation(models.Model):
    """执行口径 → 街道口径: the office stands by a reading of ours, or writes its own words."""

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="readings")
    reading = models.CharField(max_length=60)
    says = models.TextField()
    confirmed_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "reading"], name="reading_confirmed_once")]


class PaperDecision(models.Model):
    """线下审定: a leader signed on paper; who, when, and the scan."""

    class Answer(models.TextChoices):
        APPROVED = "approved", "同意"
        RETURNED = "returned", "退回"

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="decisions")
    answer = models.CharField(max_length=8, choices=Answer)
    decided_by = models.CharField(max_length=60)
    title = models.CharField(max_length=60)  # 职务
    decided_on = models.DateField()
    opinion = models.CharField(max_length=400, blank=True, default="")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class NumberSeries(models.Model):
    """文号: an agency code allots its numbers year by year (松中委, 松府中办)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="number_series")
    agency_code = models.CharField(max_length=20)
    allotted_by = models.CharField(max_length=60)  # the office that keeps the register

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_code"], name="agency_code_once")]


class DocumentNumber(models.Model):
    """松中委〔2024〕37号: typed in from the office that allots it, never given twice (DOC-01)."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    recorded_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="document_number_once")
        ]


class CalendarDay(models.Model):
    """A day the office calendar has otherwise than the shipped one; the latest row of a day counts."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="calendar_days")
    day = models.DateField()
    works = models.BooleanField()
    name = models.CharField(max_length=40)
    recorded_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class SettledRun(models.Model):
    """A closing of one run: what was decided, on which facts, by which text, values and calendar."""

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="settled")
    run = models.CharField(max_length=60)
    as_of = models.DateField()
    policy_digest = models.CharField(max_length=64)
    values_digest = models.CharField(max_length=64)
    calendar_digest = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64)
    rule_version = models.CharField(max_length=20)
    facts = models.JSONField()  # snapshot of what was read
    outcome = models.JSONField()  # engine.stored dump of this run and those it is built on
    counts = models.JSONField(default=dict)  # {"eligible": 87, …} by audience status
    settled_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["document", "run", "-id"])]


class RunRow(models.Model):
    """One row of a settled run: the subject, how it stands, and why in one plain sentence."""

    class Status(models.TextChoices):
        ELIGIBLE = "eligible", "符合"
        NEARLY = "nearly", "仅差一项"
        INELIGIBLE = "ineligible", "不符合"
        UNKNOWN = "unknown", "信息待补"

    settled = models.ForeignKey(SettledRun, models.PROTECT, related_name="rows")
    key = models.CharField(max_length=80)  # row id inside the run
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="run_rows")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="run_rows")
    status = models.CharField(max_length=12, choices=Status)
    state = models.CharField(max_length=12)
    sentence = models.TextField()
    columns = models.JSONField(default=dict)  # shown figures

    class Meta:
        constraints = [models.UniqueConstraint(fields=["settled", "key"], name="run_row_once")]
        indexes = [models.Index(fields=["settled", "status"]), models.Index(fields=["subject"])]
