"""What the judgement reads of a page's blocks, as numbers."""

from cleaners.features.likeness import Context
from cleaners.features.page import Features, read_features

__all__ = ["Context", "Features", "read_features"]
