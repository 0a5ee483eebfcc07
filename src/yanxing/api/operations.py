"""Every noun of the API, registered by being imported."""

from yanxing.api import people, policies, training
from yanxing.api.door import api

__all__ = ["api", "people", "policies", "training"]
