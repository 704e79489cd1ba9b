"""``minsheng serve``: the site on this machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from minsheng.faces.cli.site import migrate_and_collect, start_site

EXAMPLE = """Example:

    minsheng serve --port 8000
"""


def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; only this machine by default.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Processes that answer.")] = 2,
) -> None:
    """Serve the site with the tables and files that are there; see demo for a site with synthetic people."""
    start_site(make_keys_if_absent=True)
    migrate_and_collect()
    run_server(host=host, port=port, workers=workers)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Follow changes of facts and work out what analysts ask, in a process of its own, as long as the server runs."""
    started = "from minsheng.faces.cli.main import main; main()"
    command = [sys.executable, "-c", started, "worker", "--simulations", "--changes", "--every", "3"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 (our own command)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def run_server(*, host: str, port: int, workers: int) -> None:
    """Answer requests until interrupted."""
    from gunicorn.app.wsgiapp import WSGIApplication

    class Site(WSGIApplication):
        """gunicorn without its own command line."""

        def load_config(self) -> None:
            self.cfg.set("bind", f"{host}:{port}")
            self.cfg.set("workers", workers)
            self.cfg.set("threads", 4)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("timeout", 120)
            self.cfg.set("loglevel", "warning")
            self.app_uri = "minsheng.site.wsgi:application"

    with worker_beside():
        Site("minsheng serve", prog="minsheng").run()


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("serve", epilog=EXAMPLE)(serve)
