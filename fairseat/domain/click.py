"""The click on Finish of a student whose line is down: the recording ends with it, the server hears of it later."""

from collections.abc import Iterable

NOTICED_S = 5.0  # a line may break between the click and the page's word of it
TOLD_S = 60.0  # a page whose line is back has told of the click by then, its answers first


def sat_until(
    clicked_at: float, told_at: float, outages: Iterable[tuple[float, float | None]], answered: Iterable[float]
) -> float | None:
    """Until when the exam was sat, by what the page says of the click; None where that is not to be believed. A time
    at which the server heard the page is none: it would have told. Whoever still hands in answers sits until then.
    All in seconds on the server's clock; an outage that lasts has no end."""
    for begun, until in outages:
        back = told_at if until is None else until
        if begun - NOTICED_S <= clicked_at <= back and told_at - back <= TOLD_S:
            return min(told_at, max([clicked_at, *answered]))
    return None
