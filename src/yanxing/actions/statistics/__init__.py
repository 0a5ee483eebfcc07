"""Figures typed in, and the templates of others that are filled."""

from yanxing.actions.statistics.figures import record_manual_figure
from yanxing.actions.statistics.templates import fill_template, point_template, save_template

__all__ = ["fill_template", "point_template", "record_manual_figure", "save_template"]
