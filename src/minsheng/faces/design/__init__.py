"""The visual language that all pages share: base page, components, charts, the login and the gallery."""
