"""The doors: the command line; they hold no arithmetic."""
