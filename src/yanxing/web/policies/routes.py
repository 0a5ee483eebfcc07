from __future__ import annotations

from django.views.decorators.http import require_POST

from yanxing.access.predicates import an_officer, an_officer_or_secretary, an_officer_who_acts, signed_in
from yanxing.web.policies import adopting, documents, lists, office, readings, values
from yanxing.web.routes import Route

_ONE = "policies/<int:document_id>/"
_LIST = f"{_ONE}lists/<slug:run>/"

ROUTES: list[Route] = [
    Route("policies", "policies/", documents.documents, an_officer_or_secretary),
    Route("policy-load", "policies/load/", documents.load, an_officer_who_acts),
    Route("policy", _ONE, documents.document, signed_in),
    Route("policy-adopt", f"{_ONE}adopt/", adopting.adopt, an_officer),
    Route("policy-confirm", f"{_ONE}adopt/confirm/", require_POST(adopting.confirm), an_officer_who_acts),
    Route("policy-bind", f"{_ONE}adopt/bind/", require_POST(adopting.bind), an_officer_who_acts),
    Route("policy-submit", f"{_ONE}adopt/submit/", require_POST(adopting.submit), an_officer_who_acts),
    Route("policy-decide", f"{_ONE}adopt/decide/", require_POST(adopting.decide), an_officer_who_acts),
    Route("policy-in-force", f"{_ONE}adopt/in-force/", require_POST(adopting.enforce), an_officer_who_acts),
    Route("policy-close", f"{_ONE}adopt/close/", require_POST(adopting.close), an_officer_who_acts),
    Route("policy-form", f"{_ONE}adopt/form.docx", adopting.approval_form, an_officer),
    Route("policy-values", f"{_ONE}values/", values.values, an_officer_or_secretary),
    Route("policy-value", f"{_ONE}values/<slug:section>/<slug:name>/", values.value, an_officer_who_acts),
    Route("policy-readings", f"{_ONE}readings/", readings.readings, an_officer_or_secretary),
    Route("policy-reading", f"{_ONE}readings/<str:reading>/", readings.reading, an_officer_who_acts),
    Route("policy-changes", f"{_ONE}changes/", readings.changes, an_officer_or_secretary),
    Route("audience", _LIST, lists.audience, an_officer_or_secretary),
    Route("audience-export", f"{_LIST}export.xlsx", lists.export, an_officer_or_secretary),
    Route("audience-settle", f"{_LIST}settle/", require_POST(lists.settle), an_officer_who_acts),
    Route("audience-why", f"{_LIST}why/<str:key>/", lists.why, signed_in),
    Route("calendar", "calendar/", office.calendar, an_officer_or_secretary),
    Route("calendar-month", "calendar/<int:year>/<int:month>/", office.calendar, an_officer_or_secretary),
    Route("numbers", "numbers/", office.numbers, an_officer_who_acts),
]
