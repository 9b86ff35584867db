"""Bodies survive compression."""

from hypothesis import given
from hypothesis import strategies as st

from storage.compression import compress, decompress


@given(st.binary())
def test_a_body_comes_back_byte_for_byte(body: bytes) -> None:
    assert decompress(compress(body)) == body
