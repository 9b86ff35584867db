"""Fixtures for all tests; see `tests/storage/databases.py` for the databases."""

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.storage.databases",)

# A busy machine must fail no test: nothing here is judged by the time it takes.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

LONG = ("readme", "faults", "train", "cron", "demo", "transactions", "exchange", "news")
"""Modules that take longest, of few tests each: begun at the end, one would run alone there."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    rank = {f"test_{name}.py": number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))
