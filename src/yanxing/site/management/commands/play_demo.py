"""Plays the demo's street, once, through the public actions."""

from typing import Any

from django.core.management.base import BaseCommand

from yanxing.demo.play import play


class Command(BaseCommand):
    help = "a street of 22 committees and 350 workers up to 20 September 2024, 13:30"

    def handle(self, *_args: Any, **_options: Any) -> None:
        play(lambda what: self.stdout.write(f"  {what}", ending="\n"))
