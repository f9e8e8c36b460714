"""Watches over what sources bring: which concerns there are after a check. Pure.

A false alarm is worse than a late one, for a watch that cried wolf is not looked at again. So a
source is only ever measured by its own past, never by others; one with little past is left alone;
and what may pass by itself must last before it is told.
"""

from feeds.quality.evidence import Evidence, Reading
from feeds.quality.review import review

__all__ = ["Evidence", "Reading", "review"]
