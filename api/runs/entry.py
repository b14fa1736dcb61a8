"""Where a worker process begins: small, since the service loads it too."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection

#: Requests come first on a machine that is busy.
_NICE = 5


def begin(connection: Connection) -> None:
    """Work for a service until it is gone.

    Parameters
    ----------
    connection : Connection
        To the service.
    """
    # Ctrl-C in a terminal is meant for the service, which decides what becomes of its workers.
    os.setpgid(0, 0)
    os.nice(_NICE)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})  # see `process.signals_blocked`
    from api.runs.worker import serve

    serve(connection)
