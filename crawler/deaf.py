"""Imported by the fork server before all else: Ctrl-C is for the program that started it.

The server, and the workers that it forks, would each print where they were.
"""

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
