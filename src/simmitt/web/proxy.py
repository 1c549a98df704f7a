"""Behind a server that does the encryption: whose word on the visitor's address is taken."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
ADDRESS, FORWARDED_FOR, FORWARDED_PROTO = "REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"


def behind(proxies: tuple[str, ...], application: Application) -> Application:
    """Let the named proxies say who asks and whether it was encrypted; from others such words are dropped."""

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        if environ.get(ADDRESS) in proxies:
            # The last one is the proxy's own; what stands before it the visitor may have invented.
            told = str(environ.get(FORWARDED_FOR, "")).rpartition(",")[2].strip()
            environ[ADDRESS] = told if _is_address(told) else environ[ADDRESS]
        else:
            environ.pop(FORWARDED_PROTO, None)
        environ.pop(FORWARDED_FOR, None)
        return application(environ, start_response)

    return answer


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
