"""A theme like the "newspaper" kind that many small English papers bought: `td-` and `tdb-`."""

from collections.abc import Sequence

from tests.site.body import body, cells
from tests.site.head import alternate, charset_meta, image_url, meta
from tests.site.hosts import article_url, section_path, sections
from tests.site.inserts import Insert
from tests.site.markup import around, attributes, element, inline, link
from tests.site.newsroom import NewsArticle, TextBlock
from tests.site.story import Piece, Story
from tests.site.themes.harbourpost_below import below, sidebar
from tests.site.themes.theme import Theme, View

SPOT = '<a href="/advertise/" class="td-spot"><img src="/media/spot.png" alt="spot_img"></a>'


def frame(view: View, main: Sequence[Piece]) -> list[Piece]:
    """Head, header, the main column, sidebar, footer."""
    return [
        *_head(view),
        *_header(view),
        Piece("markup", '<div class="td-main-content-wrap td-container-wrap"><div class="td-row">'),
        Piece("markup", '<div class="td-pb-span8 td-main-content" role="main">'),
        *main,
        Piece("markup", "</div>"),
        *sidebar(view),
        Piece("markup", "</div></div>"),
        *_footer(view),
    ]


def _head(view: View) -> list[Piece]:
    title = element("title", f"{view.title} - {view.host.site_name}")
    return [
        Piece(
            "markup",
            f'<!doctype html>\n<html lang="{view.language}" prefix="og: http://ogp.me/ns#">',
        ),
        Piece("markup", f"<head>{charset_meta(view.encoding)}{title}\n{view.head}"),
        Piece("markup", alternate(view.host)),
        Piece(
            "style", "<style>.td-post-content p{margin:0 0 1em} .tdi_7:before{content:'x'}</style>"
        ),
        Piece(
            "script", "<script>window.tdBlocks=[];tdBlocks.push('<p>Not an article</p>');</script>"
        ),
        Piece("markup", '</head>\n<body class="post-template-default single td-standard-pack">'),
        Piece("comment", "<!-- theme 12.6, cached page; do not edit <p>by hand</p> -->"),
    ]


def _header(view: View) -> list[Piece]:
    words = view.words
    menu = "".join(
        around("li", link(path, name), class_="menu-item")
        for name, path in list(sections(view.host, view.language).items())[:6]
    )
    search = (
        f'<form class="td-search-form" action="/"><input name="s" placeholder="{words.search}">'
    )
    button = element("button", words.search, class_="td-header-search-button")
    return [
        Piece(
            "hidden",
            link("#content", words.skip, class_="screen-reader-text", style="display:none"),
        ),
        Piece("markup", '<header class="td-header-wrap">'),
        Piece("site-name", link("/", view.host.site_name, class_="tdb-logo-a")),
        Piece("navigation", f'<nav class="td-header-menu"><ul class="sf-menu">{menu}</ul></nav>'),
        Piece("search", f"{search}{button}</form>"),
        Piece("markup", "</header>"),
    ]


def _footer(view: View) -> list[Piece]:
    words = view.words
    links = "".join(around("li", link("/about/", text)) for text in words.footer.links)
    desk = link("/private/desk-notes/", "Desk")
    cookies = element("p", words.cookies.prose) + "".join(
        element("button", text) for text in (words.cookies.accept, words.cookies.settings)
    )
    rights = element("div", f"© 2025 {view.host.site_name}. {words.footer.rights}")
    return [
        Piece(
            "footer", f'<footer class="td-footer-wrapper"><ul>{links}<li>{desk}</li></ul>{rights}'
        ),
        Piece("follow", element("h4", words.footer.follow, class_="td-block-title") + "</footer>"),
        Piece("cookie-notice", around("div", cookies, class_="cookie-banner", role="dialog")),
        Piece(
            "template",
            '<template id="td-modal"><p>Log in to read your saved stories</p></template>',
        ),
        Piece("noscript", f"<noscript><p>{words.noscript}</p></noscript>"),
        Piece("hidden", '<div class="td-login-modal" hidden><p>Forgot your password?</p></div>'),
        Piece("markup", "<script>tdBlocks.init&&tdBlocks.init()</script></body></html>"),
    ]


def article(story: Story, content: Sequence[Piece], extra_head: str = "") -> list[Piece]:
    """The page of a story."""
    view = View(
        story.host,
        story.article.language,
        story.article.title,
        story.encoding,
        meta(story) + extra_head,
    )
    classes = f"post-{story.number(90_000, 'post')} post type-post status-publish hentry"
    main = [
        Piece("markup", f'<article class="{classes}" id="content">'),
        *_above(story),
        Piece(
            "markup", '<div class="td_block_wrap tdb_single_content td-post-content tagdiv-type">'
        ),
        *content,
        *_credit(story),
        Piece("markup", "</div>"),
        *below(story),
        Piece("markup", "</article>"),
    ]
    return frame(view, main)


def _above(story: Story) -> list[Piece]:
    """Breadcrumb, title, byline, date, share bar, picture."""
    article, words = story.article, story.words
    crumbs = (
        around("span", link("/", words.home))
        + around("span", link(story.section_url, article.section))
        + element("span", article.title, class_="td-bread-san")
    )
    category = link(story.section_url, article.section, class_="tdb-entry-category")
    stamp = element(
        "time",
        words.day(article.published),
        class_="entry-date updated td-module-date",
        datetime=article.published.isoformat(),
    )
    found = [
        Piece("breadcrumb", around("div", crumbs, class_="tdb-breadcrumbs entry-crumbs")),
        Piece("section-label", around("div", category, class_="tdb-category td-fix-index")),
        Piece("title", element("h1", article.title, class_="tdb-title-text")),
    ]
    if shows_standfirst(article):
        text = article.description or ""
        found.append(Piece("standfirst", element("p", text, class_="td-post-sub-title")))
    if article.authors:
        found.append(Piece("byline", _byline(story)))
    return [
        *found,
        Piece("date", around("div", stamp, class_="tdb-post-meta tdb_single_date")),
        Piece("share", _share(story)),
        Piece(
            "picture", f'<figure><img src="{image_url(story)}" alt="" class="entry-thumb"></figure>'
        ),
    ]


def shows_standfirst(article: NewsArticle) -> bool:
    """Whether the page prints the description above the text: half of those that have one."""
    return article.description is not None and len(article.slug) % 2 == 0


def _byline(story: Story) -> str:
    names = story.words.names(story.article.authors)
    by = element("span", "By", class_="tdb-author-by")
    return around(
        "div", f"{by} {link('/author/desk/', names, rel='author')}", class_="tdb-author-name-wrap"
    )


def _share(story: Story) -> str:
    share = story.words.share
    label = element("div", share.title, class_="td-social-share-text")
    buttons = "".join(
        around("a", element("div", text, class_="td-social-but-text"), href=f"/share?{n}")
        for n, text in enumerate(share.buttons)
    )
    return around("div", label + buttons, class_="tdb_single_post_share td-post-sharing")


def _credit(story: Story) -> list[Piece]:
    if not story.article.credit:
        return []
    tag = story.pick(("em", "strong", "span"), "credit")
    return [Piece("credit", around("p", element(tag, story.article.credit)))]


def block_html(story: Story, n: int, block: TextBlock) -> str:
    """One block of the article."""
    text = inline(story, n, block)
    if block.kind == "heading":
        bold = story.number(3, "bold-heading") == 0
        inner = f"<strong>{text}</strong>" if bold else text
        return f"<h{block.level}>{inner}</h{block.level}>"
    if block.kind == "caption":
        picture = f'<img src="/media/{story.article.slug}-{n}.jpg" alt="" width="640">'
        caption = around("figcaption", text, class_="wp-caption-text")
        return around("figure", picture + caption, class_="wp-caption aligncenter")
    if block.kind == "table-row":
        return around("tr", "".join(element("td", cell) for cell in cells(block.text)))
    tag = {"list-item": "li", "quote": "blockquote", "preformatted": "pre"}.get(block.kind, "p")
    return f"<{tag}><p>{text}</p></{tag}>" if tag == "blockquote" else f"<{tag}>{text}</{tag}>"


def insert_html(story: Story, insert: Insert) -> str:
    """What stands between two blocks."""
    words = story.words
    if insert.kind == "ad-marker":
        label = element("span", insert.text, class_="td-adspot-title")
        return around("div", label + SPOT, class_="td-a-rec td-a-rec-id-content_inlineleft")
    if insert.kind == "newsletter":
        letter = words.newsletter
        inner = element("h4", letter.title) + element("p", letter.prose)
        form = f'<form><input placeholder="{letter.field}"><button>{letter.button}</button></form>'
        return around("div", inner + form, class_="tdm-newsletter td_block_newsletter")
    return headline_html(story, insert)


def headline_html(story: Story, insert: Insert) -> str:
    """Another article's headline, in one of five shapes."""
    target = insert.target
    assert target is not None
    url, cue = article_url(target), story.pick(story.words.read_also, "cue", target.slug)
    anchor = link(url, target.title)
    if insert.shape == "bare":
        return f"<p>{anchor}</p>"
    if insert.shape == "strong":
        return f"<p><strong>{anchor}</strong></p>"
    if insert.shape == "cue":
        return f"<p>{element('strong', cue)} {anchor}</p>"
    if insert.shape == "label":
        return f"<p>{element('strong', cue)}</p>\n<p>{anchor}</p>"
    picture = f"<img{attributes(src=f'/media/{target.slug}-218x150.jpg', alt=target.title)}>"
    thumb = around("a", picture, href=url)
    heading = around(
        "h3", link(url, target.title, rel="bookmark"), class_="entry-title td-module-title"
    )
    date = element("time", story.words.day(target.published), class_="entry-date")
    return around(
        "div", thumb + heading + date, class_="td_module_wrap td_module_mx4 td-animation-stack"
    )


def entry(article: NewsArticle) -> str:
    """An article in a list."""
    heading = around("h3", link(article_url(article), article.title), class_="entry-title")
    label = link(section_path(article), article.section, class_="td-post-category")
    teaser = element("div", article.description, class_="td-excerpt") if article.description else ""
    return around("div", heading + label + teaser, class_="td_module_10 td_module_wrap")


def _body(story: Story) -> list[Piece]:
    return body(story, block_html, insert_html)


THEME = Theme(frame, _body, article, entry)
