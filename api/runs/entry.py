"""Where a worker process begins: small, since all that it loads comes after it has stood back."""

from __future__ import annotations

import os
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
    from api.runs.worker import serve

    serve(connection)
