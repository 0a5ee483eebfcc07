"""How the roster came in: files, header mappings, rows with their problems, facts asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yanxing.records.files import StoredFile
from yanxing.records.people import Person, Unit


class HeaderMapping(models.Model):
    """A header as this office writes it → our field. Remembered once a person has said so."""

    purpose = models.CharField(max_length=20)  # "roster", "courses", "template"
    header = models.CharField(max_length=120)  # normalised
    field = models.CharField(max_length=60)
    said_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "header"], name="one_field_a_header")]


class ImportBatch(models.Model):
    """One drop of files: read, tried (dry run), then applied in one transaction or given up."""

    class State(models.TextChoices):
        TRIED = "tried", "已试读"
        APPLIED = "applied", "已导入"
        DROPPED = "dropped", "已放弃"

    state = models.CharField(max_length=8, choices=State, default=State.TRIED)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # whose roster: the street
    files = models.ManyToManyField(StoredFile, related_name="batches")
    mapping = models.JSONField(default=dict)  # {file sha: {sheet: {header: field}}}
    summary = models.JSONField(default=dict)  # counts: new, changed, same, left, bad
    started_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    applied_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)


class ImportRow(models.Model):
    """One row as it stood in the file, what it was matched with, and what is wrong with it."""

    class Outcome(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "更新"
        SAME = "same", "无变化"
        ASK = "ask", "待确认"
        BAD = "bad", "有误"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    file_name = models.CharField(max_length=200)
    sheet = models.CharField(max_length=60)
    row_number = models.PositiveIntegerField()
    raw = models.JSONField()  # {field: text as read}; sealed fields masked
    sealed = models.BinaryField(null=True)  # identity fields of the row until it is applied
    outcome = models.CharField(max_length=8, choices=Outcome)
    matched_by = models.CharField(max_length=20, blank=True, default="")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    changes = models.JSONField(default=dict)  # {field: [old, new]}
    problems = models.JSONField(default=list)  # [{"column", "cell", "what", "mend"}]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "file_name", "sheet", "row_number"], name="import_row_once"
            )
        ]
        indexes = [models.Index(fields=["batch", "outcome"])]


class FactRequest(models.Model):
    """A missing fact: asked of the worker, filled in by them, confirmed by their secretary."""

    class State(models.TextChoices):
        ASKED = "asked", "待填"
        FILLED = "filled", "待确认"
        RETURNED = "returned", "已退回"
        CONFIRMED = "confirmed", "已确认"
        WITHDRAWN = "withdrawn", "已撤销"

    person = models.ForeignKey(Person, models.PROTECT, related_name="fact_requests")
    field = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    why = models.CharField(max_length=200)
    value = models.JSONField(null=True)
    filled_at = models.DateTimeField(null=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=200, blank=True, default="")  # why it was returned
    confirmed_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "field"],
                condition=Q(state__in=["asked", "filled", "returned"]),
                name="one_open_request_a_field",
            )
        ]


class SelfConfirmation(models.Model):
    """The person has read their own record and says that it is right (PER-02)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="confirmations")
    record_digest = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()
