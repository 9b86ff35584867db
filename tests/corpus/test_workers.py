"""Worker processes, and what they leave to the program that started them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from storage import open_store
from tests.corpus.conftest import page_at

CORPUS = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.{});"
    "from corpus.cli import main; main(sys.argv[1:], prog_name='corpus')"
)


def interrupted(home: Path, handler: str) -> tuple[bytes, bytes]:
    """What a `corpus reclean` of 300 pages writes; its group gets Ctrl-C while its workers load."""
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        for n in range(300):
            store.add_page(page_at(f"https://a.example/{n}"), "feed")
    program = CORPUS.format(handler)
    running = subprocess.Popen(
        [sys.executable, "-c", program, "--home", str(home), "reclean", "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while len(children.read_text("ascii").split()) < 2:  # the tracker of resources, the server
        time.sleep(0.01)
    time.sleep(0.3)  # the server loads the cleaner for a second
    os.killpg(running.pid, signal.SIGINT)
    return running.communicate(timeout=60)


def test_ctrl_c_ends_a_command_in_a_word_while_its_workers_load(tmp_path: Path) -> None:
    assert interrupted(tmp_path, "default_int_handler") == (b"", b"\nAborted!\n")


def test_in_the_background_where_ctrl_c_is_ignored_workers_ignore_it_too(tmp_path: Path) -> None:
    out, err = interrupted(tmp_path, "SIG_IGN")
    assert out.endswith(b" failed=0\n"), err
