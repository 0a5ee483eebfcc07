"""404, 403 and 500 in the house's words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    if for_machines(request):
        return told(404, "not_found", _("没有这个地址，或者不在这个令牌的范围内。"))
    return render(request, "pages/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "pages/forbidden.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    if for_machines(request):
        return told(500, "failed", _("服务器没有办成这件事，没有写入任何内容。请稍后再试。"))
    return render(request, "pages/failed.html", status=500)


def for_machines(request: HttpRequest) -> bool:
    """Whether the answer goes to a program: the API speaks JSON whatever happens."""
    return request.path.startswith("/api/")


def told(status: int, code: str, text: str) -> JsonResponse:
    """In the shape of every trouble of the API."""
    return JsonResponse({"code": code, "text": text, "field": None}, status=status)
