#!/bin/sh
# Prints the path of the Python that minsheng is set up with: the newest tested one that really runs.
# Each candidate is started, because a version manager may leave commands on the PATH for versions it lacks.
# To choose another one: make PYTHON=/path/to/python3 …

usable='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11)) if sys.stdout.write(sys.executable) else 1'

for candidate in python3.13 python3.12 python3.11 python3 python3.14 python; do
    found=$("$candidate" -I -c "$usable" 2>/dev/null) && [ -n "$found" ] && printf '%s\n' "$found" && exit 0
done

printf '%s\n' >&2 \
    'minsheng found no usable Python. It needs Python 3.11 or newer with the standard modules venv and ensurepip.' \
    'Install one (on Debian and Ubuntu, as root: apt-get install python3 python3-venv), or name one that is' \
    'not on your PATH: make PYTHON=/path/to/python3 demo'
exit 2
