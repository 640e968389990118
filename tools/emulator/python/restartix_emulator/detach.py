"""A server that is no descendant of the command that starts it.

Who ends a command often ends all that descends from it (Nx does, at Ctrl-C), a process group of its own notwithstanding.
"""

from __future__ import annotations

import os
import sys
from typing import Callable


def detach() -> Callable[[], None]:
    """Returns in a new process, with what it calls once it works; until then the old one waits, and fails as it fails."""
    readable, writable = os.pipe()
    child = os.fork()
    if child:
        os.close(writable)
        works = os.read(readable, 1)
        os._exit(0 if works else os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) or 1)
    os.close(readable)
    os.setsid()

    def started() -> None:
        try:
            os.write(writable, b".")
        except BrokenPipeError:
            # Whoever asked for it was ended meanwhile, and would never know of it.
            sys.exit(1)
        os.close(writable)

    return started
