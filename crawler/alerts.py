"""Tells a command or a web address of the user what needs a person; it never ends a run."""

import json
import shlex
import subprocess
from collections.abc import Sequence
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from crawler.report import RunReport

SECONDS = 30
"""How long a command or a server may take; a run must not hang on its alarm."""


def tell(report: RunReport, alert: str | Sequence[str] | None, user_agent: str) -> str | None:
    """Send what nobody was told of yet today, if there is anything and anybody to tell.

    Returns None, or a sentence that says why nobody heard it.
    """
    message = worth_telling(report)
    return send(alert, message, user_agent) if alert and message else None


def worth_telling(report: RunReport) -> str | None:
    """What is new in a report, as a JSON object; None where nothing is.

    It has `exit_code`, `finished_at`, `problem` and `findings`, each with its site.
    """
    findings = [
        {"site": site.site, "name": one.name, "sentence": one.sentence, "advice": one.advice}
        for site in report.sites
        for one in site.findings
        if one.new
    ]
    if not findings and report.problem is None:
        return None
    facts = {
        "exit_code": report.exit_code,
        "finished_at": report.finished_at.isoformat(),
        "problem": report.problem.sentence if report.problem else None,
        "findings": findings,
    }
    return json.dumps(facts, ensure_ascii=False)


def send(alert: str | Sequence[str], message: str, user_agent: str) -> str | None:
    """Hand a JSON message over: a command gets it on standard input, an http address as a POST.

    Returns None, or a sentence that says why nobody heard it. A command is a list of words, or a
    line that is split as a shell would, but run without one.
    """
    if isinstance(alert, str) and alert.lower().startswith(("http://", "https://")):
        return _post(alert, message, user_agent)
    try:
        words = shlex.split(alert) if isinstance(alert, str) else list(alert)
    except ValueError as error:
        return f"The alert {alert!r} is no command: {error}."
    return _run(words, message)


def _post(url: str, message: str, user_agent: str) -> str | None:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": user_agent}
    try:
        request = Request(url, message.encode(), headers, method="POST")  # noqa: S310 - http only
        with urlopen(request, timeout=SECONDS):  # noqa: S310
            return None
    except HTTPError as error:
        error.close()
        return f"The alert could not be sent: {_bare(url)} answered {error.code}."
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return f"The alert could not be sent to {_bare(url)}: {reason}."


def _bare(url: str) -> str:
    """The address without what may be a secret: user, path and query."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/')[0].split('?')[0].rpartition('@')[2]}"


def _run(words: list[str], message: str) -> str | None:
    name = words[0] if words else ""
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command
            words,
            input=message.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"The alert command {name} was ended after {SECONDS} seconds."
    except (OSError, ValueError, IndexError) as error:
        said = getattr(error, "strerror", None) or error
        return f"The alert command {name!r} could not be run: {said}."
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        last = f": {said[-1][:200]}" if said else ""
        return f"The alert command {name} ended with {done.returncode}{last}."
    return None
