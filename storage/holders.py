"""Who holds a lease: a process of a machine, told apart from all others.

A dead process is recognised at once on its own machine, so that a crawl that was killed can be
started again without waiting for its leases to expire.
"""

import os
import socket
import uuid
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that may hold leases.

    `id` is unique for each crawl. `process` names the process on its machine: the boot, the
    namespace of its number (a container has its own) and when it began; None where the system
    doesn't tell (only Linux does).
    """

    id: str
    host: str
    pid: int
    process: str | None

    @classmethod
    def new(cls) -> "Holder":
        """A holder for a crawl of this process."""
        host, pid = socket.gethostname(), os.getpid()
        return cls(f"{host}:{pid}:{uuid.uuid4().hex[:12]}", host, pid, _process(pid))

    @property
    def is_gone(self) -> bool:
        """Whether this process is known to have ended; False where that can't be told."""
        if self.process is None:
            return False
        machine = _machine()
        if machine is None or not self.process.startswith(f"{machine}:"):
            return False
        return _process(self.pid) != self.process


def _process(pid: int) -> str | None:
    """The name of a running process; None if there is none, or the system doesn't tell."""
    machine, began = _machine(), _began(pid)
    return None if machine is None or began is None else f"{machine}:{began}"


def _machine() -> str | None:
    """This boot of this machine, and the namespace in which processes have their numbers."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot}:{(_PROC / 'self/ns/pid').readlink()}"
    except OSError:
        return None


def _began(pid: int) -> str | None:
    """When a process began, in ticks since the boot (proc(5), field 22); None for a dead one."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in ("Z", "X") else fields[19]
