"""What came out, for people: a page to open and print, and tables for a terminal."""

from yanxing.report.html import render_settlement

__all__ = ["render_settlement"]
