"""Asks of one API with one token, which is sent nowhere else; what is only busy is asked again."""

import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .. import __version__
from ..model import InputError

_PAGE = 100
_MOST_PAGES = 100
"""Ten thousand entries."""
_MOST_BYTES = 20 * 2**20
_PATIENCE = 20.0
_PAUSES = (1.0, 2.0, 4.0)
_LONGEST_PAUSE = 60.0
_REFUSED, _TOO_MANY, _BROKEN = 403, 429, 500
_HERE = frozenset(("localhost", "127.0.0.1", "::1"))
_TOKEN = re.compile("[!-~]+")


class RefusedError(Exception):
    """The API did not do what it was asked for."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the status, 0 where there was no answer, and the reason as the API gives it."""
        self.status = status
        super().__init__(f"{status}: {message}" if status else message)


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def data(self) -> Any:
        """What is in the answer; None where nothing is."""
        try:
            return json.loads(self.content) if self.content else None
        except ValueError as error:
            raise RefusedError(self.status, "the answer is no JSON") from error

    @property
    def message(self) -> str:
        """The reason in an answer that refuses."""
        try:
            said = [self.data.get("message"), *(error.get("message") for error in self.data.get("errors", ()))]
        except (RefusedError, AttributeError, TypeError):
            said = []
        return "; ".join(str(part) for part in said if part) or "no reason is given"

    @property
    def pause(self) -> float | None:
        """The seconds after which to ask again, as far as the API says so; its own clock tells how late it is."""
        said, reset = self.headers.get("retry-after", ""), self.headers.get("x-ratelimit-reset", "")
        if said.isdecimal():
            return float(said)
        if not self.is_used_up or not reset.isdecimal():
            return None
        try:
            now = parsedate_to_datetime(self.headers.get("date", "")).replace(tzinfo=UTC).timestamp()
        except ValueError:
            return None
        return max(float(reset) - now, 0) + 1

    @property
    def is_used_up(self) -> bool:
        """Tell whether the token has asked as often as it may in this hour."""
        return self.headers.get("x-ratelimit-remaining") == "0"

    @property
    def has_next(self) -> bool | None:
        """Tell whether a list goes on; None where that is not said. The address itself is never followed."""
        links = self.headers.get("link")
        return None if links is None else 'rel="next"' in links

    def is_busy(self, method: str) -> bool:
        """Tell whether to ask again; what creates something may have done so before it failed."""
        if self.status == _REFUSED:
            return "retry-after" in self.headers or self.is_used_up or "secondary rate limit" in self.message.lower()
        return self.status == _TOO_MANY or (method != "POST" and (self.status >= _BROKEN or not self.status))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: the token would come along."""

    def redirect_request(self, *_: Any) -> None:
        """Leave the answer as it is."""


class Client:
    """Speaks to an API."""

    def __init__(self, api: str, token: str, wait: Callable[[float], None] = time.sleep) -> None:
        """Take the address of an API, and a token that is sent there and nowhere else.

        Raises:
            InputError: the address is none, would send the token in the open, or the token is none.

        """
        if not _is_safe(api):
            raise InputError(f"{api} is not the address of an API. Write it as https://github.example.com/api/v3.")
        if not _TOKEN.fullmatch(token):
            raise InputError("the token holds a blank or another character that no token has.")
        self._api = api.rstrip("/")
        self._token = token
        self._wait = wait
        self._opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Ask for one thing.

        Raises:
            RefusedError: it is refused, or there is no answer.

        """
        return self._answered(method, path, body).data

    def graph(self, query: str) -> Any:
        """Ask in GraphQL, which knows no versions: on a server of one's own it is beside the version of the API.

        Raises:
            RefusedError: it is refused, or there is no answer.

        """
        answer = self._answered("POST", "/graphql", {"query": query}, self._api.removesuffix("/v3"))
        if "errors" in answer.data:
            raise RefusedError(answer.status, answer.message)
        return answer.data["data"]

    def pages(self, path: str) -> Iterator[Any]:
        """Ask for everything in a list.

        Raises:
            RefusedError: it is refused, or so long that what is further down would be taken for missing.

        """
        for number in range(1, _MOST_PAGES + 1):
            answer = self._answered("GET", f"{path}{'&' if '?' in path else '?'}per_page={_PAGE}&page={number}", None)
            yield from answer.data
            if not answer.data or not (len(answer.data) == _PAGE if answer.has_next is None else answer.has_next):
                return
        raise RefusedError(0, f"a list has more than {_MOST_PAGES * _PAGE:,} entries, which is more than are read")

    def _answered(self, method: str, path: str, body: Mapping[str, Any] | None, api: str = "") -> _Answer:
        for pause in (*_PAUSES, None):
            answer = self._once(method, (api or self._api) + path, body)
            if answer.status in range(200, 300):
                return answer
            wanted = answer.pause or pause
            if pause is None or wanted is None or wanted > _LONGEST_PAUSE or not answer.is_busy(method):
                break
            self._wait(wanted)
        raise RefusedError(answer.status, answer.message)

    def _once(self, method: str, address: str, body: Mapping[str, Any] | None) -> _Answer:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "User-Agent": f"pilotlint/{__version__}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310  # see __init__
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                return _Answer(answer.status, _lower(answer.headers), answer.read(_MOST_BYTES))
        except urllib.error.HTTPError as error:
            with error:
                return _Answer(error.code, _lower(error.headers), error.read(_MOST_BYTES))
        except (OSError, http.client.HTTPException) as error:
            reason = {"message": f"there is no answer ({getattr(error, 'reason', error)})"}
            return _Answer(0, {}, json.dumps(reason).encode())


def _is_safe(api: str) -> bool:
    """Tell whether an address is one that a token can be sent to: encrypted, or on this machine."""
    try:
        parts = urlsplit(api)
        known = parts.hostname and not (parts.username or parts.query or parts.fragment)
        return bool(known) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE))
    except ValueError:
        return False


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
