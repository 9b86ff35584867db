"""Files of records, whole and broken."""

import gzip
import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import ArchiveIterator

from corpus.warc_reading import MAX_BLOCK, Gap, WarcFile
from tests.corpus.test_warc import answer, record

RECORDS = 20
Packing = Callable[..., Any]


def archive(ending: str) -> bytes:
    """Twenty records, each with text of its own."""
    packing: dict[str, Packing] = {".gz": GzipWriter, ".zst": ZstdWriter}
    file = BytesIO()
    for n in range(RECORDS):
        body = answer(b"<p>" + b" ".join(b"%d" % (n * k) for k in range(400)))
        out: Any = packing[ending](file) if ending in packing else file
        record(f"https://e.example/{n}", body).write(out, checksum_data=True)
        if out is not file:
            out.finish()
            out.flush()
    return bytes(file.getvalue())


FORMS = pytest.mark.parametrize("ending", [".gz", ".zst", ""])


def read(folder: Path, data: bytes) -> tuple[list[int], list[Gap]]:
    """The numbers of the records that are read, and the gaps."""
    file, gaps = folder / "x.warc", list[Gap]()
    file.write_bytes(data)
    addresses = [
        block.field("warc-target-uri") or "" for block in WarcFile(file, gaps.append).blocks()
    ]
    return [int(address.rsplit("/", 1)[1]) for address in addresses], gaps


def places(folder: Path, data: bytes) -> list[int]:
    file = folder / "whole.warc"
    file.write_bytes(data)
    return [int(one.stream_pos) for one in ArchiveIterator(str(file), parse_http=False)]


@FORMS
def test_a_whole_file_is_read_without_a_gap(tmp_path: Path, ending: str) -> None:
    assert read(tmp_path, archive(ending)) == (list(range(RECORDS)), [])
    assert read(tmp_path, b"") == ([], [])


@FORMS
def test_twenty_damaged_bytes_cost_one_record(tmp_path: Path, ending: str) -> None:
    data = archive(ending)
    at = places(tmp_path, data)
    for place in (at[7], at[7] + 40, (at[7] + at[8]) // 2):
        broken = data[:place] + b"\x00" * 20 + data[place + 20 :]
        numbers, gaps = read(tmp_path, broken)
        assert {*range(RECORDS)} - {*numbers} <= {7}
        assert all((gap.start, gap.end, gap.last) == (at[7], at[8], False) for gap in gaps)
        assert gaps or ending == ""


@FORMS
def test_a_file_that_is_cut_is_read_to_its_last_whole_record(tmp_path: Path, ending: str) -> None:
    data = archive(ending)
    at = places(tmp_path, data)
    for place in (at[10] + 1, at[10] + 30, at[11] - 9):
        numbers, gaps = read(tmp_path, data[:place])
        assert numbers in (list(range(10)), list(range(11)))  # the last may lack its checksum alone
        assert [(gap.start, gap.end, gap.last) for gap in gaps] == [(at[10], place, True)]
    assert read(tmp_path, data[: at[10]]) == (list(range(10)), [])


@pytest.mark.parametrize("length", [b"99999999999", b"-7", b"", b"2", b"9" * 30])
@FORMS
def test_a_length_that_is_wrong_costs_one_record(
    tmp_path: Path, ending: str, length: bytes
) -> None:
    data = archive("")
    at = [*places(tmp_path, data), len(data)]
    records = [data[one:two] for one, two in pairwise(at)]
    records[5] = re.sub(rb"(?<=Content-Length: )\d+", length, records[5], count=1)
    pack: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard}
    numbers, gaps = read(tmp_path, b"".join(map(pack.get(ending, bytes), records)))
    assert {*range(RECORDS)} - {*numbers} <= {5}
    assert gaps or (length == b"2" and ending)


def zstandard(data: bytes) -> bytes:
    file = BytesIO()
    out = ZstdWriter(file)
    out.write(data)
    out.finish()
    out.flush()
    return bytes(file.getvalue())


def test_a_file_that_is_one_stream_is_read(tmp_path: Path) -> None:
    data = gzip.compress(archive(""))
    assert read(tmp_path, data) == (list(range(RECORDS)), [])
    numbers, gaps = read(tmp_path, data[: len(data) // 2])
    assert numbers == list(range(len(numbers)))
    assert [gap.last for gap in gaps] == [True]


def test_a_record_that_is_too_big_is_passed_by(tmp_path: Path) -> None:
    file = tmp_path / "big.warc.gz"
    with file.open("wb") as out:
        for n, body in enumerate((b"<p>", b"<p>" + b"x" * (MAX_BLOCK + 9), b"<p>")):
            packed = GzipWriter(out)
            record(f"https://e.example/{n}", answer(body)).write(packed)
            packed.finish()
    gaps: list[Gap] = []
    blocks = list(WarcFile(file, gaps.append).blocks())
    assert [len(block.content) == MAX_BLOCK for block in blocks] == [False, True, False]
    assert gaps == []
