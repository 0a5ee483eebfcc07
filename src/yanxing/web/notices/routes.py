from __future__ import annotations

from django.views.decorators.http import require_POST

from yanxing.access.predicates import an_officer_who_acts, signed_in
from yanxing.web.notices import views
from yanxing.web.routes import Route

_ONE = "notices/<int:notice_id>/"

ROUTES: list[Route] = [
    Route("notices", "notices/", views.notices, signed_in),
    Route("notice-new", "notices/new/", views.new, an_officer_who_acts),
    Route("notice", _ONE, views.notice, signed_in),
    Route("notice-edit", f"{_ONE}edit/", views.edit, an_officer_who_acts),
    Route("notice-annex", f"{_ONE}annex/", require_POST(views.annex), an_officer_who_acts),
    Route("notice-publish", f"{_ONE}publish/", require_POST(views.publish), an_officer_who_acts),
    Route("notice-withdraw", f"{_ONE}withdraw/", require_POST(views.withdraw), an_officer_who_acts),
    Route("notice-read", f"{_ONE}read/", require_POST(views.read), signed_in),
    Route("notice-docx", f"{_ONE}notice.docx", views.download, signed_in),
]
