"""The application that owns every table of the house."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "yanxing.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
