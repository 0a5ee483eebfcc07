"""What a template of somebody else can be pointed at: fields by committee or by person, and their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Sum

from yanxing.access.actor import Actor
from yanxing.queries.people.fields import normal_head
from yanxing.queries.people.listing import Filters, found_people, listed
from yanxing.queries.statistics.attended import Scope
from yanxing.queries.statistics.certificates import Holding, holdings
from yanxing.queries.statistics.participation import Part, participation
from yanxing.records.models import HeaderMapping, Posting
from yanxing.report.sheets import ROW_NUMBER
from yanxing.report.sheets.cells import Cell

PURPOSE = "template"


@dataclass(frozen=True, slots=True)
class Field:
    """`code` begins with whose rows it belongs to: `unit.` or `person.`; `heads`: how others call it."""

    code: str
    label: str
    heads: tuple[str, ...] = ()


UNIT = (
    Field("unit.name", "居委会", ("单位", "居民区", "居委会名称", "社区", "单位名称", "所属居委会")),
    Field("unit.area", "片区", ("所属片区",)),
    Field("unit.in_post", "在职人数（人）", ("社工人数", "在职人数", "人数", "总人数", "社区工作者人数")),
    Field("unit.expected", "应到人次", ("应到", "应训人次", "应参训人次")),
    Field("unit.came", "实到人次", ("实到", "参训人次", "培训人次", "参加人次")),
    Field("unit.excused", "请假人次", ("请假",)),
    Field("unit.away", "未到人次", ("未到", "缺席人次")),
    Field("unit.rate", "到课率", ("参训率", "出勤率")),
    Field("unit.people", "应参加人数（人）", ("应参训人数", "应参加人数", "应训人数")),
    Field("unit.active", "参加过的人数（人）", ("参训人数", "参加人数", "培训人数", "实训人数")),
    Field("unit.active_rate", "参与率", ("覆盖率", "参训覆盖率")),
    Field("unit.holders", "社工持证人数（人）", ("持证人数", "持证社工人数")),
    Field("unit.holding_rate", "社工持证率", ("持证率",)),
    Field("unit.assistant", "助理社会工作师（人）", ("助理社工师", "初级", "助理")),
    Field("unit.intermediate", "社会工作师（人）", ("社工师", "中级")),
    Field("unit.senior", "高级社会工作师（人）", ("高级社工师", "高级")),
)
PERSON = (
    Field("person.name", "姓名", ("社工姓名", "人员姓名")),
    Field("person.staff_number", "工号", ("人员编号",)),
    Field("person.unit", "所在居民区", ("居委会", "居民区", "所属居委会", "单位", "工作单位", "所在居委会")),
    Field("person.post_words", "职务", ("岗位", "现任职务")),
    Field("person.tier", "人员层次", ("类别",)),
    Field("person.gender", "性别"),
    Field("person.born_on", "出生日期", ("出生年月",)),
    Field("person.education", "学历", ("文化程度",)),
    Field("person.political_status", "政治面貌"),
    Field("person.entered_on", "入职日期", ("入职时间",)),
    Field("person.credential_words", "证书", ("持证情况", "职业资格")),
    Field("person.hours", "本年学时", ("学时", "培训学时", "累计学时")),
)
NUMBER = Field(ROW_NUMBER, "序号", ("编号", "序列"))
FIELDS: Mapping[str, Field] = {field.code: field for field in (NUMBER, *UNIT, *PERSON)}


def guess(heads: Sequence[tuple[str, str]]) -> dict[str, str]:
    """(key, words of the head) → field, of one kind of rows: whichever fits more heads. One query.

    What a person once said of a head goes before our own names for it.
    """
    said = dict(HeaderMapping.objects.filter(purpose=PURPOSE).values_list("header", "field"))
    found = {kind: _guessed(heads, fields, said) for kind, fields in (("unit", UNIT), ("person", PERSON))}
    return max(found.values(), key=len)


def _guessed(
    heads: Sequence[tuple[str, str]], fields: Sequence[Field], said: Mapping[str, str]
) -> dict[str, str]:
    known = {
        normal_head(name): field.code for field in (NUMBER, *fields) for name in (field.label, *field.heads)
    }
    codes = set(known.values())
    found: dict[str, str] = {}
    for key, words in heads:
        whole, last = normal_head(words), normal_head(words.rsplit("/", 1)[-1])
        code = said.get(whole) or known.get(whole) or known.get(last)
        if code in codes and (code not in found.values()):
            found[key] = code
    return found


def kind_of(fields: Sequence[str]) -> set[str]:
    """`unit`, `person`: whose rows these fields are."""
    return {field.split(".")[0] for field in fields if field != ROW_NUMBER}


def rows_of(kind: str, actor: Actor, scope: Scope) -> list[dict[str, Cell]]:
    """The rows of a template: committees, or people in post. A fixed number of queries."""
    return _unit_rows(scope) if kind == "unit" else _person_rows(actor, scope)


def _unit_rows(scope: Scope) -> list[dict[str, Cell]]:
    found = participation(scope)
    _total, by_unit = holdings(scope.units, "social_worker", scope.day)
    holding = {each.unit_id: each for each in by_unit}
    nobody = Holding(None, "", 0, 0, 0, 0, 0)
    return [
        _unit_row(area, part, holding.get(part.unit_id, nobody))
        for area, parts in found.areas
        for part in parts
    ]


def _unit_row(area: Part, part: Part, held: Holding) -> dict[str, Cell]:
    return {
        "unit.name": part.name,
        "unit.area": area.name,
        "unit.in_post": held.people,
        "unit.expected": part.expected,
        "unit.came": part.came,
        "unit.excused": part.excused,
        "unit.away": part.away,
        "unit.rate": part.rate,
        "unit.people": part.people,
        "unit.active": part.active,
        "unit.active_rate": part.active_rate,
        "unit.holders": held.holders,
        "unit.holding_rate": held.rate,
        "unit.assistant": held.assistant,
        "unit.intermediate": held.intermediate,
        "unit.senior": held.senior,
    }


def _person_rows(actor: Actor, scope: Scope) -> list[dict[str, Cell]]:
    people = found_people(actor, Filters(), on=scope.day).order_by(
        "subject__home_unit__position", "subject__home_unit_id", "pinyin", "subject_id"
    )
    hours = _hours(scope)
    names = [field.code.split(".")[1] for field in PERSON if field.code != "person.hours"]
    return [
        {f"person.{name}": getattr(line, name) for name in names}
        | {"person.hours": hours.get(line.id, Fraction(0))}
        for line in listed(people, on=scope.day)
    ]


def _hours(scope: Scope) -> dict[int, Fraction]:
    """person → 学时 in the ledger of this year."""
    rows = (
        Posting.objects.filter(
            account__year=scope.day.year, account__subject__home_unit_id__in=list(scope.units)
        )
        .order_by()
        .values_list("account__subject_id", "denominator")
        .annotate(total=Sum("numerator"))
    )
    found: dict[int, Fraction] = {}
    for person, below, total in rows:
        if person is not None:
            found[person] = found.get(person, Fraction(0)) + Fraction(int(total), below)
    return found
