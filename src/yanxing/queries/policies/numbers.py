"""文号 as it is written: agency code, year in 〔〕, serial (GB/T 9704)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from yanxing.records.models import DocumentNumber

_BRACKETS = str.maketrans("〔［【（(｛{﹝〖「『", "[" * 11) | str.maketrans("〕］】）)｝}﹞〗」』", "]" * 11)
_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,20})\[?(\d{4})年?\]?(?:第)?0*([1-9]\d{0,5})号?")


class Number(NamedTuple):
    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


def read_number(text: str) -> Number | None:
    """松中委〔2024〕37号 from any brackets, widths and spaces; None for anything else."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS)
    found = _NUMBER.fullmatch(plain)
    return Number(found[1], int(found[2]), int(found[3])) if found else None


def shown_number(number: DocumentNumber | None) -> str:
    """The number as printed; empty while there is none."""
    return "" if number is None else str(Number(number.series.agency_code, number.year, number.serial))
