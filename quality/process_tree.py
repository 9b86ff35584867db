"""What a program and all processes that it starts take: CPU seconds, and memory, over time.

Linux only: read from /proc, for every process of the program's session.
"""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.5
"""Seconds between two looks."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Taken:
    """What a program took: `memory` holds (seconds since the start, bytes of all its processes).

    Shared pages count once (PSS). `own` is the same of the process that was started, alone.
    """

    code: int = -1
    out: str = ""
    err: str = ""
    seconds: float = 0.0
    cpu: dict[int, float] = field(default_factory=dict)
    memory: list[tuple[float, int]] = field(default_factory=list)
    own: list[tuple[float, int]] = field(default_factory=list)

    @property
    def cpu_seconds(self) -> float:
        """User and system time of all its processes."""
        return sum(self.cpu.values())

    @property
    def peak(self) -> int:
        """The most memory that they held together, in bytes."""
        return max((size for _, size in self.memory), default=0)

    def slope(self, since: float = 0.5) -> float:
        """By how many bytes a second the memory of all grew in the later part of the run.

        Least squares over the looks after that share of the time.
        """
        return self._slope(self.memory, since)

    def own_slope(self, since: float = 0.5) -> float:
        """The same of the process that was started, alone."""
        return self._slope(self.own, since)

    def _slope(self, looks: Sequence[tuple[float, int]], since: float) -> float:
        late = [(at, size) for at, size in looks if at >= since * self.seconds]
        if len(late) < 2:
            return 0.0
        mean_at = sum(at for at, _ in late) / len(late)
        mean = sum(size for _, size in late) / len(late)
        over = sum((at - mean_at) ** 2 for at, _ in late)
        return sum((at - mean_at) * (size - mean) for at, size in late) / over if over else 0.0


def measured(command: Sequence[str], environ: Mapping[str, str], cwd: Path) -> Taken:
    """Run a program to its end in a session of its own, and watch what it takes."""
    taken = Taken()
    begun = time.monotonic()
    with subprocess.Popen(
        command,
        env=dict(environ),
        cwd=cwd,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        over = threading.Event()
        watch = threading.Thread(target=_watch, args=(process.pid, begun, taken, over))
        watch.start()
        taken.out, taken.err = process.communicate()
        taken.seconds = time.monotonic() - begun
        over.set()
        watch.join()
    taken.code = process.returncode
    return taken


def _watch(session: int, begun: float, taken: Taken, over: threading.Event) -> None:
    while not over.wait(EVERY):
        size, at = 0, time.monotonic() - begun
        for pid in _processes(session):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                taken.cpu[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
                held = _memory(pid)
            except OSError:
                continue  # it has ended meanwhile
            size += held
            if pid == session:
                taken.own.append((at, held))
        taken.memory.append((at, size))


def _processes(session: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return 1024 * int(line.split()[1])
    return 0
