"""A theme of blocks (`wp-block-…`, `entry-content`), with JSON-LD that is right."""

from collections.abc import Sequence

from tests.site.body import body, cells
from tests.site.head import (
    alternate,
    charset_meta,
    image_url,
    json_ld,
    meta,
    structured_data,
)
from tests.site.hosts import article_url, section_path, sections
from tests.site.inserts import Insert
from tests.site.markup import around, attributes, element, inline, link
from tests.site.newsroom import NewsArticle, TextBlock
from tests.site.story import Piece, Story
from tests.site.themes.tagesfenster_below import below
from tests.site.themes.theme import Theme, View


def frame(view: View, main: Sequence[Piece]) -> list[Piece]:
    """Head, header, the main column, footer."""
    return [
        *_head(view),
        *_header(view),
        Piece("markup", '<main class="wp-block-group site-main" id="wp--skip-link--target">'),
        *main,
        Piece("markup", "</main>"),
        *_footer(view),
    ]


def _head(view: View) -> list[Piece]:
    title = element("title", f"{view.title} – {view.host.site_name}")
    return [
        Piece("markup", f'<!DOCTYPE html>\n<html lang="{view.language}">\n<head>'),
        Piece("markup", f"{charset_meta(view.encoding)}{title}\n{view.head}{alternate(view.host)}"),
        Piece("style", "<style id='global-styles'>.wp-block-group{margin:0}</style></head>"),
        Piece("markup", '<body class="wp-singular single-post"><div class="wp-site-blocks">'),
    ]


def _header(view: View) -> list[Piece]:
    words = view.words
    names = list(sections(view.host, view.language).items())[:6]
    items = "".join(
        around("li", link(path, name, class_="wp-block-navigation-item__content"))
        for name, path in names
    )
    tongues = "".join(link(f"/archiv/{lang}/", lang.upper()) for lang in view.host.languages)
    skip = link("#wp--skip-link--target", words.skip, class_="skip-link screen-reader-text")
    field = f'<input type="search" name="s"{attributes(placeholder=words.search)}>'
    button = element("button", words.search, class_="wp-block-search__button")
    return [
        Piece("hidden", around("div", skip, style="visibility: hidden")),
        Piece("markup", '<header class="wp-block-template-part">'),
        Piece(
            "site-name", around("p", link("/", view.host.site_name), class_="wp-block-site-title")
        ),
        Piece("navigation", around("nav", f"<ul>{items}</ul>", class_="wp-block-navigation")),
        Piece("language-menu", around("div", tongues, class_="language-switcher")),
        Piece("search", around("form", field + button, class_="wp-block-search", role="search")),
        Piece("markup", "</header>"),
    ]


def _footer(view: View) -> list[Piece]:
    words = view.words
    links = "".join(around("li", link("/about/", text)) for text in words.footer.links)
    notice = (
        element("p", words.cookies.prose, class_="cmp-text")
        + element("button", words.cookies.accept)
        + element("button", words.cookies.settings)
    )
    rights = element("p", f"© 2025 {view.host.site_name} · {words.footer.rights}")
    return [
        Piece("markup", '<footer class="wp-block-template-part site-footer">'),
        Piece("follow", element("p", words.footer.follow)),
        Piece("footer", f"<ul>{links}</ul>{rights}"),
        Piece("markup", "</footer></div>"),
        Piece("cookie-notice", around("div", notice, id="cmp-banner", class_="cmp cookie-consent")),
        Piece("noscript", f"<noscript>{words.noscript}</noscript>"),
        Piece("script", "<script type='speculationrules'>{\"prefetch\":[]}</script>"),
        Piece("comment", "<!-- served from the page cache -->"),
        Piece("markup", "</body>\n</html>"),
    ]


def article(story: Story, content: Sequence[Piece], extra_head: str = "") -> list[Piece]:
    """The page of a story."""
    data = json_ld(structured_data(story))
    head = f"{meta(story)}\n{extra_head or data}\n"
    found = story.article
    view = View(story.host, found.language, found.title, story.encoding, head)
    main = [
        *_above(story),
        Piece("markup", '<div class="entry-content wp-block-post-content is-layout-flow">'),
        *content,
        *_credit(story),
        Piece("markup", "</div>"),
        *below(story),
    ]
    return frame(view, main)


def _above(story: Story) -> list[Piece]:
    article, words = story.article, story.words
    crumbs = (
        link("/", words.home)
        + link(story.section_url, article.section)
        + element("span", article.title, aria_current="page")
    )
    found = [
        Piece(
            "breadcrumb", around("nav", crumbs, class_="yoast-breadcrumbs", aria_label="breadcrumb")
        ),
        Piece(
            "section-label",
            around("div", link(story.section_url, article.section), class_="taxonomy-category"),
        ),
        Piece("title", element("h1", article.title, class_="wp-block-post-title")),
    ]
    if article.description:
        found.append(
            Piece("standfirst", element("p", article.description, class_="entry-standfirst"))
        )
    if article.authors:
        by = words.by.format(names=words.names(article.authors))
        found.append(Piece("byline", element("div", by, class_="wp-block-post-author-name")))
    return [
        *found,
        Piece("date", _dates(story)),
        Piece(
            "reading-time",
            element("span", words.reading_time.format(n=2 + story.number(4, "minutes"))),
        ),
        Piece("share", _share(story)),
        Piece("picture", _lead_picture(story)),
        *_listen(story),
    ]


def _dates(story: Story) -> str:
    article, words = story.article, story.words
    first = words.published.format(date=words.moment(article.published))
    html = element("time", first, datetime=article.published.isoformat())
    if article.modified:
        last = words.updated.format(date=words.moment(article.modified))
        html += " " + element("time", last, datetime=article.modified.isoformat())
    return around("div", html, class_="wp-block-post-date")


def _share(story: Story) -> str:
    items = "".join(
        around("li", link(f"/share?{n}", text), class_="wp-block-social-link")
        for n, text in enumerate(story.words.share.buttons)
    )
    return around("ul", items, class_="wp-block-social-links share-links")


def _lead_picture(story: Story) -> str:
    picture = f'<img src="{image_url(story)}" alt="">'
    agency = element("span", f"{story.words.photo}: {story.host.site_name}", class_="credit")
    return around("figure", picture + agency, class_="wp-block-post-featured-image")


def _listen(story: Story) -> list[Piece]:
    if story.number(2, "listen"):
        return []
    return [Piece("listen", element("button", story.words.listen, class_="audio-player"))]


def _credit(story: Story) -> list[Piece]:
    if not story.article.credit:
        return []
    return [Piece("credit", element("p", story.article.credit, class_="has-small-font-size"))]


def block_html(story: Story, n: int, block: TextBlock) -> str:
    """One block of the article."""
    text = inline(story, n, block)
    match block.kind:
        case "heading":
            return around(f"h{block.level}", text, class_="wp-block-heading")
        case "caption":
            picture = f'<img src="/media/{story.article.slug}-{n}.jpg" alt="" class="wp-image-{n}">'
            caption = around("figcaption", text, class_="wp-element-caption")
            return around("figure", picture + caption, class_="wp-block-image size-large")
        case "quote":
            return around("blockquote", f"<p>{text}</p>", class_="wp-block-quote")
        case "list-item":
            return f"<li>{text}</li>"
        case "preformatted":
            return around("pre", text, class_="wp-block-preformatted")
        case "table-row":
            return around("tr", "".join(element("td", cell) for cell in cells(block.text)))
        case _:
            return f"<p>{text}</p>"


def insert_html(story: Story, insert: Insert) -> str:
    """What stands between two blocks."""
    words = story.words
    if insert.kind == "ad-marker":
        slot = element("span", insert.text, class_="ad-label") + '<div class="ad-slot"></div>'
        return around("div", slot, class_="wp-block-group anzeige-container")
    if insert.kind == "newsletter":
        letter = words.newsletter
        inner = element("h3", letter.title) + element("p", letter.prose)
        field = f'<input type="email"{attributes(placeholder=letter.field)}>'
        form = around("form", field + element("button", letter.button))
        return around("aside", inner + form, class_="newsletter-signup wp-block-group")
    return headline_html(story, insert)


def headline_html(story: Story, insert: Insert) -> str:
    """Another article's headline, in one of five shapes; the boxes are the theme's own."""
    target = insert.target
    assert target is not None
    cue = story.pick(story.words.read_also, "cue", target.slug)
    anchor = link(article_url(target), target.title)
    match insert.shape:
        case "bare":
            return f"<p>{anchor}</p>"
        case "strong":
            return f"<p><strong>{anchor}</strong></p>"
        case "cue":
            return f"<p>{cue} {anchor}</p>"
        case "label":
            box = element("p", cue, class_="teaser-kicker") + f"<h4>{anchor}</h4>"
            return around("aside", box, class_="wp-block-group teaser-box")
        case _:
            return _card(story, target)


def _card(story: Story, target: NewsArticle) -> str:
    heading = around("h4", link(article_url(target), target.title), class_="teaser-title")
    lead = element("p", target.description) if target.description else ""
    day = element("span", story.words.day(target.published), class_="teaser-date")
    more = link(article_url(target), story.words.more, class_="wp-block-read-more")
    kicker = element("span", target.section, class_="teaser-section")
    picture = f'<img src="/media/{target.slug}-s.jpg" alt="">'
    return around("div", picture + kicker + heading + lead + day + more, class_="teaser-card")


def entry(article: NewsArticle) -> str:
    """An article in a list."""
    heading = around("h2", link(article_url(article), article.title), class_="wp-block-post-title")
    label = around("div", link(section_path(article), article.section), class_="taxonomy-category")
    teaser = element("p", article.description) if article.description else ""
    return around("div", heading + label + teaser, class_="wp-block-post type-post")


def _body(story: Story) -> list[Piece]:
    return body(story, block_html, insert_html)


THEME = Theme(frame, _body, article, entry)
