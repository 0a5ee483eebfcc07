"""Ledgers: accounts and postings that are only ever added. Amounts are exact fractions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yanxing.records.accounts import Account
from yanxing.records.people import Subject
from yanxing.records.policies import PolicyDocument


class LedgerAccount(models.Model):
    """An account of a subject in a ledger of a policy; yearly ledgers have one a year."""

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="ledger_accounts")
    ledger = models.CharField(max_length=60)
    account = models.CharField(max_length=60)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="ledger_accounts")
    year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "ledger", "account", "subject", "year"],
                nulls_distinct=False,
                name="ledger_account_once",
            )
        ]


class Posting(models.Model):
    """An amount on an account. `key` is the event's own: the same event posted twice is one row.

    amount = numerator / denominator, in the ledger's unit (学时 for hours).
    """

    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="postings")
    key = models.CharField(max_length=120)
    numerator = models.BigIntegerField()
    denominator = models.PositiveIntegerField(default=1)
    dated = models.DateField()
    text = models.CharField(max_length=200)
    session = models.ForeignKey("records.Session", models.PROTECT, null=True, related_name="postings")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    posted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="posted_once"),
            models.CheckConstraint(name="denominator_above_zero", condition=Q(denominator__gt=0)),
        ]
        indexes = [models.Index(fields=["account", "dated"])]
