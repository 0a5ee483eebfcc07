"""Tags of the pages: `{% load look %}`."""
