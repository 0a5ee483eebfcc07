"""The API itself; every operation is registered here by its noun's module."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="雁行", version="1", urls_namespace="api", docs_url=None)
