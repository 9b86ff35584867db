"""Pages that must come out complete, pages that must be refused, and dumps."""

import gzip

from quality.heavy_pages import HEAVY
from quality.hostile_page import (
    PROSE,
    Hostile,
    attributes,
    far_end,
    html,
    json,
    nested,
    repeated,
    tables,
    utf16,
    wrong_charset,
)

CORE = (
    Hostile("1,000 elements in each other", 1_000, nested("<div>a ", "</div>"), "whole"),
    Hostile("2,000 elements in each other, a block each", 2_000, nested(f"<div>{PROSE}"), "whole"),
    Hostile("a text node of 9 MB", 107_000, lambda n: html(f"<p>{PROSE * n}</p>"), "whole"),
    Hostile(
        "10,000 JSON-LD blocks",
        10_000,
        repeated(f"<p>{PROSE}", '<script type="application/ld+json">{"@type":"Thing"}</script>'),
        "whole",
    ),
    Hostile(
        "broken JSON-LD of 1 MB", 35_000, lambda n: json('{"headline":"A\\q", "b":[1,', n), "whole"
    ),
    Hostile("NUL everywhere", 9_000, repeated("<p>a\x00b \x00</p>\x00"), "whole"),
    Hostile("&#1; everywhere", 11_000, repeated("<p>a&#1;b&#0;c&#x1f;</p>"), "whole"),
    Hostile("lone surrogates", 11_000, repeated("<p>a\ud800b \udfff</p>"), "whole"),
    Hostile("a wrong charset", 2_000, wrong_charset, "whole"),
    Hostile("UTF-16 without a mark", 2_000, utf16, "whole"),
    Hostile("tables 200 deep", 200, tables, "whole"),
    Hostile(
        "nothing is closed", 400, repeated(f"<ul><li><b><a href=x>{PROSE}</table></i>"), "whole"
    ),
    Hostile("text behind the end", 5_500, far_end, "whole"),
)
"""What must come out complete."""

REFUSED = (
    Hostile("100,000 elements in each other", 100_000, nested("<div>", "</div>"), "too-deep"),
    Hostile("50 MB of text", 610_000, lambda n: html(f"<p>{PROSE * n}"), "too-big"),
    Hostile("a million links", 1_000_000, repeated("<a href=/x>y</a>"), "too-many-tags"),
    Hostile("a million attributes in a tag", 1_000_000, attributes, "too-many-attributes"),
    Hostile(
        "a million attributes in 100,000 tags",
        100_000,
        repeated("<p a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9 j=0>"),
        "too-many-attributes",
    ),
    Hostile("a million <br>", 1_000_000, repeated("<br>"), "too-many-tags"),
    Hostile("an empty file", 1, lambda n: b"", "empty"),
    Hostile(
        "a PDF called HTML", 20_000, lambda n: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" * n, "not-html"
    ),
    Hostile("a PNG called HTML", 20_000, lambda n: b"\x89PNG\r\n\x1a\n\x00\x00" * n, "not-html"),
    Hostile(
        "a JPEG called HTML", 20_000, lambda n: b"\xff\xd8\xff\xe0\x00\x10JFIF" * n, "not-html"
    ),
    Hostile("a ZIP called HTML", 20_000, lambda n: b"PK\x03\x04\x14\x00\x08" * n, "not-html"),
    Hostile("a film called HTML", 20_000, lambda n: b"\x00\x00\x00\x20ftypisom" * n, "not-html"),
    Hostile("gzip called HTML", 1_000, lambda n: gzip.compress(html(PROSE * n)), "not-html"),
    Hostile("200,000 comments", 200_000, repeated("<!-- a --><!-- b -->"), "too-many-tags"),
    Hostile("half a million table cells", 500_000, repeated("<td>1"), "too-many-tags"),
    Hostile("a million open inline elements", 1_000_000, nested("<b>"), "too-many-tags"),
    Hostile("200,000 open inline elements", 200_000, nested("<b>x"), "too-deep"),
)
"""What must be refused at full size, by which name."""

PAGES = (*CORE, *REFUSED, *HEAVY)

DUMPS = (
    Hostile("dump: 50 MB", 610_000, lambda n: (PROSE * n).encode(), "too-big"),
    Hostile("dump: a million lines", 1_000_000, lambda n: b"a line\n" * n, "too-many-blocks"),
    Hostile("dump: a line of 20 MB", 240_000, lambda n: (PROSE * n).encode(), "text-too-long"),
    Hostile("dump: a line of 9 MB", 107_000, lambda n: (PROSE * n).encode(), "whole"),
    Hostile("dump: 11,000 short lines", 11_000, lambda n: b"A line of the dump\n" * n),
    Hostile("dump: 11,000 paragraphs", 11_000, lambda n: (PROSE + "\n").encode() * n),
    Hostile(
        "dump: 5,500 headlines between prose",
        5_500,
        lambda n: "".join(
            f"Council approves the {i} budget after debate\n{PROSE}{i}.\n" for i in range(n)
        ).encode(),
    ),
    Hostile("dump: 11,000 comment lines", 11_000, lambda n: b"12 comments\nReply\n" * (n // 2)),
    Hostile("dump: 11,000 lines with a colon", 11_000, lambda n: b"Read also:\n" * n),
    Hostile(
        "dump: 5,500 clauses and prose",
        5_500,
        lambda n: (PROSE + "\nThe council of the town has said so again and\n").encode() * n,
    ),
    Hostile("dump: a word of 5 MB", 5_000_000, lambda n: b"x" * n),
    Hostile("dump: a path of 500,000 parts", 500_000, lambda n: b"Home > News / " * n),
)
"""The same for `clean_text`."""
