"""Who asks, and what that person may read: every query names its scope or is refused."""
