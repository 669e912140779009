"""``mapper watch``: watch feeds and keep a map up to date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapper.cli import options
from mapper.cli.talk import counted

if TYPE_CHECKING:
    from mapper.cli.talk import Talk
    from mapper.watch import Round

EXAMPLES = """\b
Examples:
  mapper watch https://news.example/rss --store events.gpkg --once
  mapper watch https://news.example/rss https://diario.example/atom.xml --store events.gpkg --map output/watch.html --every 15m
"""
DEFAULT = Path("output/watch.html")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_SHORTEST_S = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Watching:
    """What is kept and drawn, and how often."""

    store: str
    map_path: Path
    every: timedelta
    once: bool
    title: str | None
    ui_lang: Literal["en", "es"] | None
    allow_private_addresses: bool


def _period(_ctx: click.Context, _parameter: click.Parameter, value: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,6})([smhd])", value.strip().lower())
    if found is None or int(found[1]) * _UNITS[found[2]] < _SHORTEST_S:
        message = f"{value!r}: write a time of a minute or longer as 15m, 2h or 1d"
        raise click.BadParameter(message)
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


WATCHING = (
    click.option("--store", metavar="STORE", required=True, help="Where articles and events are kept: a GeoPackage file, or postgresql://…"),
    click.option("--map", "map_path", type=options.FILE, default=DEFAULT, show_default=True, help="The page, replaced whole each time."),
    click.option("--every", callback=_period, default="15m", show_default=True, metavar="TIME", help="Time between rounds: 15m, 2h, 1d."),
    click.option("--once", is_flag=True, help="Go round once and stop, as from cron."),
    click.option("--title", help="Title of the page."),
    click.option("--ui-lang", type=click.Choice(["en", "es"]), help="Language of the page; that of most events if absent."),
    options.allow_private_addresses,
)


@click.command("watch", epilog=EXAMPLES)
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@options.bundle("watching", Watching, WATCHING)
@options.event_stages
@options.talk
def command(feeds: tuple[str, ...], *, watching: Watching, stages: options.EventStages, talk: Talk) -> None:
    """Watch feeds and keep a map up to date.

    FEED is the address of an RSS or Atom feed, or a file. What it tells is kept in the store. This asks the network, but only for what
    changed since the last time. A feed that fails is asked less and less often, at least once a day, and does not stop the others. Events
    that came since the last watch are marked on the map. Stop it with Ctrl-C, or in any other way: nothing is lost.
    """
    import time
    from contextlib import closing

    from mapper.cli.rows import check_page
    from mapper.cli.stages import border_meant, tools_for
    from mapper.exports import check_writable
    from mapper.sources import Fetcher
    from mapper.store import open_store
    from mapper.watch import Watch

    if watching.map_path == DEFAULT:
        DEFAULT.parent.mkdir(exist_ok=True)
    check_page(watching.map_path)
    check_writable(watching.map_path, overwrite=True)
    with closing(open_store(watching.store, create=True)) as store:
        watch = Watch(
            feeds=feeds,
            store=store,
            tools=tools_for(stages, talk),
            fetcher=Fetcher(allow_private=watching.allow_private_addresses),
            map_path=watching.map_path,
            every=watching.every,
            border_id=border_meant(stages),
            exact=stages.exact,
            title=watching.title,
            ui_lang=watching.ui_lang,
            on_problem=talk.problem,
        )
        for each in watch.rounds(lambda: datetime.now(UTC), time.sleep):
            _tell(each, watching, talk)
            if watching.once:
                break
    talk.finish()


def _tell(each: Round, watching: Watching, talk: Talk) -> None:
    for feed in each.left_alone:
        talk.notice(f"{feed}: left alone for now, because it failed")
    if each.is_drawn:
        click.echo(watching.map_path)
    talk.notice(f"{counted(each.added.new, 'article')} new, {each.added.changed} changed, {each.added.known} known")
