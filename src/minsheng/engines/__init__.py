"""Pure Python: rules, reach, matching and formulas; no Django, no clock, no network."""
