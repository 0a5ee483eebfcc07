"""After every migration, as the owner: grants, row rules, definer triggers."""

from typing import Any

from django.core.management.base import BaseCommand

from yanxing.access import lock
from yanxing.access.start_code import start_code
from yanxing.queries.accounts.entering import anyone_there


class Command(BaseCommand):
    help = "grants and row-level security, as the owner of the tables"

    def handle(self, *_args: Any, **_options: Any) -> None:
        lock.apply()
        if not anyone_there():
            start_code()  # whoever starts us shows it
