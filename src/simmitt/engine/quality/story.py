"""All checks, in the order in which they look."""

from simmitt.engine.quality.changed import CHANGED
from simmitt.engine.quality.checking import Check
from simmitt.engine.quality.clock_jumps import CLOCK_JUMPS
from simmitt.engine.quality.daily import DAILY as DAILY
from simmitt.engine.quality.dates import DEFAULTS, FAR
from simmitt.engine.quality.durations import LENGTHS, REVERSED
from simmitt.engine.quality.likely_names import LIKELY
from simmitt.engine.quality.names import NAMES, SPELLINGS
from simmitt.engine.quality.open_orders import OPEN
from simmitt.engine.quality.outside import OUTSIDE
from simmitt.engine.quality.overlaps import OVERLAPS
from simmitt.engine.quality.padding import PADDING
from simmitt.engine.quality.people import PEOPLE
from simmitt.engine.quality.planned_shifts import PLANNED
from simmitt.engine.quality.presence import FIRST, UNNAMED
from simmitt.engine.quality.quantities import QUANTITIES
from simmitt.engine.quality.repeats import DUPLICATES, REPEATS
from simmitt.engine.quality.reporting import REPORTING
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.reused import REUSED
from simmitt.engine.quality.route_pieces import ROUTE_PIECES
from simmitt.engine.quality.routes import ROUTES
from simmitt.engine.quality.silence import SILENCES
from simmitt.engine.quality.summer_time import SUMMER_TIME
from simmitt.engine.quality.weekdays import WEEKDAY_CHECKS

# The order matters. First what makes rows comparable: order, time, spelling, direction,
# century, and one name for one order. Then a look at the rows as they were reported. Last the
# repairs that take pieces, time or rows away, so that every count above is that of the file,
# and what is only told from clean rows.
STORY: tuple[Check[Reports], ...] = (
    FIRST,
    SPELLINGS,
    REVERSED,
    *FAR,
    *REUSED,
    *UNNAMED,
    *NAMES,
    *LIKELY,
    *PEOPLE,
    *OVERLAPS,
    *DEFAULTS,
    *SILENCES,
    *WEEKDAY_CHECKS,
    *SUMMER_TIME,
    *CLOCK_JUMPS,
    *REPORTING,
    *OPEN,
    *ROUTES,
    *OUTSIDE,
    *PLANNED,
    *LENGTHS,
    *REPEATS,
    *QUANTITIES,
    *PADDING,
    DUPLICATES,
    *ROUTE_PIECES,
    *CHANGED,
)
CODES: tuple[str, ...] = (*(check.code for check in STORY), *(check.code for check in DAILY))
