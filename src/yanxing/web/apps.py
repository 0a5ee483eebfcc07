from django.apps import AppConfig

from yanxing.web.look.words import say_plainly


class WebConfig(AppConfig):
    name = "yanxing.web"

    def ready(self) -> None:
        """Before any form is imported: a form keeps the words it was made with."""
        say_plainly()
