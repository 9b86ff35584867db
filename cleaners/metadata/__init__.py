"""What a page says about itself: title, authors, dates and the rest, each with its source.

A file a field. Every field is a generator of candidates, the most trustworthy first; the first one
that holds is taken. What the candidates are read from is gathered once, in `evidence`.
"""

from cleaners.metadata.language import language_of
from cleaners.metadata.record import Metadata, read_metadata

__all__ = ["Metadata", "language_of", "read_metadata"]
