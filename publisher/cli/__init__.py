"""The command line: one file per command, each a thin layer over ``publisher.api``."""

from __future__ import annotations

import traceback

import click

from publisher.cli.build import build
from publisher.cli.check import check
from publisher.cli.cover import cover
from publisher.cli.explain import explain
from publisher.cli.impose import impose
from publisher.cli.messages import failure
from publisher.cli.print import print_
from publisher.cli.proof import proof
from publisher.cli.recover import recover
from publisher.cli.render import render
from publisher.cli.serve import serve
from publisher.cli.site import site
from publisher.errors import PublisherError

_INTERRUPTED = 130
"""What shells give for a program that Ctrl-C has ended."""


class _Group(click.Group):
    """A group whose commands end with a message, never with a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command and turn what it raises into a message and an exit status."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click ends quietly when nobody reads on, as in ``publisher explain … | head``
        except PublisherError as error:
            click.echo(failure(str(error)), err=True)
            ctx.exit(error.exit_status)
        except KeyboardInterrupt:
            click.echo(failure("interrupted; editions that were not finished are as before"), err=True)
            ctx.exit(_INTERRUPTED)
        except Exception as error:  # whatever it is, one line tells it
            message = f"{type(error).__name__}: {error}"
            click.echo(failure(message, traceback.format_exc(), debug=ctx.params["debug"]), err=True)
            ctx.exit(PublisherError.exit_status)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="publisher")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_context
def main(ctx: click.Context, debug: bool) -> None:
    """Recover a printed work from its text dump and publish it as HTML, EPUB and PDF.

    \b
    Examples:
      publisher build dumps/                 all editions of every .txt file in a folder
      publisher recover book.txt -o book.yaml
      publisher explain book.txt 697
      publisher render book.yaml -o editions
      publisher site build -o shelf          one static site of all works built
      publisher serve dumps/                 look at the site while you work on it
      publisher check build/book/book.epub
      publisher print build/book/document.yaml --preset A5
      publisher impose build/book/book-print.pdf --sheet A3
      publisher proof build/book/book.pdf

    \b
    Exit status:
      0    done
      1    an unexpected error
      2    wrong use of the command
      3    a file cannot be read
      4    a document.yaml is not valid
      5    an edition cannot be written
      6    a character of the dump is not accounted for
      7    a part of the system is missing
      8    an edition that was checked is faulty
      9    a corrections file is not valid or does not fit
      130  interrupted
    """
    ctx.obj = debug


for command in (build, recover, explain, render, site, serve, check, print_, impose, cover, proof):
    main.add_command(command)
