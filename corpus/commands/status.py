"""`corpus status URL|HOST`: why an article is or is not there; how a site stands."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from corpus.options import pass_place
from corpus.output import minute, one_line
from corpus.place import Place
from corpus.tables import print_table

if TYPE_CHECKING:
    from storage import SiteFacts, Store, StoredArticle, UrlStatus

FOUND_BY = {
    "start": "a crawl was started with it",
    "link": "a page linked to it",
    "feed": "a feed named it",
    "sitemap": "a sitemap named it",
    "news-sitemap": "a news sitemap named it",
    "list": "it stood in a list of URLs",
}
STATES = {
    "found": "It was not fetched yet.",
    "due": "It is to be fetched: the next crawl of its site does that.",
    "leased": "A crawl is at it.",
    "fetched": "A crawl is at it: its page has come and waits to be cleaned.",
    "stored": "Its page is stored.",
    "unchanged": "It had not changed when it was last asked for.",
    "refused": "It was refused",
    "failed": "The last try failed",
    "quarantined": "Its page came, but could not be cleaned",
}
REASONS = 15
"""How many reasons of a site are shown."""


@click.command(name="status", short_help="Say why an article is or is not there.")
@click.argument("which", metavar="URL|HOST")
@pass_place
def command(place: Place, which: str) -> None:
    """Say all that is known of a URL: how it was found, what became of it, and why.

    Of a host: its URLs by state and reason, its listings, and when it is next due.

    \b
    Examples:
      corpus status https://www.example.com/2026/11/story
      corpus status www.example.com
    """
    with place.store() as store:
        if _is_host(which):
            _tell_of_site(store, which)
        else:
            for line in _of_url(store, which):
                click.echo(line)


def _is_host(which: str) -> bool:
    """Whether a whole site is meant: a host alone, or its root."""
    return "/" not in which.partition("://")[2].rstrip("/") if "://" in which else "/" not in which


def _of_url(store: "Store", url: str) -> list[str]:
    status = store.url_status(url if "://" in url else f"https://{url}")
    if status is None:
        raise click.ClickException(
            f"No crawl met {one_line(url)}. No listing of its site named it, or its site was not"
            " crawled; `corpus crawl --urls FILE` fetches what stands in a list."
        )
    article = store.article(status.article_id) if status.article_id else None
    return [one_line(line) for line in (status.url, *_facts(status), *_article(status, article))]


def _facts(status: "UrlStatus") -> list[str]:
    """The ledger's row, in sentences."""
    from crawler.advice import advice

    how = FOUND_BY.get(status.found_by, f"found by {status.found_by}")
    lines = [f"Found on {minute(status.found_at)}: {how}."]
    if status.tried_at is not None:
        times = "once" if status.tries == 1 else f"{status.tries} times"
        code = f", HTTP status {status.http_status}" if status.http_status else ""
        lines.append(f"Tried {times}, last on {minute(status.tried_at)}{code}.")
    said = STATES.get(status.state, f"Its state is {status.state}")
    if status.reason:
        lines.append(f"{said.rstrip('.')}: {status.reason}.")
        lines.append(advice(status.reason.split(":", 1)[0]))
    elif status.state == "unchanged" and status.aim != "article":
        lines.append("It lists articles, and was read since.")
    else:
        lines.append(said if said.endswith(".") else f"{said}.")
    if status.state in ("due", "failed") and status.due_at is not None:
        lines.append(f"It is tried again from {minute(status.due_at)} on.")
    if status.holder:
        lines.append(f"It is claimed by {status.holder}.")
    if status.etag or status.last_modified:
        known = [f"ETag {status.etag}" if status.etag else "", status.last_modified or ""]
        lines.append(f"The next request says what is known: {', '.join(filter(None, known))}.")
    return lines


def _article(status: "UrlStatus", article: "StoredArticle | None") -> list[str]:
    if article is None:
        return [] if status.article_id is None else ["Its article is gone."]
    title = article.article.title or "(no title)"
    words = sum(block.words for block in article.article.blocks)
    kind = article.article.kind
    lines = [f"Its article is {article.id}: {title}, {words:,} words, {kind}."]
    if kind not in ("article", "live-blog"):
        lines.append(f"`corpus search` leaves it out, as it is no article; --kind {kind} shows it.")
    lines.append(
        f"`corpus show {article.id}` prints it, `corpus explain {article.id}` what was cut."
    )
    return lines


def _tell_of_site(store: "Store", host: str) -> None:
    facts = store.history.host(host)
    if facts is None:
        raise click.ClickException(
            f"No crawl met {one_line(host)}; `corpus sites` lists those that are known."
        )
    for line in _of_site(store, facts):
        click.echo(one_line(line))
    click.echo()
    states = ((state, f"{number:,}") for state, number in facts.states.items())
    print_table(("state of URLs", "URLs"), states, right=frozenset({1}))
    top = list(facts.reasons.items())[:REASONS]
    rows = ((f"{state}: {reason}", f"{number:,}") for (state, reason), number in top)
    print_table(("reason", "URLs"), rows, right=frozenset({1}))


def _of_site(store: "Store", facts: "SiteFacts") -> list[str]:
    """When it was met, what it has, how its last runs went, when it is next due."""
    from storage.site_day import is_accepted

    now = datetime.now(UTC)
    lines = [f"{facts.site}: known since {minute(facts.added_at)}, {facts.articles:,} articles."]
    if facts.last_found or facts.last_tried:
        tried = f"the last one was tried on {minute(facts.last_tried)}"
        last = tried if facts.last_tried else "none was tried yet"
        lines.append(f"The last new URL was found on {minute(facts.last_found)}, {last}.")
    days = store.history.days(now.date() - timedelta(days=60), [facts.site]).get(facts.site, [])
    if days:
        flags = [flag for flag in days[-1].flags if not is_accepted(flag)]
        unlike = f"; unlike the site: {', '.join(flags)}" if flags else ""
        ended = f"The last run, on {minute(days[-1].last_at)}, ended {days[-1].outcome}"
        lines.append(f"{ended}{unlike}.")
    if lease := store.leases.on(facts.site):
        said = f"A crawl is on it: {lease.told}."
        dead = f"A crawl was on it and has died: {lease.told}; the next one goes on there."
        lines.append(dead if lease.holder.is_gone else said)
    lines += _closed(store, facts.site, now)
    lines += _listings(store, facts.site, now)
    return lines


def _closed(store: "Store", site: str, now: datetime) -> list[str]:
    """Until when all crawls leave the site alone, as it asked for rest or was silent."""
    state = store.hosts.state(site)
    if state.closed_until <= now.timestamp():
        return []
    until = minute(datetime.fromtimestamp(state.closed_until, UTC))
    return [f"All crawls leave it alone until {until}: {state.reason or 'no reason given'}."]


def _listings(store: "Store", site: str, now: datetime) -> list[str]:
    listings = [one for one in store.watch.listings(site) if one.absent is None]
    if not listings:
        return []
    due = min(one.due_at for one in listings)
    when = "now" if due <= now else f"on {minute(due)}"
    number = (
        f"{len(listings)} feed, sitemap or section"
        if len(listings) == 1
        else (f"{len(listings)} feeds, sitemaps and sections")
    )
    return [f"It has {number}; the next is due {when}."]
