"""The views of the portal, one module for each thing a resident does."""
