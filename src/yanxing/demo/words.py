"""The words of the street, from `words.yaml` beside this file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words() -> Any:
    """Surnames with their weight, given names, sentences, titles."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files("yanxing.demo").joinpath("words.yaml").read_bytes(), loader)  # noqa: S506 - a safe one
