"""What the worker does by itself: seals the trail, moves late matters on, rescues jobs, clears up."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from yanxing.access.acting import acting
from yanxing.access.actor import NOBODY
from yanxing.access.clock import now, real_now
from yanxing.actions.matters import tick_matters
from yanxing.actions.sealing.heads import write_head_report
from yanxing.actions.sealing.seal import seal_finished

STALLED = 60.0
"""Seconds without a sign of life before a worker counts as dead."""
KEPT = timedelta(days=7)
"""How long a failed job may be looked at."""


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal", name="seal")
def seal(timestamp: int) -> int:  # noqa: ARG001 - the tick
    """Every minute; a tick that was missed is made up for by the next."""
    return seal_finished()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="rescue", name="rescue", pass_context=False)
async def rescue(timestamp: int) -> int:  # noqa: ARG001
    """A job whose worker was killed goes back to the queue; tasks may run twice without harm."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED))
    for job in stalled:
        await app.job_manager.retry_job(job)
    return len(stalled)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="tick", name="tick")
def tick(timestamp: int) -> int:  # noqa: ARG001
    """Matters whose deadline has passed go where their flow says; late by five minutes at most."""
    house = NOBODY.through("job")
    with acting(house):
        return tick_matters(actor=house, now=now())


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="clear", name="clear")
def clear(timestamp: int) -> None:  # noqa: ARG001
    """Sessions that are over, a night's work."""
    Session.objects.filter(expire_date__lt=real_now()).delete()


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="clear-jobs", name="clear_jobs")
async def clear_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Jobs that failed and were not looked at."""
    hours = int(KEPT.total_seconds() // 3600)
    await app.job_manager.delete_old_jobs(nb_hours=hours, include_failed=True)


@app.periodic(cron="55 23 * * *")
@app.task(queueing_lock="head", name="head")
def head(timestamp: int) -> None:  # noqa: ARG001
    """The day's last head goes into the file that leaves the house."""
    write_head_report(real_now())
