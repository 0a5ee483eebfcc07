"""What may come in is told from the bytes: kinds, bombs, macros, passwords, links, names."""

import io
import struct
import zipfile

import docx
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from yanxing.intake.guarding import (
    MEDIA_TYPES,
    SCANS,
    SHEETS,
    FileKind,
    check_name_and_size,
    check_upload,
    kind_of,
)
from yanxing.intake.unsafe import CODES, Unsafe

EVERY: frozenset[FileKind] = frozenset(MEDIA_TYPES)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20
PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF"


def workbook(link: str = "") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, ["姓名", "居民区"])
        sheet.write_row(1, 0, ["李婷", "方塔"])
        if link:
            sheet.write_url(2, 0, link)
    return out.getvalue()


def document() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def old(*names: str) -> bytes:
    return OLE + b"\0" * 504 + b"".join(name.encode("utf-16-le") + b"\0\0" for name in names)


def changed(data: bytes, added: dict[str, bytes]) -> bytes:
    """The same archive with other parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in added:
                after.writestr(name, before.read(name))
        for name, content in added.items():
            after.writestr(name, content)
    return out.getvalue()


def code(name: str, data: bytes, allowed: frozenset[FileKind] = EVERY) -> str | None:
    trouble = check_upload(name, data, allowed=allowed)
    return trouble.code if trouble else None


GOOD: list[tuple[str, bytes, FileKind]] = [
    ("花名册.xlsx", workbook(), "xlsx"),
    ("花名册.xls", old("Workbook"), "xls"),
    ("花名册.csv", "姓名,居民区\n李婷,方塔\n".encode(), "csv"),
    ("花名册.CSV", "姓名,居民区\n李婷,方塔\n".encode("gb18030"), "csv"),
    ("呈批表.pdf", PDF, "pdf"),
    ("签到表.jpeg", JPG, "jpg"),
    ("签到表.png", PNG, "png"),
    ("通知.docx", document(), "docx"),
]


@pytest.mark.parametrize(("name", "data", "kind"), GOOD)
def test_good_files_of_every_kind(name: str, data: bytes, kind: FileKind) -> None:
    assert kind_of(data) == kind
    assert code(name, data) is None
    assert code(name, data, EVERY - {kind}) == "kind"


def test_the_content_says_what_a_file_is() -> None:
    assert code("花名册.xlsx", PDF, SHEETS) == "kind"
    assert code("花名册.xlsx", PDF) == "name_and_content"
    assert code("照片.exe", PNG, SCANS) == "name_and_content"
    assert code("花名册.xls", workbook()) is None
    assert code("照片.png", JPG) is None
    assert code("扫描件", PDF) is None
    assert code("页面.csv", b"<html><script>alert(1)</script></html>") == "kind"
    assert code("程序.csv", b"MZ\x90 this program") == "kind"
    assert code("照片.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 9, SCANS) == "phone_picture"
    assert code("通知.doc", old("WordDocument"), SHEETS) == "old_word"


def test_bombs_stay_shut() -> None:
    assert code("大.xlsx", changed(workbook(), {"xl/media/a.bin": b"\0" * (9 << 20)})) == "bomb"
    assert code("多.xlsx", changed(workbook(), {f"xl/media/{n}": b"" for n in range(5001)})) == "bomb"
    lying = bytearray(workbook())
    entry = lying.rindex(b"PK\x01\x02")
    lying[entry + 24 : entry + 28] = struct.pack("<I", 1 << 30)
    assert code("假.xlsx", bytes(lying)) == "bomb"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "links"),
        ({"xl/embeddings/oleObject1.bin": b"x"}, "active"),
        ({"xl/activeX/activeX1.xml": b"<a/>"}, "active"),
        ({"xl/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "damaged"),
        ({"xl/../../etc/passwd": b"x"}, "damaged"),
        (
            {
                "xl/_rels/x.rels": b'<Relationships><Relationship Id="r" Type="http://x/image" '
                b'Target="http://198.51.100.1/a.png" TargetMode="External"/></Relationships>'
            },
            "links",
        ),
    ],
)
def test_what_else_may_be_in_a_workbook(parts: dict[str, bytes], expected: str) -> None:
    assert code("花名册.xlsx", changed(workbook(), parts)) == expected


def test_a_plain_hyperlink_harms_nobody() -> None:
    assert code("花名册.xlsx", workbook(link="https://example.org/")) is None


def test_a_workbook_with_macros_by_its_type() -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        types = archive.read("[Content_Types].xml")
    macro = types.replace(b"spreadsheetml.sheet.main", b"excel.sheet.macroEnabled.main")
    assert code("花名册.xlsx", changed(out.getvalue(), {"[Content_Types].xml": macro})) == "macros"
    assert code("花名册.xls", old("Workbook", "_VBA_PROJECT_CUR")) == "macros"


def test_passwords() -> None:
    assert code("花名册.xlsx", old("EncryptionInfo", "EncryptedPackage")) == "encrypted"
    assert code("呈批表.pdf", PDF + b"/Encrypt 5 0 R") == "encrypted"
    assert code("呈批表.pdf", PDF + b"/JavaScript (x)") == "active"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "no_name"),
        ("..", "no_name"),
        ("../../etc/passwd.csv", "name_characters"),
        ("C:\\花名册.csv", "name_characters"),
        ("花名册\u202excsv.exe", "name_characters"),
        ("a\0b.csv", "name_characters"),
        ("名" * 121, "name_too_long"),
        ("名" * 81, "name_too_long"),
    ],
)
def test_names(name: str, expected: str) -> None:
    assert code(name, b"a,b\n") == expected


def test_sizes() -> None:
    assert code("花名册.csv", b"") == "empty"
    trouble = check_name_and_size("花名册.csv", 3 << 20, most=2 << 20)
    assert trouble is not None
    assert trouble.text() == "文件太大（3.0 MB，最多 2.0 MB）。请只留需要的内容，或分成几个文件。"
    assert trouble.text("en").startswith("The file is too big (3.0 MB, at most 2.0 MB). ")


def test_cut_short_it_is_damaged() -> None:
    assert code("花名册.xlsx", workbook()[:-30]) == "damaged"
    assert code("压缩.xlsx", changed(b"PK\x05\x06" + b"\0" * 18, {"a.txt": b"a"})) == "kind"


def test_every_reason_has_words() -> None:
    params = dict.fromkeys(("length", "most", "size", "known", "ending", "kind"), "…")
    for each in CODES:
        trouble = Unsafe(each, params)
        assert trouble.text("zh").endswith("。")
        assert trouble.text("en").endswith(".")


@given(st.text(), st.binary(), st.sampled_from([b"", b"PK\x03\x04", OLE, b"%PDF-", b"\xff\xd8\xff"]))
def test_any_bytes_get_an_answer(name: str, data: bytes, head: bytes) -> None:
    trouble = check_upload(name, head + data, allowed=EVERY)
    assert trouble is None or trouble.code in CODES


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_gets_an_answer(place: int, noise: bytes) -> None:
    data = bytearray(workbook())
    place %= len(data)
    data[place : place + len(noise)] = noise
    trouble = check_upload("花名册.xlsx", bytes(data), allowed=EVERY)
    assert trouble is None or trouble.code in CODES
