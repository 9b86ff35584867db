"""The steps of cleaning, in order. Names are stored for years and never change their meaning."""

from cleaners.pipeline import Step
from cleaners.steps.ads import ad_marker
from cleaners.steps.authors import author_bio, byline, byline_below_summary
from cleaners.steps.comments import comment_form, comments
from cleaners.steps.embeds import embed_notice
from cleaners.steps.inline import inline_headline, known_headline
from cleaners.steps.judged import heading_at_end, main_text, outside_text
from cleaners.steps.lists import related_list, tag_list
from cleaners.steps.notes import appeal, disclaimer, newsroom_note, rights_notice
from cleaners.steps.plain_lines import bare_number, plain_headline, plain_navigation, trailing_lines
from cleaners.steps.promises import comment_policy, invitation_to_follow, promise_of_mail
from cleaners.steps.repeated import repeated_block
from cleaners.steps.sharing import closing_invitation, newsletter, page_tool, share
from cleaners.steps.site import by_recipe, by_site_config, outside_body
from cleaners.steps.top import breadcrumb, duplicate_title, hidden, navigation
from cleaners.steps.walls import cookie_notice, paywall

SURE_STEPS: tuple[tuple[str, Step], ...] = (
    ("hidden", hidden),
    ("recipe", by_recipe),
    ("site-config", by_site_config),
    ("cookie-notice", cookie_notice),
    ("breadcrumb", breadcrumb),
    ("navigation", navigation),
    ("duplicate-title", duplicate_title),
    ("comment-form", comment_form),
    ("comments", comments),
    ("share", share),
    ("page-tool", page_tool),
    ("paywall", paywall),
    ("newsletter", newsletter),
    ("ad-marker", ad_marker),
    ("newsroom-note", newsroom_note),
    ("tag-list", tag_list),
    ("author-bio", author_bio),
    ("byline", byline),
    ("related-list", related_list),
)
"""The rules that are sure, for pages with markup; the judgement sees what they cut."""

LATE_STEPS: tuple[tuple[str, Step], ...] = (
    ("inline-headline", known_headline),
    ("main-text", outside_text),
    ("inline-headline", inline_headline),
    ("main-text", main_text),
    ("byline", byline_below_summary),
    ("cookie-notice", embed_notice),
    ("newsletter", closing_invitation),
    ("newsletter", promise_of_mail),
    ("share", invitation_to_follow),
    ("comment-form", comment_policy),
    ("newsroom-note", disclaimer),
    ("newsroom-note", rights_notice),
    ("newsroom-note", appeal),
    ("main-text", heading_at_end),
    ("site-config", outside_body),
    ("repeated-block", repeated_block),
)
"""The judgement, and what hides in the text that it chose."""

STEPS = (*SURE_STEPS, *LATE_STEPS)
"""All steps for pages with markup, in order."""

SURE_PLAIN_STEPS: tuple[tuple[str, Step], ...] = (
    ("recipe", by_recipe),
    ("cookie-notice", cookie_notice),
    ("breadcrumb", breadcrumb),
    ("duplicate-title", duplicate_title),
    ("byline", byline),
    ("comment-form", comment_form),
    ("comments", comments),
    ("share", share),
    ("page-tool", page_tool),
    ("paywall", paywall),
    ("newsletter", newsletter),
    ("ad-marker", ad_marker),
    ("newsroom-note", newsroom_note),
    ("tag-list", tag_list),
    ("author-bio", author_bio),
    ("related-list", related_list),
)
"""For text without markup the same rules; words and shapes are all that they have."""

LATE_PLAIN_STEPS: tuple[tuple[str, Step], ...] = (
    ("inline-headline", known_headline),
    ("main-text", outside_text),
    ("inline-headline", inline_headline),
    ("inline-headline", plain_headline),
    ("main-text", main_text),
    ("cookie-notice", embed_notice),
    ("newsletter", closing_invitation),
    ("newsletter", promise_of_mail),
    ("share", invitation_to_follow),
    ("comment-form", comment_policy),
    ("newsroom-note", disclaimer),
    ("newsroom-note", rights_notice),
    ("newsroom-note", appeal),
    ("navigation", plain_navigation),
    ("navigation", bare_number),
    ("related-list", trailing_lines),
    ("repeated-block", repeated_block),
)
"""The judgement of lines, and what hides in the text that it chose."""

PLAIN_STEPS = (*SURE_PLAIN_STEPS, *LATE_PLAIN_STEPS)
"""All steps for text without markup, in order."""
