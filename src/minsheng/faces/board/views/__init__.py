"""The views of the board, one module for each page."""
