"""The address of the site: whether it is free, whether it answers, how a person writes it."""

from __future__ import annotations

import errno
import socket

from yanxing.hosting.problem import HostingError

_ANY = ("", "0.0.0.0", "::")  # noqa: S104 - compared with, not bound to


def check_free(host: str, port: int) -> None:
    """Raises `HostingError` when nobody can listen there, with what to do about it."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror as problem:
        raise _no_such_host(host) from problem
    except OSError as problem:
        raise _cannot_listen(host, port, problem) from problem


def answer(host: str, port: int) -> int:
    """The status that the first page answers with; 0 while nothing answers."""
    try:
        with socket.create_connection((_near(host), port), timeout=5) as connection:
            connection.sendall(f"GET / HTTP/1.0\r\nHost: {_near(host)}:{port}\r\n\r\n".encode())
            status = connection.recv(64).split(b" ")
            return int(status[1]) if len(status) > 1 and status[1].isdigit() else 0
    except OSError:
        return 0


def address(host: str, port: int) -> str:
    """`http://127.0.0.1:8000`; for a whole network, the address other machines use."""
    shown = _lan_address() if host in _ANY else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def _near(host: str) -> str:
    return "127.0.0.1" if host in _ANY else host


def _lan_address() -> str:
    """The address this machine would send from; connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        found: str = probe.getsockname()[0]
        return found


def _no_such_host(host: str) -> HostingError:
    return HostingError(
        f"不认识地址 {host}。HOST 请写这台机器的地址，或 0.0.0.0 表示全部。",
        f"{host} is no address of this machine. Set HOST to one of its addresses, or 0.0.0.0 for all.",
    )


def _cannot_listen(host: str, port: int, problem: OSError) -> HostingError:
    if problem.errno == errno.EADDRINUSE:
        return HostingError(
            f"端口 {port} 已被别的程序占用。请换一个，例如：PORT={port + 1}",
            f"Port {port} is in use by another program. Choose another: PORT={port + 1}",
        )
    if problem.errno == errno.EACCES:
        return HostingError(
            f"普通账号不能用 {port} 端口（小于 1024）。请用 8000 这样的端口，由 deploy/ 的反向代理对外接收。",
            f"Port {port} is below 1024 and needs root. Use one such as 8000 behind the proxy of deploy/.",
        )
    return HostingError(
        f"不能在 {host}:{port} 上接收访问：{problem.strerror}。请检查 HOST 和 PORT。",
        f"Cannot listen on {host}:{port}: {problem.strerror}. Check HOST and PORT.",
    )
