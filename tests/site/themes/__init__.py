"""How the four hosts look: one module each, from a story to the pieces of its page."""

from collections.abc import Mapping

from tests.site.themes import harbourpost, nadwa, tagesfenster, vechernik
from tests.site.themes.theme import Theme

THEMES: Mapping[str, Theme] = {
    "harbourpost": harbourpost.THEME,
    "tagesfenster": tagesfenster.THEME,
    "vechernik": vechernik.THEME,
    "nadwa": nadwa.THEME,
}
