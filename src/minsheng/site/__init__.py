"""The Django project: settings, addresses and the servers' entry point; the only layer that knows all others."""
