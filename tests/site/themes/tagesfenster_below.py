"""The block theme below the article."""

from tests.site.hosts import article_url, latest_path
from tests.site.markup import around, attributes, element, link
from tests.site.story import Piece, Story


def below(story: Story) -> list[Piece]:
    """Tags, the author, related stories, comments, a link to the archive."""
    archive = link(latest_path(story.host, story.article.language, 1), story.words.older)
    return [
        *_tags(story),
        *_author(story),
        Piece("related-list", _related(story)),
        *_comments(story),
        Piece("comment-form", _reply_form(story)),
        Piece("navigation", around("nav", archive, class_="wp-block-query-pagination")),
    ]


def _tags(story: Story) -> list[Piece]:
    links = ", ".join(link(f"/tag/{n}/", t, rel="tag") for n, t in enumerate(story.article.tags))
    label = element("span", f"{story.words.tags}: ", class_="wp-block-post-terms__prefix")
    return [Piece("tag-list", around("div", label + links, class_="wp-block-post-terms"))]


def _author(story: Story) -> list[Piece]:
    """A few lines on the author, where the article has one and the desk wrote them."""
    if not story.article.authors or story.number(2, "bio"):
        return []
    words, name = story.words, story.article.authors[0]
    text = words.bio.format(name=name, section=story.article.section, site=story.host.site_name)
    inner = element("h3", words.about_author) + element("p", text)
    return [Piece("author-bio", around("div", inner, class_="wp-block-post-author-biography"))]


def _related(story: Story) -> str:
    items = "".join(
        around("li", around("h4", link(article_url(other), other.title)))
        for other in story.others[:3]
    )
    heading = element("h3", story.words.must_read, class_="wp-block-heading")
    return around("section", f"{heading}<ul>{items}</ul>", class_="wp-block-query related-posts")


def _comments(story: Story) -> list[Piece]:
    """Readers' comments, on every second page."""
    if story.number(2, "comments"):
        return []
    words = story.words.comments
    count = 1 + story.number(len(words.entries), "how many")
    items = "".join(
        around("li", _comment(story, name, text, n), class_="comment")
        for n, (name, text) in enumerate(words.entries[:count])
    )
    heading = element("h2", words.title.format(n=count), class_="wp-block-comments-title")
    html = f'{heading}<ol class="wp-block-comment-template">{items}</ol>'
    return [Piece("comments", around("div", html, class_="wp-block-comments"))]


def _comment(story: Story, name: str, text: str, n: int) -> str:
    when = story.words.moment(story.article.changed.replace(minute=7 + n))
    return (
        element("div", name, class_="wp-block-comment-author-name")
        + element("time", when)
        + element("p", text)
        + link("#respond", story.words.comments.reply)
    )


def _reply_form(story: Story) -> str:
    words = story.words.comments
    title = element("h3", words.form, class_="comment-reply-title")
    fields = "".join(
        element("label", text) + f'<input name="f{n}">' for n, text in enumerate(words.fields)
    )
    note = element("p", words.note, class_="comment-notes")
    button = f'<input type="submit"{attributes(value=words.button)}>'
    form = around("form", note + fields + button, class_="comment-form")
    return around("div", title + form, class_="comment-respond")
