"""/.well-known/tdmrep.json: whether a host reserves text and data mining, path by path.

See https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/. Pure, as robots_rules.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from cleaners.rights import Notice
from crawler.robots_rules import covers

PATH = "/.well-known/tdmrep.json"
MAX_RULES = 1_000


@dataclass(frozen=True, slots=True)
class TdmRule:
    """What holds for the paths that a pattern covers."""

    location: str
    reserved: bool
    policy: str | None


def read_tdmrep(body: bytes) -> tuple[TdmRule, ...]:
    """The rules of a tdmrep.json; what is none says nothing. Never raises.

    >>> read_tdmrep(b'[{"location": "/", "tdm-reservation": 1}]')
    (TdmRule(location='/', reserved=True, policy=None),)
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    items = data if isinstance(data, list) else [data]
    return tuple(rule for item in items[:MAX_RULES] if (rule := _rule(item)) is not None)


def _rule(item: Any) -> TdmRule | None:
    location = item.get("location") if isinstance(item, dict) else None
    if not isinstance(location, str) or "tdm-reservation" not in item:
        return None
    policy = item.get("tdm-policy")
    reserved = str(item["tdm-reservation"]).strip() in ("1", "True")
    return TdmRule(location[:500], reserved, policy if isinstance(policy, str) else None)


def notices_for(rules: Iterable[TdmRule], url: str) -> tuple[Notice, ...]:
    """What the rules say of a URL: that of the longest pattern, and of equals the strictest."""
    path = unquote(urlsplit(url).path) or "/"
    fitting = [rule for rule in rules if covers(rule.location, path)]
    if not fitting:
        return ()
    rule = max(fitting, key=lambda rule: (len(rule.location), rule.reserved))
    said = [f"tdm-reservation: {int(rule.reserved)}"]
    said += [f"tdm-policy: {rule.policy[:400]}"] if rule.policy else []
    return tuple(Notice("tdmrep.json", text) for text in said)
