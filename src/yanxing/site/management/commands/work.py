"""The worker of the house: jobs and what is due every minute. Stops on SIGTERM after the job at hand."""

from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

CONCURRENCY = 2


class Command(BaseCommand):
    help = "runs jobs until it is stopped"
    requires_system_checks = ()  # they would load every page: 100 MB

    def handle(self, *_args: Any, **_options: Any) -> None:
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as worker:
            worker.run_worker(
                concurrency=CONCURRENCY, delete_jobs="successful", shutdown_graceful_timeout=20.0
            )
