"""What can be wrong with a cell of a roster, and the mend; short, in the words of whoever keeps the table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """`cell`: 花名册!C17. A note does not keep the row out."""

    column: str
    cell: str
    what: str
    mend: str
    note: bool = False

    def stored(self) -> dict[str, object]:
        return {
            "column": self.column,
            "cell": self.cell,
            "what": self.what,
            "mend": self.mend,
            "note": self.note,
        }


Words = tuple[str, str]
"""What is wrong, and the mend."""


def not_a_day(word: str) -> Words:
    return (
        _("“%(word)s”不是日期。") % {"word": word},
        _("请写成 2024-06-10、2024年6月10日或 2024.6。"),
    )


def no_such_day(word: str) -> Words:
    return _("没有“%(word)s”这一天。") % {"word": word}, _("请照原件核对。")


def only_a_year(word: str) -> Words:
    return _("“%(word)s”只有年份。") % {"word": word}, _("请补上月份，例如 2021.3。")


def unclear_month(word: str) -> Words:
    return (
        _("“%(word)s”分不清是 1 月还是 10 月。") % {"word": word},
        _("请写成 2021年1月 或 2021年10月。"),
    )


def first_of_month(word: str) -> Words:
    return _("“%(word)s”只写到月，按当月 1 日。") % {"word": word}, _("知道是哪一天的，可以补上。")


def unknown_word(label: str, word: str, known: str) -> Words:
    return (
        _("%(label)s“%(word)s”不认识。") % {"label": label, "word": word},
        _("请改成：%(known)s。") % {"known": known},
    )


def neither_yes_nor_no(word: str) -> Words:
    return (
        _("“%(word)s”看不出是有还是没有。") % {"word": word},
        _("请写“有”或“无”；还没核实的写“待核实”。"),
    )


def formula() -> Words:
    return _("这一格是没有算出结果的公式。"), _("请在表格里把这一格改成数值后重新导入。")


def too_long(most: int) -> Words:
    return _("这一格超过 %(most)d 个字。") % {"most": most}, _("请只写这一项的内容。")


def no_name() -> Words:
    return _("没有姓名。"), _("请补上姓名。")


def odd_name(word: str) -> Words:
    return _("“%(word)s”不像姓名。") % {"word": word}, _("姓名只写汉字、字母和间隔号。")


def no_unit() -> Words:
    return _("没有写在哪个居民区或部门。"), _("请补上这一列。")


def unknown_unit(word: str) -> Words:
    return (
        _("没有叫“%(word)s”的居民区或部门。") % {"word": word},
        _("请核对写法；是新设的，先导入居委会名册或在“单位”页添加。"),
    )


def bad_phone() -> Words:
    return _("手机号应是 11 位，以 1 开头。"), _("请照实填写；座机加区号，例如 021-57812345。")


def number_lost() -> Words:
    return _("这个编号被存成了数字，后几位已经不准。"), _("请把这一列设为“文本”格式，照原件重新填写。")


def disagrees(label: str, other: str) -> Words:
    return (
        _("%(label)s和%(other)s对不上。") % {"label": label, "other": other},
        _("请照证件核对两处。"),
    )


def out_of_order(first: str, second: str) -> Words:
    return (
        _("%(first)s晚于%(second)s。") % {"first": first, "second": second},
        _("请核对这两个日期。"),
    )


def two_people(first: str, second: str) -> Words:
    return (
        _("%(first)s和%(second)s是名册里两个不同的人的。") % {"first": first, "second": second},
        _("请照证件核对，改正其中一个。"),
    )


def said_differently(label: str, place: str) -> Words:
    return (
        _("%(label)s和 %(place)s 写得不一样，两处是同一个人。") % {"label": label, "place": place},
        _("请核对后把两处改成一样。"),
    )


def elsewhere(label: str) -> Words:
    return (
        _("这个%(label)s属于本街道以外的人。") % {"label": label},
        _("请核对号码；是调入的，请对方先办理转出。"),
    )


def bad_code() -> Words:
    return _("代码应是 12 位数字。"), _("请照统计用区划代码填写，这一列设为“文本”格式。")


def code_taken(name: str) -> Words:
    return _("这个代码已经是“%(name)s”的。") % {"name": name}, _("请核对两个单位的代码。")


def no_unit_name() -> Words:
    return _("没有名称。"), _("请补上居委会或部门的名称。")


def twice(place: str) -> Words:
    return _("和 %(place)s 重复，两处写得不一样。") % {"place": place}, _("请只留对的一行。")
