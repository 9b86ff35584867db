"""The garbage collector rests while many articles are written.

The rows of a transaction live until it ends and hold no cycles: whoever looks through them
meanwhile finds nothing, and takes an eighth of the time of writing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest; who has turned it off for good finds it off."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()
