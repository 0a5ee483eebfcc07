"""雁行 Yanxing: a policy written as a file runs on rosters and mark sheets, with reasons."""

__version__ = "0.1.0"
