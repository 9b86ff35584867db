"""What reaches the terminal or the pipe, and what becomes of it where there is neither."""

import sys

import pytest

from corpus.output import open_closed_streams


def test_a_stream_that_was_closed_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    open_closed_streams()
    stream = sys.stderr
    assert stream.write("nobody hears this") > 0
    stream.close()
