"""The command line: ``minsheng``. Every command has an example, ``--json``, and says in a sentence what went wrong."""
