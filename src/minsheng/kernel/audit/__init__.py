"""One append-only log of what was done to whom, by whom, when and why."""
