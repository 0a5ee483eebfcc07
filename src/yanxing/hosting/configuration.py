"""How the embedded PostgreSQL is set: small, on loopback only, durable unless it is thrown away."""

from __future__ import annotations

import locale
from contextlib import suppress

HBA = "host all all 127.0.0.1/32 scram-sha-256\n"

_COMMON = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "password_encryption": "'scram-sha-256'",
    "max_connections": "50",
    "shared_buffers": "'64MB'",
    "work_mem": "'4MB'",
    "maintenance_work_mem": "'32MB'",
    "max_wal_size": "'512MB'",
    "autovacuum_max_workers": "2",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "jit": "off",
    "log_line_prefix": "'%m [%p] %u '",
    # A failed statement holds what somebody typed: names, telephones. The log gets the error without it.
    "log_min_error_statement": "'panic'",
    "log_error_verbosity": "'terse'",
}

_THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_senders": "0"}


def settings(version: int, port: int, *, throwaway: bool) -> str:
    """The text of the configuration file for this major version."""
    chosen = _COMMON | {"port": str(port)}
    if version >= 18:
        chosen["io_method"] = "'sync'"  # three processes fewer
    if throwaway:
        chosen |= _THROWAWAY
    return "".join(f"{name} = {value}\n" for name, value in chosen.items())


def initdb_options(version: int) -> list[str]:
    """Bytewise order and Unicode case, the same on every machine; the built-in provider exists from 17 on."""
    always = ["--encoding=UTF8", "--auth=scram-sha-256", "--data-checksums"]
    # What counts as a letter in a search comes from here, whatever the provider; plain C knows no Chinese.
    always += ["--locale=C", f"--lc-ctype={_letters()}"]
    if version >= 17:
        return [*always, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return always


def _letters() -> str:
    """The locale of this system that knows the letters of Unicode."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8"):
            with suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, name)
                return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C"
