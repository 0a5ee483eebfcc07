"""Addresses: the pages, the API, nothing else."""

from __future__ import annotations

from django.urls import path

from yanxing.api.operations import api
from yanxing.web.routes import patterns

urlpatterns = [*patterns(), path("api/v1/", api.urls)]
handler404 = "yanxing.web.pages.errors.not_found"
handler403 = "yanxing.web.pages.errors.forbidden"
handler500 = "yanxing.web.pages.errors.failed"
