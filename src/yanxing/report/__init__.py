"""What came out, for people: a page to open and print, and tables for a terminal."""

from yanxing.report.html import render_settlement
from yanxing.report.terminal import plain_table, run_table, titled
from yanxing.report.to_do import ToDo, to_do

__all__ = ["ToDo", "plain_table", "render_settlement", "run_table", "titled", "to_do"]
