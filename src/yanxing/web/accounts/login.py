"""Logging in with a password."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest, _original: Any = None, _credentials: Any = None) -> HttpResponse:
    """Too many wrong passwords for this account from this address."""
    return render(request, "pages/locked.html", status=429)
