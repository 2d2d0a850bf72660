"""A file at an address: into a part file, taken up again where a broken download ended."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from console.asset_sources.progress import Progress
from console.asset_sources.source_failed import ANSWER_S, SourceFailed
from console.assets import Asset
from console.language import _

_CHUNK = 1 << 16
# Hosts that did not answer in this run: waited for once, not once a file.
_SILENT: set[str] = set()


def fetch(asset: Asset, source: Mapping[str, Any], part: Path) -> None:
    """Completes `part`; what it already holds is not asked for again.

    Raises:
        SourceFailed: no answer for ANSWER_S, or not the whole file.
    """
    done = part.stat().st_size if part.exists() else 0
    if done == asset.size:
        return
    host = urllib.parse.urlsplit(source["address"]).netloc
    if host in _SILENT:
        raise SourceFailed(_no_answer())
    try:
        with _open(source["address"], start=done) as answer:
            # A server that knows no ranges sends everything anew.
            _copy(asset, answer, part, done=done if answer.status == http.client.PARTIAL_CONTENT else 0)
    except (OSError, http.client.HTTPException) as error:
        if _timed_out(error):
            _SILENT.add(host)
            raise SourceFailed(_no_answer()) from None
        raise SourceFailed(_reason(error)) from None


def _open(address: str, *, start: int) -> http.client.HTTPResponse:
    request = urllib.request.Request(address, headers={"Range": f"bytes={start}-"} if start else {})
    # Proxies and certificates come from the environment (HTTPS_PROXY, SSL_CERT_FILE).
    context = ssl.create_default_context()
    answer: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=ANSWER_S, context=context)
    return answer


def _copy(asset: Asset, answer: http.client.HTTPResponse, part: Path, *, done: int) -> None:
    progress = Progress(asset.name)
    with part.open("r+b" if done else "wb") as file:
        file.seek(done)
        while chunk := answer.read1(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            if done > asset.size:
                raise SourceFailed(_("it sends another file"))
            progress.told(done, asset.size)
    if done < asset.size:
        raise SourceFailed(_("it broke off"))


def _reason(error: OSError | http.client.HTTPException) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return _("it answers {code}").format(code=error.code)
    cause = getattr(error, "reason", error)
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__


def _timed_out(error: OSError | http.client.HTTPException) -> bool:
    return isinstance(getattr(error, "reason", error), TimeoutError)


def _no_answer() -> str:
    return _("no answer within {seconds} s").format(seconds=ANSWER_S)
