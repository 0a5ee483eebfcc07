"""Where a visitor comes from, and where they may be sent."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def client_address(request: HttpRequest) -> str:
    """The visitor's own address. Behind our HTTPS proxy it is the last one the proxy added; a header that
    a visitor may write themselves counts for nothing."""
    near = request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104 - nothing listens there
    if settings.HTTPS:
        near = request.META.get("HTTP_X_FORWARDED_FOR", near).rpartition(",")[2].strip()
    try:
        return str(ip_address(near))
    except ValueError:
        return "0.0.0.0"  # noqa: S104


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """Where `next` leads, as a path of this site; anything else leads to `otherwise`."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure()):
        return otherwise
    parts = urlsplit(given)
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path


def public_address(request: HttpRequest, path: str) -> str:
    """An address for paper and phones: the office's own name if set, else as this page was reached."""
    origins: list[str] = settings.CSRF_TRUSTED_ORIGINS
    return origins[0].rstrip("/") + path if origins else request.build_absolute_uri(path)


def reached_locally(request: HttpRequest) -> bool:
    """Only this very machine can open an address made from here."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return not settings.CSRF_TRUSTED_ORIGINS and host.strip("[]") in {"127.0.0.1", "localhost", "::1"}
