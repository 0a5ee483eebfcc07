"""Passwords: argon2id at 19 MiB, two rounds, one lane (OWASP's smallest setting for shared machines)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class OfficeArgon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
