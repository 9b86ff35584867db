"""What a page says about itself: title, authors, dates and the rest, each with its source.

A file a field. Every field is a generator of candidates, the most trustworthy first; the first one
that is not refused is taken. What the candidates are read from is gathered once, in `evidence`;
`statements` tells all candidates of a page, and why each was taken or not.
"""

from cleaners.metadata.explanation import Statement, statements
from cleaners.metadata.language import language_of
from cleaners.metadata.record import Metadata, read_metadata

__all__ = ["Metadata", "Statement", "language_of", "read_metadata", "statements"]
