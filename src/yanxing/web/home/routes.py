"""Where everybody begins, and the board of a plan."""

from __future__ import annotations

from yanxing.access.predicates import a_secretary, a_worker, an_officer_or_secretary, signed_in
from yanxing.web.home import board, team, views
from yanxing.web.routes import Route

_BOARD = "policies/<int:document_id>/board/"

ROUTES: list[Route] = [
    Route("home", "", views.home, signed_in),
    Route("home-hours", "board/hours/", views.my_hours, a_worker),
    Route("home-team-hours", "board/team-hours/", team.team_hours, a_secretary),
    Route("policy-board", _BOARD, board.policy_board, an_officer_or_secretary),
    Route("board-export", f"{_BOARD}board.xlsx", board.board_export, an_officer_or_secretary),
    Route(
        "board-cell",
        f"{_BOARD}<int:activity_id>/<int:unit_id>/",
        board.board_cell,
        an_officer_or_secretary,
    ),
]
