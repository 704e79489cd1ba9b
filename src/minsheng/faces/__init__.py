"""What people and programs see: pages, API and command line; thin, and without tables of their own."""
