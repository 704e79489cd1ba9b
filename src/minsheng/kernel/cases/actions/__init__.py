"""The only code that changes a case: opening, advancing, assigning, handing over, postponing."""
