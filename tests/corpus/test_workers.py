"""Worker processes, and what they leave to the program that started them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from storage import open_store
from tests.corpus.conftest import page_at

CORPUS = "import sys; from corpus.cli import main; main(sys.argv[1:], prog_name='corpus')"


def test_ctrl_c_ends_a_command_in_a_word_while_its_workers_load(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'copydesk.db'}") as store:
        for n in range(300):
            store.add_page(page_at(f"https://a.example/{n}"), "feed")
    running = subprocess.Popen(
        [sys.executable, "-c", CORPUS, "--home", str(tmp_path), "reclean", "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while len(children.read_text("ascii").split()) < 2:  # the tracker of resources, the server
        time.sleep(0.01)
    time.sleep(0.3)  # the server loads the cleaner for a second
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (out, err) == (b"", b"\nAborted!\n")
