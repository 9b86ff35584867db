"""A hand-made content management system of 2003: tables for layout, `<br>`, `<font>`, no classes.

Nothing is stated in the head; authors and dates stand in the text alone.
"""

from collections.abc import Sequence
from html import escape

from tests.site.body import body, cells
from tests.site.head import alternate, iso_day
from tests.site.hosts import article_url, dated, latest_path, sections
from tests.site.inserts import Insert
from tests.site.markup import around, element, inline, link
from tests.site.newsroom import NewsArticle, TextBlock, articles
from tests.site.story import Piece, Story
from tests.site.themes.theme import Theme, View

DROP_CAP = '<font size="6">{}</font>'
END = "<br>\n<br>\n"


def frame(view: View, main: Sequence[Piece]) -> list[Piece]:
    """A table of three columns: menu, the page, what is most read."""
    return [
        *_top(view),
        *_menu(view),
        Piece("markup", '<td width="60%" valign="top">'),
        *main,
        Piece("markup", "</td>"),
        *_right(view),
        *_bottom(view),
    ]


def _top(view: View) -> list[Piece]:
    declared = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={view.encoding.label}">'
    )
    charset = declared if view.encoding.in_meta else ""
    title = element("title", f"{view.host.site_name} : {view.title}")
    tongue = f' lang="{view.language}"' if len(view.title) % 2 else ""
    return [
        Piece("markup", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">'),
        Piece("markup", f"<HTML{tongue}><HEAD>{charset}{title}{alternate(view.host)}{view.head}"),
        Piece("style", "<STYLE>td{font-family:serif} a:hover{color:red}</STYLE></HEAD>"),
        Piece(
            "markup", '<BODY bgcolor="#ffffff"><table width="100%" border="0"><tr><td colspan="3">'
        ),
        Piece("site-name", f'<font size="6"><b>{link("/", view.host.site_name)}</b></font>'),
        Piece(
            "search",
            f'<form action="/s.php"><input name="q"><button>{view.words.search}</button></form>',
        ),
        Piece("markup", "</td></tr>\n<tr>"),
    ]


def _menu(view: View) -> list[Piece]:
    names = sections(view.host, view.language)
    links = "<br>\n".join(link(path, name) for name, path in names.items())
    tongues = " | ".join(
        link(latest_path(view.host, lang, 1), lang.upper()) for lang in view.host.languages
    )
    menu = f'<td width="20%" valign="top"><b>{link("/", view.words.home)}</b><br>{links}<hr>'
    return [Piece("navigation", menu), Piece("language-menu", f"{tongues}</td>")]


def _right(view: View) -> list[Piece]:
    words = view.words
    found = [a for a in articles(view.host.folder) if a.language == view.language][:3]
    links = "<br><br>".join(link(article_url(a), a.title) for a in found)
    letter = f"<b>{words.newsletter.title}</b><br>{words.newsletter.prose}<br>"
    form = (
        f"<form>{words.newsletter.field} <input><button>{words.newsletter.button}</button></form>"
    )
    banner = f'<center><font size="1">{words.ad_labels[0]}</font><br><img src="/b/1.gif"></center>'
    return [
        Piece("markup", '<td width="20%" valign="top">'),
        Piece("ad-marker", banner),
        Piece("most-read", f"<b>{words.most_read}</b><br>{links}<hr>"),
        Piece("newsletter", letter + form),
        Piece("markup", "</td></tr>"),
    ]


def _bottom(view: View) -> list[Piece]:
    words = view.words
    links = " | ".join(link("/about.php", text) for text in words.footer.links)
    desk = link("/private/notes.txt", "@")
    rights = f"© 2003–2025 {view.host.site_name}. {words.footer.rights}"
    return [
        Piece(
            "footer", f'<tr><td colspan="3" align="center"><hr>{links} {desk}<br>{rights}</td></tr>'
        ),
        Piece("markup", "</table>"),
        Piece("script", "<script>document.write('<p>'+new Date()+'</p>')</script>"),
        Piece("noscript", f"<noscript>{words.noscript}<img src='/counter.gif'></noscript>"),
        Piece("hidden", f'<div style="display:none">{words.cookies.prose}</div>'),
        Piece("comment", "<!-- counter <a href='/counter'>top</a> -->"),
        Piece("markup", "</BODY></HTML>"),
    ]


def article(story: Story, content: Sequence[Piece], extra_head: str = "") -> list[Piece]:
    """The page of a story."""
    found = story.article
    view = View(story.host, found.language, found.title, story.encoding, extra_head)
    main = [
        *_above(story),
        Piece("markup", "<div>"),
        *content,
        *_credit(story),
        Piece("markup", "</div>"),
        *_below(story),
    ]
    return frame(view, main)


def _above(story: Story) -> list[Piece]:
    article, words = story.article, story.words
    name = escape(article.title, quote=False)
    crumbs = f"{link('/', words.home)}{link(story.section_url, article.section)}{name}"
    title = f'<font size="5"><b>{name}</b></font>'
    found = [
        Piece("breadcrumb", f'<font size="1">{crumbs}</font><br>'),
        Piece("title", title if story.number(2, "h1") else element("h1", article.title)),
        Piece("date", f'<br><font size="2" color="gray">{_date(story)}</font>'),
    ]
    if article.authors:
        by = escape(words.by.format(names=words.names(article.authors)))
        found.append(Piece("byline", f'<br><font size="2">{by}</font>'))
    return [*found, Piece("markup", "<hr>")]


def _date(story: Story) -> str:
    """The time of publication, without a zone; on some pages the day alone."""
    published, words = story.article.published, story.words
    if dated(story.article) == "day":
        return story.pick((iso_day(published), words.day(published)), "day")
    return words.moment(published)


def _credit(story: Story) -> list[Piece]:
    if not story.article.credit:
        return []
    return [Piece("credit", element("i", story.article.credit) + END)]


def _below(story: Story) -> list[Piece]:
    words = story.words
    tags = ", ".join(link(f"/tag.php?t={n}", tag) for n, tag in enumerate(story.article.tags))
    share = " ".join(link(f"/share.php?{n}", text) for n, text in enumerate(words.share.buttons))
    others = "".join(
        f"<li>{link(article_url(o), o.title)} ({words.day(o.published)})" for o in story.others[:4]
    )
    return [
        Piece("tag-list", f'<font size="2">{words.tags}: {tags}</font><br>'),
        Piece("share", f'<font size="2">{words.share.title}: {share}</font><hr>'),
        Piece("related-list", f"<b>{words.must_read}</b><ul>{others}</ul>"),
        *_comments(story),
        Piece("comment-form", _reply_form(story)),
    ]


def _comments(story: Story) -> list[Piece]:
    """Readers' comments, on every second page."""
    if story.number(2, "comments"):
        return []
    words = story.words.comments
    count = 1 + story.number(len(words.entries), "how many")
    rows = "".join(
        f'<tr><td bgcolor="#eeeeee"><b>{name}</b></td></tr><tr><td>{text}<br>'
        f"{link('#add', words.reply)}</td></tr>"
        for name, text in words.entries[:count]
    )
    heading = f"<b>{words.title.format(n=count)}</b>"
    return [Piece("comments", f'{heading}<table width="100%">{rows}</table>')]


def _reply_form(story: Story) -> str:
    words = story.words.comments
    fields = "<br>".join(f"{text} <input>" for text in words.fields)
    button = element("button", words.button)
    return f'<a name="add"></a><b>{words.form}</b><form>{fields}<br>{words.note}<br>{button}</form>'


def block_html(story: Story, n: int, block: TextBlock) -> str:
    """One block of the article: lines between `<br><br>`, or a `<div>` each."""
    text = _old_entities(inline(story, n, block, DROP_CAP))
    match block.kind:
        case "heading":
            return _line(story, f"<b>{text}</b>")
        case "caption":
            picture = f'<tr><td><img src="/i/{story.number(900, str(n))}.jpg"></td></tr>'
            row = f'<tr><td><font size="1" color="gray">{text}</font></td></tr>'
            return f'<table align="center" cellpadding="2">{picture}{row}</table>'
        case "quote":
            return f"<blockquote>{text}</blockquote>"
        case "list-item":
            return f"<li>{text}"
        case "preformatted":
            return f"<pre>{text}</pre>"
        case "table-row":
            return around("tr", "".join(element("td", cell) for cell in cells(block.text)))
        case _:
            return _line(story, text)


def _line(story: Story, html: str) -> str:
    match story.number(3, "lines"):
        case 0:
            return f"<div>{html}</div>"
        case 1:
            return f'<div align="justify">&nbsp;&nbsp;&nbsp;{html}</div>'
        case _:
            return html + END


def _old_entities(html: str) -> str:
    """Quotes and dashes as the old editor wrote them; lines broken now and then."""
    for character, entity in (("«", "&laquo;"), ("»", "&raquo;"), (" — ", "&nbsp;&mdash; ")):
        html = html.replace(character, entity)
    return html.replace(". ", ".\n")


def insert_html(story: Story, insert: Insert) -> str:
    """What stands between two blocks."""
    words = story.words
    if insert.kind == "ad-marker":
        return _line(story, f'<font size="1" color="#999999">{insert.text}</font>')
    if insert.kind == "newsletter":
        letter = words.newsletter
        form = f"<form><input><button>{letter.button}</button></form>"
        cell = f"<td><b>{letter.title}</b><br>{letter.prose}{form}</td>"
        return f'<table border="1"><tr>{cell}</tr></table>'
    return headline_html(story, insert)


def headline_html(story: Story, insert: Insert) -> str:
    """Another article's headline, in one of five shapes."""
    target = insert.target
    assert target is not None
    cue = story.pick(story.words.read_also, "cue", target.slug)
    anchor = link(article_url(target), target.title)
    match insert.shape:
        case "bare":
            return _line(story, anchor)
        case "strong":
            return _line(story, f"<b>{anchor}</b>")
        case "cue":
            return _line(story, f"<b>{cue}</b> {anchor}")
        case "label":
            return _line(story, f"<i>{cue}</i>") + _line(story, anchor)
        case _:
            picture = f'<img src="/i/{story.number(900, target.slug)}s.jpg" width="60">'
            day = f'<br><font size="1">{iso_day(target.published)}</font>'
            return f"<table><tr><td>{picture}</td><td>{anchor}{day}</td></tr></table>"


def entry(article: NewsArticle) -> str:
    """An article in a list."""
    lead = f"<br>{escape(article.description)}" if article.description else ""
    return f"{iso_day(article.published)} {link(article_url(article), article.title)}{lead}<br><br>"


def _body(story: Story) -> list[Piece]:
    return body(story, block_html, insert_html)


THEME = Theme(frame, _body, article, entry)
