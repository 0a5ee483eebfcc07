"""What a roster may say: our fields, their labels, and how offices head the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from yanxing.policy.facts.reading import squeezed

SheetKind = Literal["people", "units"]
Reads = Literal["name", "text", "code", "day", "yes_no", "posts", "id_number", "phone", "staff_number"]

_REMARK = re.compile(r"[(（\[【].*?[)）\]】]|[*＊:]|必填|选填")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of ours. `tells` = says something beyond who is meant: a roster has at least one such."""

    code: str
    label: str
    reads: Reads
    heads: tuple[str, ...] = ()
    tells: bool = True


PEOPLE: tuple[Field, ...] = (
    Field("name", "姓名", "name", ("社工姓名", "人员姓名", "干部姓名", "名字"), tells=False),
    Field(
        "staff_number",
        "工号",
        "staff_number",
        ("人员编号", "员工编号", "社工编号", "职工号", "工作证号"),
        tells=False,
    ),
    Field("id_number", "身份证号", "id_number", ("身份证", "身份证号码", "公民身份号码", "证件号码")),
    Field("phone", "手机号", "phone", ("手机", "手机号码", "联系电话", "电话", "联系方式", "移动电话")),
    Field(
        "unit",
        "居民区",
        "text",
        (
            "所属居委会",
            "居委会",
            "所在居民区",
            "所属居民区",
            "单位",
            "所在单位",
            "工作单位",
            "社区",
            "所在社区",
            "所属社区",
            "所属单位",
            "部门",
        ),
        tells=False,
    ),
    Field("posts", "职务", "posts", ("岗位", "现任职务", "现任岗位", "担任职务", "职务岗位")),
    Field("tier", "人员层次", "code", ("层次", "类别", "人员类别", "社工类别")),
    Field("gender", "性别", "code", ()),
    Field("born_on", "出生日期", "day", ("出生年月", "生日", "出生时间", "出生年月日")),
    Field("education", "学历", "code", ("文化程度", "最高学历", "学历层次")),
    Field("political_status", "政治面貌", "text", ("党派",)),
    Field(
        "entered_on",
        "入职日期",
        "day",
        ("入职时间", "入职年月", "从事社区工作时间", "参加社区工作时间", "进入社区时间"),
    ),
    Field("here_since", "到本街道日期", "day", ("来本街道时间", "到本街道时间", "调入时间", "调入日期")),
    Field("appointed_on", "任职日期", "day", ("任职时间", "任现职时间", "现任职务时间")),
    Field("left_on", "离职日期", "day", ("离职时间", "离岗时间", "退出时间")),
    Field("all_post", "全岗通", "yes_no", ("持证情况", "全岗通证书", "全岗通情况", "证书")),
    Field("social_worker", "社工证", "code", ("社会工作者职业资格", "社工证等级", "社工师", "职业资格")),
    Field("social_worker_number", "社工证编号", "text", ("职业资格证书编号", "证书编号", "资格证号")),
    Field("social_worker_issued", "社工证取得日期", "day", ("取证时间", "发证日期", "取得时间")),
    Field("social_worker_until", "社工证登记有效期至", "day", ("登记有效期", "有效期至", "登记有效期至")),
)
UNITS: tuple[Field, ...] = (
    Field(
        "name",
        "名称",
        "text",
        ("居委会名称", "居民区名称", "单位名称", "居委会", "居民区", "社区名称", "部门名称"),
        tells=False,
    ),
    Field("area", "所属片区", "text", ("片区", "所在片区", "片区名称")),
    Field(
        "code",
        "12 位代码",
        "text",
        ("统计用区划代码", "区划代码", "居委会代码", "代码", "12位代码", "单位代码"),
    ),
    Field("kind", "单位类别", "code", ("类别", "单位类型", "类型")),
    Field("subject_line", "条线", "text", ("所属条线",)),
)
FIELDS: dict[SheetKind, dict[str, Field]] = {
    "people": {field.code: field for field in PEOPLE},
    "units": {field.code: field for field in UNITS},
}
SEALED = ("id_number", "phone")

WORDS: dict[str, dict[str, str]] = {
    "gender": {"男": "male", "女": "female", "男性": "male", "女性": "female"},
    "education": {
        "初中": "lower",
        "高中": "lower",
        "中专": "lower",
        "高中及以下": "lower",
        "大专": "college",
        "专科": "college",
        "大学专科": "college",
        "本科": "bachelor",
        "大学本科": "bachelor",
        "大学": "bachelor",
        "硕士": "master",
        "研究生": "master",
        "硕士研究生": "master",
        "博士": "doctor",
        "博士研究生": "doctor",
    },
    "tier": {
        "一般": "ordinary",
        "普通": "ordinary",
        "一般社工": "ordinary",
        "骨干": "backbone",
        "骨干社工": "backbone",
        "骨干社区工作者": "backbone",
        "新进": "newly_appointed",
        "初任": "newly_appointed",
        "初任社工": "newly_appointed",
        "新进社工": "newly_appointed",
        "居委会主任": "director",
    },
    "social_worker": {
        "助理": "assistant",
        "助理社会工作师": "assistant",
        "初级": "assistant",
        "中级": "intermediate",
        "社会工作师": "intermediate",
        "高级": "senior",
        "高级社会工作师": "senior",
        "无": "none",
        "没有": "none",
    },
    "kind": {
        "居民区": "neighbourhood",
        "居委会": "neighbourhood",
        "社区": "neighbourhood",
        "机关": "office",
        "机关部门": "office",
        "科室": "office",
        "办公室": "office",
        "片区": "area",
        "区级部门": "district",
        "网格": "grid",
        "外单位": "outside",
    },
}
POSTS: dict[str, str] = {
    "书记": "secretary",
    "党总支书记": "secretary",
    "党支部书记": "secretary",
    "党委书记": "secretary",
    "居民区书记": "secretary",
    "主任": "director",
    "居委会主任": "director",
    "居委主任": "director",
    "副书记": "deputy_secretary",
    "党总支副书记": "deputy_secretary",
    "党支部副书记": "deputy_secretary",
    "副主任": "deputy_director",
    "居委会副主任": "deputy_director",
    "社工": "worker",
    "社区工作者": "worker",
    "工作人员": "worker",
    "委员": "worker",
    "新进社工": "worker",
    "初任社工": "worker",
    "骨干社工": "worker",
    "机关干部": "officer",
    "科员": "officer",
}
TIER_OF_POST = {"新进社工": "newly_appointed", "初任社工": "newly_appointed", "骨干社工": "backbone"}


def normal_head(raw: object) -> str:
    """A column's head as it is looked up and remembered: no spaces, brackets or asterisks."""
    return _REMARK.sub("", squeezed(raw).replace("\n", ""))[:120]


@cache
def heads_of(kind: SheetKind) -> dict[str, str]:
    """Head → field, as offices usually write them."""
    found: dict[str, str] = {}
    for field in FIELDS[kind].values():
        for head in (field.code, field.label, *field.heads):
            found.setdefault(normal_head(head), field.code)
    return found


def label_of(kind: SheetKind, code: str) -> str:
    field = FIELDS[kind].get(code)
    return field.label if field else code
