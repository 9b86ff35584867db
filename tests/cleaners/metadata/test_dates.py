"""When an article was published: which source, which zone, and never later than the fetch."""

from datetime import UTC, datetime

import pytest

from tests.cleaners.metadata.pages import URL, article, html, json_ld, meta, read

TITLE = "<h1>Bridge opens</h1>"
FETCHED = datetime(2024, 5, 3, 12, 0, tzinfo=UTC)


def test_json_ld_is_believed_first_and_keeps_its_zone() -> None:
    head = json_ld(article(headline="Bridge opens", datePublished="2024-05-03T09:00:00+09:00"))
    metadata = read(html(head + meta(article__published_time="2024-05-01T00:00:00Z"), TITLE))
    assert str(metadata.published_at) == "2024-05-03 09:00:00+09:00"
    assert metadata.sources["published_at"] == "json-ld"
    assert metadata.notes == ()


@pytest.mark.parametrize(
    "page",
    [
        html(meta(article__published_time="2024-05-03T09:00:00Z"), TITLE),
        html('<meta itemprop="datePublished" content="2024-05-03T09:00:00Z">', TITLE),
        html('<meta name="parsely-pub-date" content="2024-05-03T09:00:00Z">', TITLE),
        html("", TITLE + '<time datetime="2024-05-03T09:00:00Z">Friday</time>'),
        html("", '<aside><time datetime="2020-01-01">x</time></aside>' + TITLE
             + '<time datetime="2024-05-03T09:00:00Z">Friday</time>'),
        html("", TITLE + '<time class="updated" datetime="2024-05-04T09:00:00Z"></time>'
             + '<time datetime="2024-05-03T09:00:00Z">Friday</time>'),
        html("", TITLE + '<span class="date">3. Mai 2024, 09:00 Uhr</span>', "de"),
        html("", TITLE + "<div><span>2024年5月3日 09:00</span></div>", "ja"),
        html("<title>Town: Bridge opens</title>", "<h2>Weather</h2><p>1.2.2020</p><h3>Bridge opens"
             "</h3><p>Fr 03.05.24 | 09:00 Uhr</p>", "de"),
        html("<title>Bridge opens</title>", "<h1>All of the news</h1><ul>" + 200 * "<li>x</li>"
             + "</ul>" + TITLE + "<p>3 May 2024, 09:00</p>"),
        html("", TITLE + '<p class="posted">Publicado el 3 de mayo de 2024 09:00</p>', "es"),
    ],
)  # fmt: skip
def test_without_json_ld_the_date_is_found(page: str) -> None:
    published = read(page).published_at
    assert published == datetime(2024, 5, 3, 9, 0, tzinfo=UTC)


def test_the_url_tells_the_day_where_nothing_else_does() -> None:
    metadata = read(html("", TITLE), "https://news.example/2024/05/03/bridge")
    assert str(metadata.published_at) == "2024-05-03 00:00:00+00:00"
    assert metadata.sources["published_at"] == "the URL"


def test_a_date_later_than_the_fetch_is_never_taken() -> None:
    head = json_ld(article(headline="Bridge opens", datePublished="2024-05-03T12:00:01Z"))
    head += meta(article__published_time="2024-05-03T11:00:00Z")
    metadata = read(html(head, TITLE), fetched_at=FETCHED)
    assert str(metadata.published_at) == "2024-05-03 11:00:00+00:00"
    assert metadata.sources["published_at"] == "meta article:published_time"


def test_a_page_with_nothing_but_a_future_date_has_none() -> None:
    head = json_ld(article(headline="Bridge opens", datePublished="2031-01-01"))
    assert read(html(head, TITLE), fetched_at=FETCHED).published_at is None


def test_a_date_without_zone_is_utc_and_noted() -> None:
    head = json_ld(article(headline="Bridge opens", datePublished="2024-05-03T09:00:00"))
    metadata = read(html(head, TITLE), fetched_at=FETCHED)
    assert str(metadata.published_at) == "2024-05-03 09:00:00+00:00"
    (note,) = metadata.notes
    assert note.name == "date-without-zone"
    assert note.sentence == "json-ld states 2024-05-03 09:00 without a zone; taken as UTC"


def test_a_local_time_that_is_still_to_come_in_utc_was_written_further_east() -> None:
    head = json_ld(article(headline="Bridge opens", datePublished="2024-05-03T20:30:00"))
    metadata = read(html(head, TITLE), fetched_at=FETCHED)
    assert str(metadata.published_at) == "2024-05-03 20:30:00+09:00"
    assert metadata.notes[0].sentence.endswith("without a zone; taken as UTC+09:00")


@pytest.mark.parametrize(("lang", "day"), [("en-US", "2024-03-04"), ("en-GB", "2024-04-03")])
def test_slashes_are_read_as_the_pages_country_writes_them(lang: str, day: str) -> None:
    page = html("", TITLE + '<span class="date">03/04/2024</span>', lang)
    published = read(page).published_at
    assert published is not None
    assert published.date().isoformat() == day


def test_the_last_change_is_told_apart_from_the_publication() -> None:
    head = json_ld(article(headline="Bridge opens", dateModified="2024-05-03T10:00:00Z"))
    metadata = read(html(head, TITLE))
    assert metadata.published_at is None
    assert str(metadata.modified_at) == "2024-05-03 10:00:00+00:00"


@pytest.mark.parametrize(
    "line",
    [
        '<p>Updated <time datetime="2024-05-03">May 3</time></p>',
        '<div class="date"><span>Last updated</span> <b class="date">3 May 2024</b></div>',
        '<p class="date">Zuletzt aktualisiert: 3. Mai 2024</p>',
        "<p>最終更新 2024年5月3日</p>",
        "<div><span>Mis à jour le 3 mai 2024</span></div>",
    ],
)
def test_the_day_of_a_change_is_that_of_publication_only_where_no_other_is_told(line: str) -> None:
    alone = read(html("", TITLE + line), URL.replace("2024", "news"))
    assert str(alone.modified_at) == str(alone.published_at) == "2024-05-03 00:00:00+00:00"
    both = read(html("", TITLE + line + "<p>1 May 2024</p>"))
    assert str(both.modified_at) == "2024-05-03 00:00:00+00:00"
    assert str(both.published_at) == "2024-05-01 00:00:00+00:00"


@pytest.mark.parametrize(
    "line",
    [
        '<p class="date">3 May 2024, updated 4 May 2024</p>',
        '<p>Updates from the town: <time datetime="2024-05-03">May 3</time></p>',
        '<p>Published <time datetime="2024-05-03">May 3</time></p>',
    ],
)
def test_words_that_are_like_those_for_a_change_change_nothing(line: str) -> None:
    metadata = read(html("", TITLE + line))
    assert str(metadata.published_at) == "2024-05-03 00:00:00+00:00"
    assert metadata.modified_at is None


@pytest.mark.parametrize(("day", "kept"), [("2024-05-01", False), ("2024-05-02", True)])
def test_nothing_was_last_changed_days_before_its_publication(day: str, kept: bool) -> None:
    head = json_ld(article(headline="B", datePublished="2024-05-03", dateModified=day))
    assert (read(html(head, TITLE)).modified_at is not None) is kept


def test_a_sentence_with_a_date_is_no_date_of_publication() -> None:
    body = "<p>The bridge, which was closed on 3 May 2020 after the flood, is open again.</p>"
    assert read(html("", TITLE + body), URL.replace("2024", "news")).published_at is None
