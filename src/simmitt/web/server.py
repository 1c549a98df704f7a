"""The server: gunicorn, started from within."""

from collections.abc import Callable
from typing import Any

from django.db import connections
from gunicorn.app.base import BaseApplication

from simmitt.web.listening import Address
from simmitt.web.proxy import Application, behind

PROCESSES, THREADS = 2, 4
# Requests under way when the server is told to stop have this long; the rest is what stopping itself takes.
GRACE_S = 8
# A page that takes longer has hung.
LONGEST_REQUEST_S = 60


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    def __init__(self, options: dict[str, Any], proxies: tuple[str, ...]) -> None:
        self.options, self.proxies = options, proxies
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        from simmitt.web.wsgi import application  # noqa: PLC0415 (reads the settings)

        return behind(self.proxies, application)


def run(address: Address, proxies: tuple[str, ...], ready: Callable[[], None]) -> None:
    """Answer requests until told to stop; ``ready`` is called once the address is open."""
    options = {
        "bind": str(address),
        "worker_class": "gthread",
        "workers": PROCESSES,
        "threads": THREADS,
        "timeout": LONGEST_REQUEST_S,
        "graceful_timeout": GRACE_S,
        "forwarded_allow_ips": ",".join(proxies),
        "loglevel": "warning",
        # A second way in, that nobody here uses.
        "control_socket_disable": True,
        "when_ready": lambda _arbiter: ready(),
    }
    _let_go()
    _Server(options, proxies).run()


def _let_go() -> None:
    """Close what must not be shared between the processes that are made now."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
