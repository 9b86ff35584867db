"""The browser that renders pages: where it is, and how it is kept away from the network."""

import importlib.util
import os
import shutil
from typing import Any

INSTALL = "pip install 'copydesk[browser]', and Chromium (Debian: apt-get install chromium)"
"""What to do where something is missing."""

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome")

_ALONE = (
    "--proxy-server=http://127.0.0.1:9",  # the discard port: what is not answered here is refused
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


def find_chromium() -> str | None:
    """The path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, EXECUTABLES)), None)


def is_missing() -> bool:
    """Whether pages can't be rendered here."""
    return importlib.util.find_spec("scrapy_playwright") is None or find_chromium() is None


def launch_options() -> dict[str, Any]:
    """How Chromium is started: alone, and in its sandbox, which refuses to work for root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        "executable_path": find_chromium(),
        "args": list(_ALONE),
        "chromium_sandbox": not root,
    }
