"""The residents' face: what my family is owed, what becomes of my applications, and what the city promised."""
