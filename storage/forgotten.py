"""What was forgotten stays so: asked before anything of a URL is written."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from storage.compiled import run
from storage.host_rows import ForgottenRow
from storage.keys import host_of, url_hash
from storage.types import StoreError

CHUNK = 400


class ForgottenError(StoreError):
    """What should be stored was forgotten, and is not stored again."""


def host_hash(url: str) -> bytes:
    """The hash of the host of a URL; that of no URL."""
    return hashlib.sha256(f"host {host_of(url)}".encode("utf-8", "surrogatepass")).digest()


def forgotten_keys(session: Session, keys: Iterable[bytes]) -> set[bytes]:
    """Which of these hashes are of something forgotten; asked once a transaction."""
    if not _any(session):
        return set()
    fine: set[bytes] = session.info.setdefault("not forgotten", set())
    ordered = sorted(set(keys) - fine)
    found: set[bytes] = set()
    for start in range(0, len(ordered), CHUNK):
        some = ordered[start : start + CHUNK]
        found |= set(session.scalars(select(ForgottenRow.key).where(ForgottenRow.key.in_(some))))
    fine |= set(ordered) - found
    return found


def _any(session: Session) -> bool:
    """Whether anything at all was forgotten; most stores never forget."""
    known = session.info
    if "forgotten" not in known:
        known["forgotten"] = run(session, _one, {}).scalar() is not None
    return bool(known["forgotten"])


def _one(_dialect: str) -> Select[int]:
    return select(ForgottenRow.id).limit(1)


def is_forgotten(session: Session, urls: Iterable[str | None]) -> bool:
    """Whether one of these URLs was forgotten, or its host."""
    named = {url for url in urls if url}
    return bool(
        forgotten_keys(session, {h for url in named for h in (url_hash(url), host_hash(url))})
    )


def forgotten_urls(session: Session, urls: Iterable[str]) -> set[str]:
    """Which of these URLs were forgotten, or their hosts."""
    if not _any(session):
        return set()
    hashes = {url: {url_hash(url), host_hash(url)} for url in urls}
    gone = forgotten_keys(session, set[bytes]().union(*hashes.values()))
    return {url for url, both in hashes.items() if both & gone}


def refuse_forgotten(session: Session, *urls: str | None) -> None:
    """Raise ForgottenError if one of these URLs was forgotten, or its host."""
    if is_forgotten(session, urls):
        raise ForgottenError("This was forgotten, and is not stored again.")
