"""What the service keeps: tables, how they are opened, changed and read."""
