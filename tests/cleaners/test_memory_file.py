"""A site's memory travels to the workers as plain data."""

import pytest

from cleaners.memory import KnownArticle, RememberedSite
from cleaners.memory_file import memory_from_bytes, memory_to_bytes
from cleaners.types import CleaningError

STORM = KnownArticle("https://e.x/storm", "Storm \u2028 🌊 hits “the” coast\x00")
FERRY = KnownArticle("https://e.x/ferry", "Ferry")
MEMORY = RememberedSite(
    titles={2**63: STORM, -5: FERRY},
    urls={"e.x/storm": STORM, "e.x/storm/amp": STORM},
    blocks={1: (4, 5, 6), 2**64 - 1: (), 3: (7,)},
    stories={9: 4, -9: 5},
    clock=12,
)


@pytest.mark.parametrize("memory", [MEMORY, RememberedSite()])
def test_a_memory_comes_back_equal(memory: RememberedSite) -> None:
    again = memory_from_bytes(memory_to_bytes(memory))
    assert again == memory
    assert memory_to_bytes(again) == memory_to_bytes(memory)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x80\x05]\x94.",
        b"[]",
        b'{"form":9}',
        memory_to_bytes(MEMORY)[:-9],
        memory_to_bytes(MEMORY).replace(b'"titles":[[', b'"titles":[[1,'),
    ],
)
def test_other_bytes_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(CleaningError) as told:
        memory_from_bytes(data)
    assert told.value.name == "bad-memory"
