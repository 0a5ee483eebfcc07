"""Units, persons, appointments, credentials: who and what everything else points to."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from yanxing.records.spells import ends_after_it_begins, never_two_at_once


class Subject(models.Model):
    """Whatever is marked, ranked, posted, ordered or asked for points here with a real foreign key."""

    class Kind(models.TextChoices):
        PERSON = "person", "人员"
        UNIT = "unit", "单位"
        SESSION = "session", "场次"
        DOCUMENT = "document", "文件"

    kind = models.CharField(max_length=12, choices=Kind)
    home_unit = models.ForeignKey("records.Unit", models.PROTECT, null=True, related_name="subjects")

    class Meta:
        indexes = [models.Index(fields=["home_unit", "kind"])]


class Unit(models.Model):
    """The street itself, an office, an area, a neighbourhood (居民区 with its 居委会)."""

    class Kind(models.TextChoices):
        DISTRICT = "district", "区级部门"
        STREET = "street", "街道"
        OFFICE = "office", "机关部门"
        AREA = "area", "片区"
        NEIGHBOURHOOD = "neighbourhood", "居民区"
        GRID = "grid", "网格"
        OUTSIDE = "outside", "外单位"

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True, related_name="unit")
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=20)
    code = models.CharField(max_length=12, null=True, unique=True)  # 12 digits, statistical division code
    subject_line = models.CharField(max_length=40, blank=True, default="")  # 条线 of an office
    position = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_code_has_12_digits", condition=Q(code__isnull=True) | Q(code__regex=r"^\d{12}$")
            ),
            models.UniqueConstraint(fields=["kind", "name"], name="unit_name_once_per_kind"),
        ]


@pghistory.track()
class UnitSpell(models.Model):
    """Where a unit belongs, by date. A neighbourhood is in exactly one area on a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="spells")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_spells")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            never_two_at_once("unit_in_one_parent_a_day", "unit"),
            ends_after_it_begins("unit_spell_ends_after_it_begins"),
            models.CheckConstraint(name="unit_not_its_own_parent", condition=~Q(unit=models.F("parent"))),
        ]


@pghistory.track()
class Person(models.Model):
    """A person of the roster: a community worker, an officer, an expert."""

    class Gender(models.TextChoices):
        WOMAN = "female", "女"
        MAN = "male", "男"

    class Education(models.TextChoices):
        LOWER = "lower", "高中及以下"
        COLLEGE = "college", "大专"
        BACHELOR = "bachelor", "本科"
        MASTER = "master", "硕士"
        DOCTOR = "doctor", "博士"

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True, related_name="person")
    name = models.CharField(max_length=40)
    pinyin = models.CharField(max_length=120, default="")  # "ouyang nana": search and order
    initials = models.CharField(max_length=20, default="")  # "oynn"
    staff_number = models.CharField(max_length=32, null=True, unique=True)
    phone_tail = models.CharField(max_length=4, blank=True, default="")
    gender = models.CharField(max_length=8, choices=Gender, null=True)
    born_on = models.DateField(null=True)
    education = models.CharField(max_length=12, choices=Education, null=True)
    political_status = models.CharField(max_length=20, blank=True, default="")
    entered_on = models.DateField(null=True)  # first day of the current continuous service, any street
    left_on = models.DateField(null=True)
    is_external = models.BooleanField(default=False)  # an expert or teacher from outside
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["pinyin", "subject"]),
            models.Index(fields=["phone_tail"]),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="person_name_trgm"),
        ]


@pghistory.track()
class Appointment(models.Model):
    """A dated post (职务) of a person in a unit; a person may hold several."""

    class Code(models.TextChoices):
        SECRETARY = "secretary", "书记"
        DIRECTOR = "director", "主任"
        DEPUTY_SECRETARY = "deputy_secretary", "副书记"
        DEPUTY_DIRECTOR = "deputy_director", "副主任"
        WORKER = "worker", "社工"
        OFFICER = "officer", "机关干部"

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    code = models.CharField(max_length=20, choices=Code)
    is_main = models.BooleanField(default=True)  # the unit a person is counted in
    basis = models.CharField(max_length=120, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "until"])]
        constraints = [
            never_two_at_once("post_held_once_a_day", "person", "unit", "code"),
            ends_after_it_begins("appointment_ends_after_it_begins"),
        ]


class TierSpell(models.Model):
    """Ordinary, backbone, newly appointed, director: what training is aimed at (ORG-08)."""

    class Tier(models.TextChoices):
        ORDINARY = "ordinary", "一般社工"
        BACKBONE = "backbone", "骨干社工"
        NEWLY_APPOINTED = "newly_appointed", "初任社工"
        DIRECTOR = "director", "居委会主任"

    person = models.ForeignKey(Person, models.PROTECT, related_name="tiers")
    tier = models.CharField(max_length=16, choices=Tier)
    reason = models.CharField(max_length=120, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            never_two_at_once("one_tier_a_day", "person"),
            ends_after_it_begins("tier_ends_after_it_begins"),
        ]


class ServiceSpell(models.Model):
    """Service as a community worker, street by street, before and after coming here (PER-06)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="service")
    street = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="service")
    work = models.CharField(max_length=60, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            never_two_at_once("service_in_one_place_a_day", "person"),
            ends_after_it_begins("service_ends_after_it_begins"),
        ]


class LeaveSpell(models.Model):
    """Leave of more than a few days: the yearly target is counted down by full months (A12)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    kind = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            never_two_at_once("one_leave_a_day", "person"),
            ends_after_it_begins("leave_ends_after_it_begins"),
        ]


@pghistory.track()
class Credential(models.Model):
    """A certificate a person holds: 全岗通, 社会工作者职业资格 and the like (PER-05)."""

    class Kind(models.TextChoices):
        ALL_POST = "all_post", "全岗通"
        SOCIAL_WORKER = "social_worker", "社会工作者职业资格"
        OTHER = "other", "其他证书"

    class Level(models.TextChoices):
        ASSISTANT = "assistant", "助理"
        INTERMEDIATE = "intermediate", "中级"
        SENIOR = "senior", "高级"

    person = models.ForeignKey(Person, models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=16, choices=Kind)
    level = models.CharField(max_length=16, choices=Level, null=True)
    title = models.CharField(max_length=60, blank=True, default="")
    number = models.CharField(max_length=60, blank=True, default="")
    issued_on = models.DateField(null=True)
    registered_until = models.DateField(null=True)  # registration ends on this day, the day included
    revoked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], condition=~Q(number=""), name="credential_number_once"
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "level", "title"],
                condition=Q(revoked_on__isnull=True),
                nulls_distinct=False,
                name="credential_held_once",
            ),
        ]


class SubjectFact(models.Model):
    """A fact that a policy asks for and no column of ours holds; dated, append-only, the latest counts.

    `value` is the typed raw value in the shapes of docs/policy/facts.md; null means "said to be unknown".
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="facts")
    name = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "subject", "-id"])]
