"""Writing the accepted rows of a file into the register, one module for each sort of sheet.

Every function is named on the card of its sheet and takes ``(rows, *, batch, by, at)``; it runs in the transaction of
the commit, marks what it writes with the batch, and returns how many rows of each sort it wrote.
"""
