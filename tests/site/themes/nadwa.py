"""Pages like AMP (`amp-img`, `amp-ad`, `amp-sidebar`), with JSON-LD that lies; RTL and CJK."""

from collections.abc import Sequence

from tests.site.body import body, cells
from tests.site.head import alternate, charset_meta, image_url, json_ld, lies, meta
from tests.site.hosts import article_url, latest_path, section_path, sections
from tests.site.inserts import Insert
from tests.site.markup import around, attributes, element, inline, link
from tests.site.newsroom import NewsArticle, TextBlock
from tests.site.story import Piece, Story
from tests.site.themes.theme import Theme, View

RIGHT_TO_LEFT = ("ar", "he")
SIZE = 'width="1200" height="675" layout="responsive"'


def frame(view: View, main: Sequence[Piece]) -> list[Piece]:
    """Head, header with a sidebar menu, the page, footer."""
    direction = "rtl" if view.language in RIGHT_TO_LEFT else "ltr"
    title = element("title", f"{view.title} | {view.host.site_name}")
    boiler = "<style amp-boilerplate>body{-webkit-animation:-amp-start 8s}</style>"
    return [
        Piece(
            "markup", f'<!doctype html>\n<html amp lang="{view.language}" dir="{direction}"><head>'
        ),
        Piece("markup", f"{charset_meta(view.encoding)}{title}\n{view.head}{alternate(view.host)}"),
        Piece("style", f"{boiler}<noscript><style amp-boilerplate>body{{}}</style></noscript>"),
        Piece(
            "script", '<script async src="/amp/v0.js"></script></head><body class="amp-mode-mouse">'
        ),
        *_header(view),
        *main,
        *_footer(view),
    ]


def _header(view: View) -> list[Piece]:
    words = view.words
    names = list(sections(view.host, view.language).items())[:6]
    items = "".join(around("li", link(path, name)) for name, path in names)
    tongues = "".join(link(f"/{lang}/latest/1", lang) for lang in view.host.languages)
    menu = f'<ul>{items}</ul><div class="langs">{tongues}</div>'
    button = element("button", words.search, class_="amp-search", on="tap:search.toggle")
    return [
        Piece("navigation", f'<amp-sidebar id="menu" layout="nodisplay">{menu}</amp-sidebar>'),
        Piece(
            "site-name", around("header", link("/", view.host.site_name), class_="amp-wp-header")
        ),
        Piece("search", button),
    ]


def _footer(view: View) -> list[Piece]:
    words = view.words
    links = " · ".join(link("/about", text) for text in words.footer.links)
    rights = element("p", f"© 2025 {view.host.site_name} {words.footer.rights}")
    consent = element("p", words.cookies.prose) + element("button", words.cookies.accept)
    return [
        Piece("markup", '<footer class="amp-wp-footer">'),
        Piece("follow", element("h4", words.footer.follow)),
        Piece("footer", f"<div>{links}</div>{rights}</footer>"),
        Piece(
            "cookie-notice", f'<amp-consent id="consent" layout="nodisplay">{consent}</amp-consent>'
        ),
        Piece("hidden", f'<div hidden class="offline">{words.noscript}</div>'),
        Piece("template", "<template type='amp-mustache'><p>{{title}}</p></template>"),
        Piece("comment", "<!-- amp cache: fresh -->"),
        Piece("markup", "</body></html>"),
    ]


def article(story: Story, content: Sequence[Piece], extra_head: str = "") -> list[Piece]:
    """The page of a story."""
    found = story.article
    head = f"{meta(story)}\n{extra_head or json_ld(lies(story))}\n"
    view = View(story.host, found.language, found.title, story.encoding, head)
    main = [
        Piece("markup", '<article class="amp-wp-article">'),
        *_above(story),
        Piece("markup", '<div class="amp-wp-article-content">'),
        *content,
        *_credit(story),
        Piece("markup", "</div>"),
        *_below(story),
        Piece("markup", "</article>"),
    ]
    return frame(view, main)


def _above(story: Story) -> list[Piece]:
    article, words = story.article, story.words
    crumbs = (
        link("/", words.home)
        + link(story.section_url, article.section)
        + element("span", article.title)
    )
    when = words.published.format(date=words.moment(article.published))
    stamp = element("time", when, datetime=article.published.isoformat())
    found = [
        Piece("breadcrumb", around("div", crumbs, class_="breadcrumb")),
        Piece("title", element("h1", article.title, class_="amp-wp-title")),
    ]
    if article.authors:
        by = words.by.format(names=words.names(article.authors))
        found.append(Piece("byline", element("div", by, class_="amp-wp-meta amp-wp-byline")))
    return [
        *found,
        Piece("date", around("div", stamp, class_="amp-wp-meta amp-wp-posted-on")),
        Piece("picture", f'<amp-img src="{image_url(story)}" {SIZE}></amp-img>'),
        Piece("share", _share(story)),
    ]


def _share(story: Story) -> str:
    share = story.words.share
    buttons = "".join(
        around("amp-social-share", element("span", text), type_=f"kind-{n}")
        for n, text in enumerate(share.buttons)
    )
    return around("div", element("span", share.title) + buttons, class_="amp-wp-share")


def _credit(story: Story) -> list[Piece]:
    if not story.article.credit:
        return []
    return [Piece("credit", element("p", story.article.credit, class_="source"))]


def _below(story: Story) -> list[Piece]:
    words = story.words
    tags = "".join(link(f"/tag/{n}", tag) for n, tag in enumerate(story.article.tags))
    related = "".join(
        f'<li><amp-img src="/media/{o.slug}-s.jpg" width="80" height="60"></amp-img>'
        f"{link(article_url(o), o.title)}</li>"
        for o in story.others[:3]
    )
    heading = element("h3", words.must_read)
    older = link(latest_path(story.host, story.article.language, 1), words.older)
    return [
        Piece("tag-list", around("div", element("span", words.tags) + tags, class_="amp-wp-tags")),
        *_author(story),
        Piece("related-list", around("div", f"{heading}<ul>{related}</ul>", class_="amp-related")),
        *_comments(story),
        Piece("comment-form", _reply_form(story)),
        Piece("navigation", around("nav", older, class_="pager")),
    ]


def _author(story: Story) -> list[Piece]:
    if not story.article.authors or story.number(2, "bio"):
        return []
    words, name = story.words, story.article.authors[0]
    text = words.bio.format(name=name, section=story.article.section, site=story.host.site_name)
    inner = element("h4", words.about_author) + element("p", text)
    return [Piece("author-bio", around("div", inner, class_="author-bio"))]


def _comments(story: Story) -> list[Piece]:
    """Readers' comments, on every second page."""
    if story.number(2, "comments"):
        return []
    words = story.words.comments
    count = 1 + story.number(len(words.entries), "how many")
    items = "".join(
        around("li", element("b", name) + element("p", text) + element("button", words.reply))
        for name, text in words.entries[:count]
    )
    heading = element("h3", words.title.format(n=count))
    return [Piece("comments", around("section", f"{heading}<ol>{items}</ol>", class_="comments"))]


def _reply_form(story: Story) -> str:
    words = story.words.comments
    fields = "".join(f"<input{attributes(placeholder=text)}>" for text in words.fields)
    inner = element("h3", words.form) + f"<form>{fields}" + element("p", words.note)
    return around("div", f"{inner}{element('button', words.button)}</form>", class_="respond")


def block_html(story: Story, n: int, block: TextBlock) -> str:
    """One block of the article."""
    text = inline(story, n, block)
    match block.kind:
        case "heading":
            return f"<h{block.level}>{text}</h{block.level}>"
        case "caption":
            picture = f'<amp-img src="/media/{story.article.slug}-{n}.jpg" {SIZE}></amp-img>'
            return f"<figure>{picture}<figcaption>{text}</figcaption></figure>"
        case "table-row":
            return around("tr", "".join(element("td", cell) for cell in cells(block.text)))
        case "quote":
            return f"<blockquote>{text}</blockquote>"
        case "list-item" | "preformatted":
            tag = "li" if block.kind == "list-item" else "pre"
            return f"<{tag}>{text}</{tag}>"
        case _:
            return f"<p>{text}</p>"


def insert_html(story: Story, insert: Insert) -> str:
    """What stands between two blocks."""
    words = story.words
    if insert.kind == "ad-marker":
        label = element("span", insert.text, class_="amp-ad-label")
        return f'{label}<amp-ad width="300" height="250" type="house"></amp-ad>'
    if insert.kind == "newsletter":
        letter = words.newsletter
        inner = element("h4", letter.title) + element("p", letter.prose)
        return around("div", inner + element("button", letter.button), class_="amp-newsletter")
    return headline_html(story, insert)


def headline_html(story: Story, insert: Insert) -> str:
    """Another article's headline, in one of five shapes."""
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
            return f"<p>{cue}{anchor}</p>"
        case "label":
            return f'<div class="also">{element("p", cue)}<p>{anchor}</p></div>'
        case _:
            picture = (
                f'<amp-img src="/media/{target.slug}-s.jpg" width="120" height="80"></amp-img>'
            )
            day = element("time", story.words.day(target.published))
            return around("div", f"{picture}<h4>{anchor}</h4>{day}", class_="card")


def entry(article: NewsArticle) -> str:
    """An article in a list."""
    label = link(section_path(article), article.section)
    heading = around("h2", link(article_url(article), article.title))
    return around("div", heading + label, class_="amp-list-item")


def _body(story: Story) -> list[Piece]:
    return body(story, block_html, insert_html)


THEME = Theme(frame, _body, article, entry)
