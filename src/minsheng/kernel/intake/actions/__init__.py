"""What may be done with a file: preview, say what a column means, commit, discard, undo."""
