"""How long things take, each beside a bare loop that does the same arithmetic and keeps no reasons."""
