"""What the settings read from the environment; a value that makes no sense stops the start with a word."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default)


def flag(name: str, *, default: bool = False) -> bool:
    text = os.environ.get(name, "1" if default else "0")
    if text not in {"0", "1"}:
        raise SystemExit(f"{name} 只能是 0 或 1，现在是 {text!r} / {name} must be 0 or 1")
    return text == "1"


def database(url: str) -> dict[str, object]:
    """postgresql://user:password@host:port/name?sslmode=… → Django's DATABASES entry."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SystemExit(
            "DATABASE_URL 应写成 postgresql://用户:密码@主机:端口/库名 / "
            "DATABASE_URL is not a PostgreSQL address"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "yanxing"} | dict(parse_qsl(parts.query)),
    }
