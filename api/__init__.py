"""The doors: command line, service and pages; they hold no arithmetic."""
