"""Host names are looked up by four threads, so that a dead DNS holds nobody else up."""

from __future__ import annotations

import ipaddress
import socket
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

from console.media.feed_state import Failure
from console.media.worker.stream_error import StreamError

_WAIT_S = 5.0


class NameLookup:
    """Four threads of its own, each kept by a look-up that hangs until the system gives up. Thread: any."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="media-names")

    def check(self, url: str) -> None:
        """Returns when the address's host is known. An IP address needs no look-up and no waiting.

        Raises:
            StreamError: the name is not known, or nobody could tell in time.
        """
        host = urlsplit(url).hostname
        if not host or _is_ip_address(host):
            return
        asked: Future[object] = self._pool.submit(socket.getaddrinfo, host, None)
        try:
            asked.result(_WAIT_S)
        except TimeoutError:
            asked.cancel()
            raise StreamError(Failure.TIMED_OUT) from None
        except (OSError, UnicodeError):
            raise StreamError(Failure.NO_HOST) from None


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
