"""What it means when Slack does not say yes, and how long to wait before asking once more."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.ports import Outcome, Refused, Uncertain, Unknowable, Wait

Answer = TypeVar("Answer")

NO_ANSWER = (aiohttp.ClientError, TimeoutError, ConnectionError)
FAILED = (SlackApiError, *NO_ANSWER)
TRANSIENT = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
MENDED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
"""What is wrong with the token: once that is mended, the same call works."""
MISSING = {"message_not_found", "cant_update_message", "edit_window_closed"}
GONE = {
    "channel_not_found", "not_in_channel", "is_archived", "user_not_found", "cannot_dm_bot",
    "user_disabled", "restricted_action", "thread_not_found", "messages_tab_disabled", *MISSING,
}  # fmt: skip
TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"}

TRIES = 3
LONGEST_WAIT = 30.0
HICCUP = 1.0
"""Seconds to wait when Slack does not say how long."""


async def patiently(
    call: Callable[[], Awaitable[Answer]], *, harmless_twice: bool = True
) -> Answer:
    """Makes a call, and makes it again after the wait that Slack asks for, a few times.

    Also when no answer came, where it is `harmless_twice`. Raises what the last try gave.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            return await call()
        except FAILED as error:
            match meaning(error):
                case Wait(seconds) if tries_left and seconds <= LONGEST_WAIT:
                    await asyncio.sleep(seconds)
                case Uncertain() if tries_left and harmless_twice:
                    await asyncio.sleep(HICCUP)
                case _:
                    raise
    raise AssertionError("the last try returns or raises")


def meaning(error: BaseException) -> Wait | Uncertain | Refused:
    """What a call that failed means."""
    if isinstance(error, SlackApiError):
        return refusal(error)
    if isinstance(error, aiohttp.ClientResponseError) and error.status < 500:
        if error.status == 429:
            told = error.headers.get("Retry-After") if error.headers else None
            return Wait(float(told or HICCUP), "ratelimited")
        return Refused(str(error.status))
    return Uncertain(type(error).__name__)


def refusal(error: SlackApiError) -> Wait | Uncertain | Refused:
    """What an error of Slack's means."""
    code = error_code(error)
    status = error.response.status_code
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Wait(float(error.response.headers.get("Retry-After", HICCUP)), "ratelimited")
    if status >= 500 or code in TRANSIENT:
        return Uncertain(f"{status} {code}")
    return Refused(code, gone=code in GONE, missing=code in MISSING)


def not_seen(outcome: Wait | Uncertain | Refused) -> Outcome:
    """What a lookup that failed says of the message: it may still be there."""
    match outcome:
        case Wait(seconds, reason):
            return Uncertain(reason, seconds)
        case Refused(reason, gone=False):
            return Uncertain(reason) if reason in MENDED else Unknowable(reason)
    return outcome


def error_code(error: SlackApiError) -> str:
    """Slack's error code; the HTTP status when the answer was not Slack's JSON."""
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else str(error.response.status_code)


def reason(error: BaseException) -> str:
    """Why a call failed, for the log."""
    return error_code(error) if isinstance(error, SlackApiError) else type(error).__name__
