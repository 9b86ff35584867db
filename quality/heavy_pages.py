"""Pages below the limits that cost most: much of one thing, to find what is not linear."""

import random

from quality.hostile_page import (
    PROSE,
    SEED,
    Hostile,
    html,
    json_deep,
    nested,
    numbered,
    paths,
    random_words,
    repeated,
    tables,
)

HEAVY = (
    Hostile("100,000 equal paragraphs", 100_000, repeated(f"<p>{PROSE}")),
    Hostile("11,000 equal paragraphs", 11_000, repeated(f"<p>{PROSE}")),
    Hostile("50,000 short paragraphs", 50_000, numbered("<p>Word # of many")),
    Hostile("11,000 short paragraphs", 11_000, numbered("<p>Word # of many")),
    Hostile("11,000 paragraphs of prose", 11_000, numbered(f"<p>Number #. {PROSE}")),
    Hostile("11,000 list items", 11_000, lambda n: html("<ul>" + "<li>An item of the list" * n)),
    Hostile("11,000 short lines in a list", 11_000, numbered("<ul><li>Item #</ul>")),
    Hostile("11,000 headings", 11_000, numbered("<h2>Heading #</h2>")),
    Hostile("5,500 headings with prose", 5_500, numbered(f"<h2>Heading #</h2><p>{PROSE}")),
    Hostile(
        "11,000 linked lines of one address",
        11_000,
        repeated("<p><a href=/x>The same story again</a>"),
    ),
    Hostile(
        "5,500 linked lines between prose",
        5_500,
        numbered(f"<p><a href=/s#>The story number #</a><p>{PROSE}"),
    ),
    Hostile(
        "120,000 links in a paragraph", 120_000, lambda n: html("<p>" + "<a href=/x>y</a> " * n)
    ),
    Hostile("240,000 <br>", 240_000, repeated("<br>x")),
    Hostile("240,000 <br> between sentences", 240_000, lambda n: html(f"{PROSE}<br>" * (n // 3))),
    Hostile("11,000 lines by <br><br>", 11_000, repeated("<br><br>x y z")),
    Hostile(
        "classes of 5 MB", 700_000, lambda n: html(f"<div class='{'a-b-c d ' * n}'>{PROSE}</div>")
    ),
    Hostile(
        "5,000 classes of 1,000 words",
        5_000,
        numbered(f"<div class='w# {'a b-c ' * 200}'>{PROSE}</div>"),
    ),
    Hostile("a word of 5 MB", 5_000_000, lambda n: html(f"<p>{'x' * n}")),
    Hostile("a word of 5 MB in Chinese", 3_000_000, lambda n: html(f"<p>{'文' * n}")),
    Hostile("a paragraph of 1 million words", 1_000_000, random_words),
    Hostile("a million entities", 1_000_000, repeated("&amp;&eacute;")),
    Hostile("100,000 comments", 100_000, repeated("<!-- a -->x<!-- b -->")),
    Hostile("120,000 table cells in a row", 120_000, lambda n: html("<table><tr>" + "<td>1" * n)),
    Hostile("11,000 table rows", 11_000, lambda n: html("<table>" + "<tr><td>1<td>2" * n)),
    Hostile("tables 600 deep", 600, tables),
    Hostile(
        "1,900 lists in each other, lines in the last",
        11_000,
        lambda n: html("<div>" * 1_900 + f"<p>{PROSE}" * n),
    ),
    Hostile(
        "2,000 deep, closed 240,000 times wrongly",
        240_000,
        lambda n: html("<div>" * 2_000 + "</p></b>" * (n // 2)),
    ),
    Hostile("bold 2,000 deep", 2_000, nested("<b>a ", "</b>")),
    Hostile("links 2,000 deep", 2_000, nested("<a href=x><div>a ", "</div></a>")),
    Hostile(
        "hidden 2,000 deep",
        1_000,
        nested("<div hidden><div style='display:none'>a ", "</div></div>"),
    ),
    Hostile("rows 900 deep", 900, nested("<table><tr><td>a<td>b", "</table>")),
    Hostile("JSON-LD 100,000 deep", 60_000, json_deep),
    Hostile(
        "JSON-LD of 100,000 articles",
        100_000,
        lambda n: html(
            PROSE,
            '<script type="application/ld+json">['
            + ",".join(['{"@type":"NewsArticle","headline":"x"}'] * n)
            + "]</script>",
        ),
    ),
    Hostile(
        "20,000 JSON-LD articles, a script each",
        20_000,
        repeated(
            "",
            '<script type="application/ld+json">{"@type":"Article","name":"Rain"}</script>',
        ),
    ),
    Hostile("a title of 5 MB", 1_000_000, lambda n: html(PROSE, f"<title>{'word ' * n}</title>")),
    Hostile("an h1 of 5 MB", 1_000_000, lambda n: html(f"<h1>{'word ' * n}</h1><p>{PROSE}")),
    Hostile(
        "a description of 5 MB",
        900_000,
        lambda n: html(PROSE * 20, f"<meta name=description content='{'word ' * n}'>"),
    ),
    Hostile(
        "80,000 meta tags",
        80_000,
        lambda n: html(
            PROSE, "".join(f"<meta property='article:tag' content='t{i}'>" for i in range(n))
        ),
    ),
    Hostile(
        "80,000 authors", 80_000, numbered("<a rel=author class=author href=/a#>Anna Berg #</a>")
    ),
    Hostile("11,000 times", 11_000, numbered("<time datetime='2026-01-01T00:00:#'>x</time>")),
    Hostile("80,000 pictures", 80_000, numbered("<img src=/a#.jpg alt='Picture #'>")),
    Hostile(
        "5,500 forms and labels",
        5_500,
        numbered("<form><label>Name #</label><button>Send</button></form>"),
    ),
    Hostile("11,000 comment forms", 11_000, repeated("<p>LEAVE A REPLY")),
    Hostile("11,000 lines of ad markers", 11_000, repeated("<p>Advertisement")),
    Hostile("11,000 labels with a colon", 11_000, repeated("<p>Read also:")),
    Hostile("11,000 lines that end open", 11_000, repeated("<p>The following is in the list:")),
    Hostile("11,000 bylines", 11_000, numbered("<p class=byline>By Anna Berg, # May 2026")),
    Hostile(
        "11,000 captions",
        11_000,
        numbered("<figure><figcaption>Photo: Anna Berg #</figcaption></figure>"),
    ),
    Hostile(
        "11,000 cookie notices", 11_000, repeated("<p>We use cookies to improve your experience")
    ),
    Hostile("11,000 titles once more", 11_000, repeated("<p>The harbour freezes")),
    Hostile("5,500 related lists", 5_500, repeated("<h3>Related articles</h3><p>More of it all")),
    Hostile("a path of 500,000 parts", 500_000, paths),
    Hostile("scripts without end", 200_000, repeated("<script>")),
    Hostile("comments without end", 200_000, repeated("<!--")),
    Hostile("240,000 bare '<'", 240_000, lambda n: html("<p>" + "< " * n)),
    Hostile(
        "preformatted lines, 5 MB", 250_000, lambda n: html("<pre>" + "a line of the dump\n" * n)
    ),
    Hostile("legacy bytes with scripts without end", 60_000, lambda n: b"\xcf\xf0\xe8<script>" * n),
    Hostile("legacy bytes, 5 MB", 500_000, lambda n: "Вчера мост ".encode("cp1251") * n),
    Hostile("EUC-JP bytes, 5 MB", 500_000, lambda n: "昨日、市内に".encode("euc-jp") * n),
    Hostile("random bytes, 5 MB", 5_000_000, lambda n: random.Random(SEED).randbytes(n)),
    Hostile("combining accents, 3 MB", 1_500_000, lambda n: html("<p>e" + "\u0301\u0323" * n)),
)
"""What may be refused or cleaned, but within 2 s of CPU and 500 MB."""
