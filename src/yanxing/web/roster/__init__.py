"""Files in, rows tried, rows applied; facts asked for."""
