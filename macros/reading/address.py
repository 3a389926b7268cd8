"""Whether a web address still leads somewhere. The only module that speaks to other hosts; no check and no build calls it."""

import ssl
from dataclasses import dataclass
from http.client import HTTPException, InvalidURL
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag
from urllib.request import Request, urlopen

PATIENCE = 20
"""Seconds for a server to begin its answer."""

GONE = {404, 410}
"""What servers answer where there is no such page, or no longer one."""

WEB = ("http://", "https://")

NAME = "brief-links/1 (a weekly check that cited addresses still lead somewhere)"
"""By what name we ask: servers should be able to tell who it is."""


@dataclass(frozen=True)
class Answer:
    """What became of a question."""

    state: str
    """`there`, `gone`, or `unclear` where the server answers something else, as many do to programs."""
    reason: str = ""
    """What was answered, where the page is not there."""


def ask(address: str) -> Answer:
    """Ask for the page at an address, without reading it, and follow where the server sends us."""
    if not address.startswith(WEB):
        return Answer("gone", "it is no address of the web")
    try:
        request = Request(urldefrag(address).url, headers={"User-Agent": NAME, "Accept": "*/*"})
        with urlopen(request, timeout=PATIENCE):
            return Answer("there")
    except (OSError, HTTPException, ValueError) as error:
        return _failed(error)


def _failed(error: Exception) -> Answer:
    """Return what a failure says of the page: a server's refusal and a broken line are no proof that it is gone."""
    match error:
        case HTTPError():
            error.close()
            return Answer("gone" if error.code in GONE else "unclear", f"the server answers {error.code} {error.reason}".rstrip())
        case URLError():
            unclear = isinstance(error.reason, TimeoutError | ssl.SSLError)
            return Answer("unclear" if unclear else "gone", f"the server cannot be reached: {error.reason}")
        case InvalidURL() | ValueError():
            return Answer("gone", f"it is no address of the web: {error}")
        case TimeoutError():
            return Answer("unclear", f"the server did not answer within {PATIENCE} seconds")
    return Answer("unclear", f"the server's answer breaks off: {error}")
