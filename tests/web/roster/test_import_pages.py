"""An officer imports the office's own files through the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.actions.roster.books import YEAR
from tests.street.people import Street

from yanxing.records.models import ImportBatch, Person, Unit

Page = Callable[..., Any]


def drop(client: Any, *files: tuple[str, bytes], **more: str) -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/roster/import/", {"files": sent, **more}, follow=True)


@pytest.mark.req("ORG-02")
@pytest.mark.req("ORG-03")
def test_the_office_drops_its_files_looks_and_applies(street: Street, page: Page) -> None:
    client = page(street.xuzhiqiang)
    shown = drop(client, *YEAR, as_of="2024-05-13", expected_units="22")
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "名册里有 22 个居委会，应有 22 个。" in text
    assert "新增 20 个：花园浜、白龙潭" in text
    assert Person.objects.count() == 4
    batch = ImportBatch.objects.get()
    done = client.post(f"/roster/import/{batch.pk}/apply/", follow=True)
    assert "已写入 350 人、24 个单位。" in done.content.decode()
    assert (Person.objects.count(), Unit.objects.filter(kind="neighbourhood").count()) == (354, 22)
    again = drop(client, *YEAR, as_of="2024-05-13").content.decode()
    assert "没有要导入的" in again
    listed = client.get("/people/").content.decode()
    assert "共 353 行" in listed
    tree = client.get("/units/").content.decode()
    assert "4 个片区，22 个居委会" in tree
