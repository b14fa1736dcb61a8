"""``python -m api.cli`` is ``cartref``."""

from api.cli import main

main()
