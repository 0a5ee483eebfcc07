"""Files by content: the bytes lie in a folder or store under their SHA-256."""

from __future__ import annotations

from django.db import models

from yanxing.records.people import Subject


class StoredFile(models.Model):
    """A file that belongs to a subject; served through a view with the owner's access."""

    class Purpose(models.TextChoices):
        IMPORT = "import", "导入的表"
        SCAN = "scan", "扫描件"
        EXCUSE = "excuse", "请假证明"
        EVIDENCE = "evidence", "佐证"
        TEMPLATE = "template", "模板"
        EXPORT = "export", "导出"
        NOTICE = "notice", "文件"
        MATERIAL = "material", "课件"

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    purpose = models.CharField(max_length=12, choices=Purpose)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="files")
    unit = models.ForeignKey("records.Unit", models.PROTECT, null=True, related_name="files")
    uploaded_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
