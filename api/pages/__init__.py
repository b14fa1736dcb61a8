"""The web pages: what an officer, a panel member and an admin see. Stands on the service."""
