"""The "newspaper" theme below the article and beside it."""

from tests.site.head import image_url
from tests.site.hosts import article_url, latest_path
from tests.site.markup import around, element, link
from tests.site.newsroom import articles
from tests.site.story import Piece, Story
from tests.site.themes.theme import View

SPOT = '<div class="td-spot-id-sidebar"><img src="/media/spot-300.png" alt="spot_img"></div>'


def below(story: Story) -> list[Piece]:
    """Tags, the neighbours, the author, related stories, comments: in the theme's order."""
    return [
        *_tags(story),
        *_neighbours(story),
        *_author(story),
        Piece("related-list", _related(story)),
        *_comments(story),
        Piece("comment-form", _reply_form(story)),
        Piece("ad-marker", f'<div class="td-a-rec">{SPOT}</div>'),
    ]


def _tags(story: Story) -> list[Piece]:
    items = "".join(
        around("li", link(f"/tag/{n}/", tag)) for n, tag in enumerate(story.article.tags)
    )
    label = element("li", story.words.tags.upper(), class_="tdb-tags-label")
    return [Piece("tag-list", around("ul", label + items, class_="tdb-tags td-post-small-box"))]


def _neighbours(story: Story) -> list[Piece]:
    if len(story.others) < 2:
        return []
    last, following = story.others[-2:]
    html = "".join(
        around("div", element("span", label) + link(article_url(other), other.title))
        for label, other in (("Previous article", last), ("Next article", following))
    )
    return [Piece("related-list", around("div", html, class_="tdb-next-prev td-next-prev-wrap"))]


def _author(story: Story) -> list[Piece]:
    if not story.article.authors:
        return []
    name = story.article.authors[0]
    text = story.words.bio.format(
        name=name, section=story.article.section, site=story.host.site_name
    )
    inner = link("/author/desk/", name, class_="tdb-author-name") + element(
        "div", text, class_="tdb-author-descr"
    )
    return [Piece("author-bio", around("div", inner, class_="tdb-author-box td_block_author_box"))]


def _related(story: Story) -> str:
    heading = element("h4", story.words.must_read, class_="td-block-title")
    cards = "".join(
        around(
            "div",
            f'<img src="{image_url(story)}" alt="">'
            + around("h3", link(article_url(other), other.title), class_="entry-title")
            + element("span", story.words.day(other.published), class_="td-post-date"),
            class_="td_module_flex td_module_wrap",
        )
        for other in story.others[:4]
    )
    return around("div", heading + cards, class_="td_block_wrap td_block_related_posts")


def _comments(story: Story) -> list[Piece]:
    """Readers' comments, on every third page."""
    if story.number(3, "comments"):
        return []
    words = story.words.comments
    count = 1 + story.number(len(words.entries), "how many")
    items = "".join(
        around(
            "li",
            element("cite", name, class_="fn")
            + element("p", text)
            + element("a", words.reply, href="#respond", class_="comment-reply-link"),
            class_="comment depth-1",
        )
        for name, text in words.entries[:count]
    )
    heading = element("h4", words.title.format(n=count).upper(), class_="td-comments-title")
    return [Piece("comments", around("div", f"{heading}<ol>{items}</ol>", id="comments"))]


def _reply_form(story: Story) -> str:
    words = story.words.comments
    cancel = element("small", words.cancel, style="display:none;")
    title = f'<h3 id="reply-title" class="comment-reply-title">{words.form} {cancel}</h3>'
    warnings = "".join(element("div", text, class_="td-warning-comment") for text in words.fields)
    consent = f'<input type="checkbox" id="consent">{element("label", words.note, for_="consent")}'
    button = f'<input type="submit" value="{words.button}">'
    form = around("form", f"<textarea></textarea>{warnings}{consent}{button}", id="commentform")
    return around("div", title + form, class_="comment-respond", id="respond")


def sidebar(view: View) -> list[Piece]:
    """Most read, a newsletter box, a spot."""
    words = view.words
    host_articles = articles(view.host.folder)
    items = "".join(around("li", link(article_url(a), a.title)) for a in host_articles[:3])
    more = link(latest_path(view.host, view.language, 1), words.older, class_="td_ajax_load_more")
    letter = element("h4", words.newsletter.title) + element("p", words.newsletter.prose)
    return [
        Piece("markup", '<div class="td-pb-span4 td-main-sidebar" role="complementary">'),
        Piece("ad-marker", element("span", "- Advertisement -", class_="td-adspot-title") + SPOT),
        Piece(
            "most-read", around("div", f"{element('h4', words.most_read)}<ol>{items}</ol>{more}")
        ),
        Piece("newsletter", around("div", letter, class_="tds-newsletter")),
        Piece("markup", "</div>"),
    ]
