"""Fixtures for all tests; see `tests/storage/databases.py` for the databases."""

pytest_plugins = ("tests.storage.databases",)
