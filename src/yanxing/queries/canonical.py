"""Plain data as bytes that are the same each time: what digests are made of."""

from __future__ import annotations

import json
from typing import Any


def canonical(data: Any) -> bytes:
    """JSON with its keys in order and no white space."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
