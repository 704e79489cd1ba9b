"""From a grid of cells to rows that may be committed, rows that may not, and the reasons. Free of Django."""
