"""Who looks after the runs: starts workers, hands out jobs, writes down what comes of them."""

from __future__ import annotations

from api.settings import Settings
from api.store.database import Database


class Supervisor:
    """Looks after the worker processes of one service."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.settings = settings

    def start(self) -> None:
        """Start the workers; runs that a stop of the service has left unfinished begin again."""

    def close(self) -> None:
        """Stop the workers; runs that are not over are left to the next start."""
