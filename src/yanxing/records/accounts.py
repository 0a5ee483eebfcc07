"""Accounts, posts and how somebody gets in."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from yanxing.records.people import Person, Unit
from yanxing.records.spells import ends_after_it_begins, never_two_at_once


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A way in for one person. Judges and administrators may have one without being on the roster."""

    username = models.CharField(max_length=40, unique=True)  # staff number or a chosen name
    display_name = models.CharField(max_length=40)
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    activated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    must_change_password = models.BooleanField(default=False)
    elder_pages = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    # Django's own administration is not used; these two keep libraries that ask for it quiet.
    is_staff = False
    is_superuser = False

    def get_full_name(self) -> str:
        return self.display_name


class Post(models.Model):
    """A post (岗): duties and to-dos belong to it, not to whoever sits there today."""

    class Role(models.TextChoices):
        SECRETARY = "secretary", "居民区负责人"
        CLERK = "clerk", "居民区经办人"
        OFFICER = "officer", "街道经办人"
        LEADER = "leader", "分管领导"
        DESK = "desk", "签到台"
        JUDGE = "judge", "评委"
        DISTRICT = "district", "区级经办人"
        SYSTEM_ADMIN = "system_admin", "系统管理员"
        AUDIT_ADMIN = "audit_admin", "审计管理员"
        SECURITY_ADMIN = "security_admin", "安全管理员"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role)
    title = models.CharField(max_length=40)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "role", "title"], name="post_once_in_a_unit")]


_SEPARATE = """
IF EXISTS (SELECT 1 FROM records_post WHERE id = NEW.post_id AND role IN ('system_admin', 'audit_admin')) THEN
    PERFORM pg_advisory_xact_lock(7301, NEW.account_id::int);
    IF EXISTS (
        SELECT 1 FROM records_postholding h
        JOIN records_post other ON other.id = h.post_id
        JOIN records_post mine ON mine.id = NEW.post_id
        WHERE h.account_id = NEW.account_id AND h.id <> NEW.id AND other.role <> mine.role
          AND other.role IN ('system_admin', 'audit_admin')
          AND daterange(h.since, h.until, '[)') && daterange(NEW.since, NEW.until, '[)')
    ) THEN
        RAISE EXCEPTION 'one account cannot be system_admin and audit_admin' USING ERRCODE = '23514',
            CONSTRAINT = 'administrators_are_two_people';
    END IF;
END IF;
RETURN NEW;
"""


@pghistory.track()
class PostHolding(models.Model):
    """Who sits on a post: the A角 and the B角, by date."""

    class Stand(models.TextChoices):
        A = "A", "A角"
        B = "B", "B角"

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="holdings")
    stand = models.CharField(max_length=1, choices=Stand, default=Stand.A)
    granted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            never_two_at_once("post_stand_held_by_one", "post", "stand"),
            never_two_at_once("post_held_in_one_stand", "post", "account"),
            ends_after_it_begins("holding_ends_after_it_begins"),
            models.CheckConstraint(
                name="nobody_gives_themselves_a_post",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=models.F("account")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="administrators_are_two_people",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_SEPARATE,
            )
        ]


class AccessGrant(models.Model):
    """Access beyond one's post: one thing, one purpose, for a time, given by a named person."""

    class Purpose(models.TextChoices):
        DESK = "desk", "签到台"
        READ_UNIT = "read_unit", "查看单位"

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    purpose = models.CharField(max_length=16, choices=Purpose)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey("records.Session", models.PROTECT, null=True, related_name="grants")
    reason = models.CharField(max_length=200)
    granted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_grants_to_themselves", condition=~Q(granted_by=models.F("account"))
            )
        ]


class ActivationSlip(models.Model):
    """A printed slip with a one-time code; also a desk reset by somebody else."""

    class Purpose(models.TextChoices):
        ACTIVATE = "activate", "首次启用"
        RESET = "reset", "重设密码"

    account = models.ForeignKey(Account, models.PROTECT, related_name="slips")
    purpose = models.CharField(max_length=8, choices=Purpose)
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # A desk reset is done by someone else.
            models.CheckConstraint(
                name="nobody_resets_their_own",
                condition=Q(purpose="activate") | ~Q(issued_by=models.F("account")),
            )
        ]


class Device(models.Model):
    """An enrolled phone: stays in for 30 days, and holds a key that signs offline sign-ins."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="devices")
    public_id = models.CharField(max_length=32, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_key = models.BinaryField()  # device key, sealed; bound to "device:<public_id>"
    label = models.CharField(max_length=60, blank=True, default="")
    fingerprint = models.CharField(max_length=64, blank=True, default="")  # one browser = one value
    enrolled_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["fingerprint"])]


class PersonalLink(models.Model):
    """A judge's or expert's personal link with a PIN."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=128)
    purpose = models.CharField(max_length=60)
    issued_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)


class ApiToken(models.Model):
    """A token of an account for the API; it can never do more than its account."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
