"""The whole play, act by act; played once, on an empty office."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from yanxing.demo.play import attending, house, papers, people, policies, training
from yanxing.demo.play.cast import Cast
from yanxing.records.models import Account

Progress = Callable[[str], None]


def play(progress: Progress) -> None:
    """Does nothing on an office where somebody is already at home."""
    if Account.objects.exists():
        return
    progress("开张：街道、管理员、经办人")
    cast = house.open_house()
    progress("导入花名册：22 个居委会，350 人")
    people.open_offices(cast)
    people.bring_roster(cast)
    people.open_posts(cast)
    people.show_logins(cast)
    progress("方案实施：赋能计划、40 学时")
    policies.adopt_all(cast)
    progress("安排培训：6 场")
    training.arrange(cast)
    training.move_the_last(cast)
    papers.issue_the_plan(cast)
    progress("上课、签到、请假、计学时：6月5场")
    attending.hold_all(cast)
    attending.evaluate_the_fifth(cast)
    progress("今天下午：第6场正在签到")
    training.plan_the_visit(cast)
    papers.ask_what_is_missing(cast)
    papers.remind(cast)
    attending.this_afternoon(cast)
    write_logins(cast)


def write_logins(cast: Cast) -> None:
    """What the first page offers; readable by the house's own account only."""
    path = Path(settings.HOME) / "logins.json"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(cast.logins, file, ensure_ascii=False, indent=1)
