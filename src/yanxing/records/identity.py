"""Identity numbers and telephones: sealed outside the reach of the database, found by a blind index."""

from __future__ import annotations

from django.db import models

from yanxing.records.people import Person


class IdentitySecret(models.Model):
    """One sealed value of a person. Row-level security: the person, and officers of the street.

    `sealed` is bound to "person:<id>:<kind>", so that it does not open in another row.
    """

    class Kind(models.TextChoices):
        ID_NUMBER = "id_number", "身份证号"
        PHONE = "phone", "手机号"

    person = models.ForeignKey(Person, models.PROTECT, related_name="secrets")
    kind = models.CharField(max_length=12, choices=Kind)
    sealed = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    blind_index = models.BinaryField(max_length=32)
    masked = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_secret_of_a_kind"),
            models.UniqueConstraint(
                fields=["blind_index"], condition=models.Q(kind="id_number"), name="id_number_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "blind_index"])]
