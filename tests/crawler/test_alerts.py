"""Alerts: a command gets the message on its input, an address as a POST; trouble is a sentence."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from crawler import alerts
from crawler.alerts import send

MESSAGE = json.dumps({"sites": ["hafen.example"], "said": "Überraschung"}, ensure_ascii=False)


class Hook(BaseHTTPRequestHandler):
    """A web hook that keeps what it was sent."""

    heard: list[tuple[str, str, bytes]]
    status: int

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.path, self.headers["Content-Type"], body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Stay quiet."""


@pytest.fixture
def hook() -> Iterator[tuple[type[Hook], str]]:
    handler = type("OneHook", (Hook,), {"heard": [], "status": 204})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield handler, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_command_gets_the_message_on_its_standard_input(tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    assert send([sys.executable, "-c", code, str(tmp_path / "a b")], MESSAGE, "x") is None
    assert (tmp_path / "a b").read_bytes().decode() == MESSAGE
    assert send(f"tee '{tmp_path}/c d'", MESSAGE, "x") is None
    assert (tmp_path / "c d").read_bytes().decode() == MESSAGE


def test_a_line_is_run_without_a_shell(tmp_path: Path) -> None:
    assert send(f"true ; touch {tmp_path}/y", MESSAGE, "x") is None
    assert not (tmp_path / "y").exists()


def test_an_address_gets_a_post(hook: tuple[type[Hook], str]) -> None:
    handler, base = hook
    assert send(f"{base}/hook?token=1", MESSAGE, "Copydesk/1") is None
    assert handler.heard == [("/hook?token=1", "application/json; charset=utf-8", MESSAGE.encode())]


def test_a_server_that_refuses_is_a_sentence_without_its_secrets(
    hook: tuple[type[Hook], str],
) -> None:
    handler, base = hook
    handler.status = 403
    said = send(f"{base}/services/T000/secret?token=1", MESSAGE, "x")
    assert said == f"The alert could not be sent: {base} answered 403."


FAILING = [
    (["false"], "The alert command false ended with 1."),
    ("sh -c 'echo no route >&2; exit 7'", "The alert command sh ended with 7: no route."),
    ("/no/such/command x", "'/no/such/command' could not be run: No such file or directory."),
    ("mail 'me", "is no command: No closing quotation."),
    ("", "could not be run"),
    ("http://127.0.0.1:9/secret", "could not be sent to http://127.0.0.1:9: "),
    ("http://[::1/secret", "could not be sent"),
    ("http://me:secret@127.0.0.1:9", "could not be sent"),
]


@pytest.mark.parametrize(("alert", "said"), FAILING)
def test_an_alert_that_fails_says_so_in_one_sentence(alert: str, said: str) -> None:
    sentence = send(alert, MESSAGE, "x")
    assert sentence is not None
    assert said in sentence
    assert "secret" not in sentence
    assert "\n" not in sentence


def test_a_command_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "SECONDS", 0.2)
    assert send("sleep 60", MESSAGE, "x") == "The alert command sleep was ended after 0.2 seconds."
