"""Imported by the fork server before all else: Ctrl-C ends it, and what it forks, without a word.

The program that started them says what there is to say. Where it ignores Ctrl-C, as what a script
starts in the background does, they ignore it too.
"""

import os
import signal

INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C ended."""

if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
