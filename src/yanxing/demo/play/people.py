"""The roster comes in as the office's own workbooks; posts and accounts follow from it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from yanxing.actions.accounts.opening import open_accounts
from yanxing.actions.accounts.posts import give_post
from yanxing.actions.roster.applying import apply_import, confirm_matches
from yanxing.actions.roster.trying import try_import
from yanxing.actions.roster.units import open_unit
from yanxing.demo.play.cast import Cast, at
from yanxing.demo.play.house import activate
from yanxing.demo.workbooks import write_workbooks
from yanxing.records.models import Account, Appointment, ImportRow, Person, Unit

ROSTER = ("01", "02", "03")
WHEN = at(5, 7, 9)
SINCE = date(2024, 5, 7)
OFFICES = ("街道自治办", "街道党政办", "街道党群办", "街道平安办", "街道管理办", "街道服务办")
LEADS = {"secretary": "A", "director": "B"}


def bring_roster(cast: Cast) -> None:
    """Three files in one drop: tried, the doubtful matches confirmed, applied."""
    with TemporaryDirectory() as folder:
        books = [path for path in write_workbooks(Path(folder)) if path.name[:2] in ROSTER]
        files = [(path.name, path.read_bytes()) for path in books]
    with cast.on_stage("officer", WHEN) as officer:
        batch = try_import(files=files, actor=officer, now=WHEN, as_of=date(2024, 5, 1), expected_units=22)
    with cast.on_stage("officer", WHEN) as officer:
        ways = set(ImportRow.objects.filter(batch=batch, outcome="ask").values_list("matched_by", flat=True))
        for way in sorted(ways):
            confirm_matches(batch_id=batch.pk, matched_by=way, same=False, actor=officer, now=WHEN)
    with cast.on_stage("officer", WHEN) as officer:
        apply_import(batch_id=batch.pk, actor=officer, now=WHEN)
    remember(cast)


def open_offices(cast: Cast) -> None:
    """机关各部门: notices go to them too."""
    with cast.on_stage("officer", WHEN) as officer:
        for name in OFFICES:
            open_unit(
                kind="office", name=name, parent_id=cast.street.pk, since=date(2024, 1, 1),
                actor=officer, now=WHEN,
            )  # fmt: skip


def remember(cast: Cast) -> None:
    """Units by short name and persons by (unit, name), as they stand now."""
    cast.units = {unit.short_name: unit for unit in Unit.objects.filter(kind=Unit.Kind.NEIGHBOURHOOD)}
    found: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in Person.objects.select_related("subject__home_unit").order_by("pk"):
        home = person.subject.home_unit
        found[home.short_name if home else "", person.name].append(person)
    cast.persons = dict(found)


def open_posts(cast: Cast) -> None:
    """Every secretary sits on the post of her neighbourhood as A角, the director as B角; all get accounts."""
    with cast.on_stage("officer", WHEN) as officer:
        everyone = Person.objects.filter(appointments__isnull=False).distinct()
        open_accounts(person_ids=list(everyone.values_list("pk", flat=True)), actor=officer, now=WHEN)
    cast.account_of = dict(Account.objects.filter(person__isnull=False).values_list("person_id", "pk"))
    leads = (
        Appointment.objects.filter(code__in=LEADS, until=None).select_related("unit").order_by("code", "pk")
    )
    seated: set[tuple[int, str]] = set()
    with cast.on_stage("officer", WHEN) as officer:
        for each in leads:
            stand = LEADS[each.code]
            holder = cast.account_of.get(each.person_id)
            if holder is None or (each.unit_id, stand) in seated or (each.unit_id, str(holder)) in seated:
                continue
            seated |= {(each.unit_id, stand), (each.unit_id, str(holder))}
            give_post(
                account_id=holder, unit_id=each.unit_id, role="secretary", title=f"{each.unit.name}负责人",
                stand=stand, since=SINCE, actor=officer, now=WHEN,
            )  # fmt: skip


def show_logins(cast: Cast) -> None:
    """One way in for each role."""
    fangta = cast.units["方塔"]
    secretary = Appointment.objects.get(unit=fangta, code="secretary", until=None)
    worker = cast.persons["方塔", "李婷"][0]
    for person_id in (secretary.person_id, worker.pk):
        activate(cast, "officer", cast.account_of[person_id])
    names = dict(Account.objects.values_list("person_id", "username"))
    cast.accounts |= {
        "secretary": cast.account_of[secretary.person_id],
        "worker": cast.account_of[worker.pk],
    }
    cast.login("街道经办人", "xuzhiqiang", "看全街进度，办今天下午的培训")
    cast.login("居民区书记", names[secretary.person_id], "方塔居民区：批请假，看谁还没到")
    cast.login("社区工作者", names[worker.pk], "方塔居民区：签到、请假、看学时")
    cast.login("签到台", "qiandaotai", "扫胸牌，帮没有手机的人签到")
    cast.login("审计管理员", "shenji", "看谁在什么时候做了什么")
    cast.login("系统管理员", "guanli", "管账号和岗位，看不到业务")
