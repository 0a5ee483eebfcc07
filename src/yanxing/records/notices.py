"""What leaves the house: notices with number, issuers, addressees and annexes."""

from __future__ import annotations

import pghistory
from django.db import models

from yanxing.records.files import StoredFile
from yanxing.records.people import Unit
from yanxing.records.policies import DocumentNumber, PolicyDocument


@pghistory.track()
class Notice(models.Model):
    """A 通知 as issued. Once published it never changes; a correction is a new notice."""

    class State(models.TextChoices):
        DRAFT = "draft", "拟稿"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    class Kind(models.TextChoices):
        TRANSMITTAL = "transmittal", "印发通知"
        TRAINING = "training", "培训通知"
        CHANGE = "change", "变更通知"
        REPORT = "report", "通报"

    kind = models.CharField(max_length=12, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notices")  # the street
    document = models.ForeignKey(PolicyDocument, models.PROTECT, null=True, related_name="notices")
    title = models.CharField(max_length=120)
    body = models.TextField()
    number = models.OneToOneField(DocumentNumber, models.PROTECT, null=True, related_name="notice")
    issuers = models.JSONField(default=list)  # names in order of the seals (DOC-03)
    addressees = models.JSONField(default=list)  # ["各居民区", "机关各部门"]
    signed_on = models.DateField(null=True)
    printed_on = models.DateField(null=True)
    printed_by = models.CharField(max_length=80, blank=True, default="")  # 印发机关
    contact = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)


class NoticeAnnex(models.Model):
    """附件: in order, as text, a table or a file."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="annexes")
    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField(blank=True, default="")
    table = models.JSONField(null=True)  # {"heads": […], "rows": [[…]]}
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "ordinal"], name="annex_ordinal_once")]


class NoticeRecipient(models.Model):
    """A unit a notice went to, and when somebody there read it."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="recipients")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "unit"], name="notice_recipient_once")]
