"""An element has a container only where a block stands in it, with all the words of its names."""

from lxml import html

from cleaners.elements import ROLES, Opened, is_block, is_data_row, why_hidden


def test_a_container_is_made_once_with_those_around_it() -> None:
    opened = Opened()
    opened.open("div", html.fromstring('<div id="Main" class="story-body wide"></div>'))
    outer = opened.container()
    opened.open("p", html.fromstring('<p class="lead" role="note" itemprop="articleBody">'))
    made = opened.container()
    assert made is not None
    assert outer is not None
    assert made.parent is outer
    assert made.names == {"p", "lead", "note", "articlebody"}
    assert outer.names == {"div", "main", "story-body", "story", "body", "wide"}
    assert opened.container() is made
    opened.close()
    assert opened.container() is outer


def test_the_kind_of_a_block_is_said_by_the_innermost_element_that_says_it() -> None:
    opened = Opened()
    opened.open("li", html.fromstring("<li></li>"))
    opened.open("div", html.fromstring("<div></div>"))
    said = [opened.said]
    opened.open("h3", html.fromstring("<h3></h3>"))
    said.append(opened.said)
    opened.close()
    said.append(opened.said)
    assert said == [("list-item", None), ("heading", 3), ("list-item", None)]


def test_a_custom_element_is_a_block_but_within_a_paragraph() -> None:
    tree = html.fromstring("<div><x-part>a</x-part><p>b <x-word>c</x-word></p></div>")
    part, word = tree.find("x-part"), tree.find("p/x-word")
    assert "x-part" not in ROLES
    assert (is_block(part), is_block(word)) == (True, False)


def test_hidden_elements_say_why() -> None:
    tags = ('<p style="color:red">', '<p style="DISPLAY : none">', "<p hidden>", "<noscript>")
    assert [why_hidden(html.fromstring(tag)) for tag in tags] == [
        None,
        "style DISPLAY : none",
        "attribute hidden",
        "noscript, shown only without JavaScript",
    ]


def test_a_row_of_short_cells_is_data_and_one_with_a_block_is_layout() -> None:
    rows = ("<td>1</td><td>2</td>", "<td>1</td>", "<td>1</td><td><div>2</div></td>")
    told = [html.fromstring(f"<table><tr>{row}</tr></table>").find(".//tr") for row in rows]
    assert [is_data_row(row) for row in told] == [True, False, False]
