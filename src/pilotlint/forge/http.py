"""Asks of one API with one token, which is sent nowhere else; what is only busy is asked again."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .. import __version__
from ..model import InputError

_PAGE = 100
_MOST_PAGES = 100
_MOST_BYTES = 20 * 2**20
_PATIENCE = 20.0
_PAUSES = (1.0, 2.0, 4.0)
_LONGEST_PAUSE = 60.0
_REFUSED, _TOO_MANY, _BROKEN = 403, 429, 500


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
            return str(self.data["message"])
        except (RefusedError, TypeError, KeyError):
            return "no reason is given"

    @property
    def pause(self) -> float | None:
        """The seconds after which to ask again, as far as the API says so."""
        said = self.headers.get("retry-after", "")
        return float(said) if said.isdecimal() else None

    def is_busy(self, method: str) -> bool:
        """Tell whether to ask again; what creates something may have done so before it failed."""
        if self.status == _REFUSED:
            return self.pause is not None or "secondary rate limit" in self.message.lower()
        return self.status == _TOO_MANY or (method != "POST" and (self.status >= _BROKEN or not self.status))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: the token would come along."""

    def redirect_request(self, *_: Any) -> None:
        """Leave the answer as it is."""


class Client:
    """Speaks to an API."""

    def __init__(self, api: str, token: str, wait: Callable[[float], None] = time.sleep) -> None:
        if urlsplit(api).scheme not in {"http", "https"}:
            raise InputError(f"{api} is not the address of an API. Write it as https://github.example.com/api/v3.")
        self._api = api.rstrip("/")
        self._token = token
        self._wait = wait
        self._opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Ask for one thing.

        Raises:
            RefusedError: it is refused, or there is no answer.

        """
        for pause in (*_PAUSES, None):
            answer = self._once(method, path, body)
            if answer.status in range(200, 300):
                return answer.data
            wanted = answer.pause or pause
            if pause is None or wanted is None or wanted > _LONGEST_PAUSE or not answer.is_busy(method):
                break
            self._wait(wanted)
        raise RefusedError(answer.status, answer.message)

    def pages(self, path: str) -> Iterator[Any]:
        """Ask for everything in a list."""
        for number in range(1, _MOST_PAGES + 1):
            page = self.ask("GET", f"{path}{'&' if '?' in path else '?'}per_page={_PAGE}&page={number}")
            yield from page
            if len(page) < _PAGE:
                return

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None) -> _Answer:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "User-Agent": f"pilotlint/{__version__}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._api + path, data, headers, method=method)  # noqa: S310  # see __init__
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                return _Answer(answer.status, _lower(answer.headers), answer.read(_MOST_BYTES))
        except urllib.error.HTTPError as error:
            with error:
                return _Answer(error.code, _lower(error.headers), error.read(_MOST_BYTES))
        except OSError as error:
            reason = {"message": f"there is no answer ({getattr(error, 'reason', error)})"}
            return _Answer(0, {}, json.dumps(reason).encode())


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
