"""Imported by the fork server before all else: Ctrl-C ends it, and what it forks, without a word.

The program that started them says what there is to say.
"""

import os
import signal

INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C ended."""

signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
