"""The assembled site: settings and URLs."""
