"""Prints the one-time code of the first start, while nobody has an account yet."""

from typing import Any

from django.core.management.base import BaseCommand

from yanxing.access.start_code import start_code
from yanxing.access.tokens import grouped
from yanxing.queries.accounts.entering import anyone_there


class Command(BaseCommand):
    help = "the code an empty office asks for at its first start; nothing once somebody has an account"

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not anyone_there():
            self.stdout.write(grouped(start_code()))
