"""A flattened page has the text of every element, one line a block, and no markup."""

import pytest

from cleaners.tree import page_from_bytes, parse
from quality.flatten import flatten


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>One <b>bold</b> word</p><p>Two</p>", "One bold word\nTwo"),
        ("<div>A<p>B</p>C</div>", "A\nB\nC"),
        ("one<br>two<br><br>three", "one\ntwo\nthree"),
        ("<p>Seen <a href='/x'>the link</a>.</p>", "Seen the link."),
        ("<figure><img alt='A bridge'><figcaption>By night</figcaption></figure>",
         "A bridge\nBy night"),
        ("<img alt=''><img><p>x</p>", "x"),
        ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
        ("<p>a</p><script>var x</script><style>y</style><template>z</template><p>b</p>", "a\nb"),
        ("<noscript>Turn it on</noscript><p hidden>h</p>", "Turn it on\nh"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1\n2"),
        ("<p> spaced \n  out </p>tail", "spaced out\ntail"),
    ],
)  # fmt: skip
def test_each_block_is_one_line(body: str, lines: str) -> None:
    page = page_from_bytes(f"<html><head><title>T</title></head><body>{body}".encode())
    assert flatten(parse(page)) == lines
