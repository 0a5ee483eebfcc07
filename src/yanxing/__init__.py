"""雁行 Yanxing: a policy written as a file runs on a roster and mark sheets, every outcome with its reasons."""

__version__ = "0.1.0"
