"""What came out, for people: a page to open and print, and tables for a terminal."""

from yanxing.report.html import render_settlement
from yanxing.report.terminal import settlement_tables

__all__ = ["render_settlement", "settlement_tables"]
