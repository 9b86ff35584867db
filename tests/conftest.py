"""Fixtures for all tests; see `tests/storage/databases.py` for the databases."""

from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.storage.databases",)

# A busy machine must fail no test: nothing here is judged by the time it takes.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
