"""Static files with their digest in the name: kept for a year by browsers, never stale."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class _Remembering:
    """A page names a score of files, every page the same: each address is worked out once."""

    def url(self, name: str, force: bool = False) -> str:
        known: dict[str, str] = self.__dict__.setdefault("_known", {})
        if name not in known:
            found: Any = super()
            known[name] = found.url(name, force) if isinstance(self, OfficeStatics) else found.url(name)
        return known[name]


class OfficeStatics(_Remembering, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    manifest_strict = False  # a source map nobody ships must not stop the start


class LiveStatics(_Remembering, StaticFilesStorage):  # type: ignore[misc]
    """Straight from the source, for tests."""
