"""What the reference documents are made of: one module for each page, and the few words of Markdown they share."""
