"""The command line: parse, call one function, print."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from figures import __version__
from figures.errors import FiguresError

if TYPE_CHECKING:
    from figures.model import Run

SEEDS, OUTPUT = "seeds", "output"
ABOUT_THE_FILE = ("encoding", "encoding guessed", "no letters", "language")
"""Codes of the doubts that concern a file as a whole: they are told at once, the others stand in the outputs."""
LONG = 2
"""Files from which on a progress bar is worth its line."""


class CommandGroup(click.Group):
    """Turns the trouble a user is meant to read into one line on standard error and exit code 1."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except FiguresError as error:
            click.echo(f"Error: {error}", err=True)
            context.exit(1)


def example(text: str) -> Callable[[click.Command], click.Command]:
    """Put an example under a command's help."""

    def decorate(command: click.Command) -> click.Command:
        command.epilog = "\b\nExample:\n" + "".join(f"  {line}\n" for line in text.splitlines())
        return command

    return decorate


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="figures")
def cli() -> None:
    """Reads editions of historical correspondence and gives every amount in them: of what, for which
    region, requested, proposed or granted, and on which line."""


@example("figures build seeds --output output")
@cli.command()
@click.argument("seeds", default=SEEDS, type=click.Path(path_type=Path))
@click.option("--output", default=OUTPUT, show_default=True, type=click.Path(path_type=Path), help="Folder to write.")
def build(seeds: Path, output: Path) -> None:
    """Read the texts of SEEDS (a folder or a file, default: seeds) and write workbook, tables and manifest."""
    from figures.reports import build_outputs

    _print(build_outputs(_run([seeds]), output))


@example("figures extract seeds/stalin-kaganovich-1936-january-august.txt > figures.jsonl")
@cli.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def extract(files: tuple[Path, ...]) -> None:
    """Print every figure of the files as JSON Lines."""
    from figures.rows import RunIndex, figure_rows, json_lines

    _print(json_lines(figure_rows(RunIndex(_run(files)))))


@example("figures table --region moscow --unit tonne\nfigures table seeds --format csv > regions.csv")
@cli.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(["text", "markdown", "csv", "json"]))
@click.option("--region", help="Rows of this region, or of this party where no region is meant.")
@click.option("--item", help="Rows of this item, as: grain, flax.")
@click.option("--measure", help="Rows of this measure, as: 'seed loan'.")
@click.option("--unit", help="Amounts in this unit; rows that cannot be converted to it are left out.")
def table(files: tuple[Path, ...], form: str, region: str | None, item: str | None, measure: str | None, unit: str | None) -> None:
    """Print the region table of the files (default: those of seeds): requested, proposed, granted."""
    from figures.reports.terminal import choose_rows, render_table
    from figures.rows import table_rows

    rows = choose_rows(table_rows(_run(files or [Path(SEEDS)])), region, item, measure, unit)
    _print(render_table(rows, form, _width()))


@example("figures show 1936-08-18-kaganovich-chubar-stalin-93-25/7.158")
@cli.command()
@click.argument("id")
@click.option("--file", "files", multiple=True, type=click.Path(path_type=Path), help="File or folder to look in.  [default: seeds]")
def show(id: str, files: tuple[Path, ...]) -> None:
    """Show one figure: its line, its readings and their evidence, doubts, decision and citation.

    ID may be the beginning of an id, as long as only one figure's id begins so.
    """
    from figures.reports.terminal import PAGE_WIDTH, find_figure, show_figure
    from figures.rows import RunIndex

    index = RunIndex(_run(files or [Path(SEEDS)]))
    _print(show_figure(find_figure(id, index), index, _width() or PAGE_WIDTH))


@example("figures numerals seeds/stalin-kaganovich-1936-january-august.txt --format csv")
@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", default="jsonl", show_default=True, type=click.Choice(["jsonl", "csv"]))
def numerals(file: Path, form: str) -> None:
    """Print the ledger: every numeral of FILE, and which figure it became or why it was set aside."""
    from figures.rows import ledger_text

    _print(ledger_text(_run([file]), form))


@example("figures check seeds --output output")
@cli.command()
@click.argument("seeds", default=SEEDS, type=click.Path(path_type=Path))
@click.option("--output", default=OUTPUT, show_default=True, type=click.Path(path_type=Path), help="Folder to verify.")
@click.pass_context
def check(context: click.Context, seeds: Path, output: Path) -> None:
    """Verify what is in the output folder against SEEDS; print every failure, exit 1 if there is one."""
    from figures.verification import verify_outputs

    report = verify_outputs(seeds, output)
    _print(report.text())
    context.exit(1 if report.failures else 0)


@example("figures reviews --output output")
@cli.command()
@click.option("--output", default=OUTPUT, show_default=True, type=click.Path(path_type=Path), help="Folder to look in.")
def reviews(output: Path) -> None:
    """Print where the review stands: accepted, corrected, rejected, unsure and open figures, by letter."""
    from figures.reviews import review_standing

    _print(review_standing(output))


def main() -> None:
    """Entry point of the console script."""
    gc.disable()  # a command ends before there is anything worth collecting
    for stream in (sys.stdout, sys.stderr):
        # The same bytes whatever the locale; a console that lacks a character shows a mark for it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(**({"errors": "replace"} if stream.isatty() else {"encoding": "utf-8", "newline": "\n"}))
    try:
        cli(prog_name="figures")
    except BrokenPipeError:
        # Whoever read the pipe has seen enough; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _run(paths: Sequence[Path]) -> Run:
    from figures import pipeline
    from figures.reading import read_editions

    cuts, threads = pipeline.cut_each(read_editions(paths))
    with _progress(cuts) as steps:
        parts = tuple(pipeline.read_each(steps, threads))
    for part in parts:
        for doubt in part.doubts:
            if doubt.code in ABOUT_THE_FILE:
                click.echo(f"Note: {part.edition.source}: {doubt.message}", err=True)
    return pipeline.join(parts, threads)


@contextmanager
def _progress(steps: Sequence[Any]) -> Iterator[Any]:
    """The steps, with a bar on standard error if it is a terminal and the work is long."""
    if len(steps) < LONG or not sys.stderr.isatty():
        yield steps
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield bar.track(steps, description="Reading letters")


def _print(text: str) -> None:
    click.echo(text, nl=False)


def _width() -> int | None:
    """Columns of the terminal, or of COLUMNS where that is set; None in a pipe, where lines are as long as they are."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() or "COLUMNS" in os.environ else None


if __name__ == "__main__":
    main()
