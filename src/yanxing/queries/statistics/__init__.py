"""Figures that say what they count, and the rows behind each of them."""
