"""The district's own templates: which header is which of our fields, remembered."""

from __future__ import annotations

from django.db import models

from yanxing.records.files import StoredFile
from yanxing.records.people import Unit


class ReportTemplate(models.Model):
    """A workbook of somebody else that we fill in; `mapping` = {"B4": "field code"}."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="templates")
    title = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=60)
    head_row = models.PositiveSmallIntegerField()
    mapping = models.JSONField(default=dict)
    saved_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()


class ManualFigure(models.Model):
    """A figure somebody typed in; shown as such wherever it appears (STA-07)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    basis = models.CharField(max_length=200)
    entered_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
