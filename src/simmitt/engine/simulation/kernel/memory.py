"""How compiled code reaches the records of a shop: by address, through one pointer.

Arrays passed from function to function cost seven words and a count of references each; a
shop of twenty would make every call dearer than what it calls. A shop is one record instead
that knows where the others lie (measured: half the
compilation, 1.2 times the speed). Whoever
makes a shop holds the arrays as long as it is used.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import from_dtype
from numba.core.cgutils import intp_t, voidptr_t
from numba.extending import intrinsic

from simmitt.engine.simulation.kernel.moving import (
    Day,
    Drawn,
    Job,
    Node,
    Order,
    Place,
    Shop,
    Stretch,
    Waiting,
)
from simmitt.engine.simulation.kernel.records import (
    Calendar,
    Component,
    Crew,
    Found,
    Link,
    Listed,
    Operation,
    Option,
    Point,
    Product,
    Routing,
    Shift,
    Standing,
    Station,
    Step,
    dtype_of,
)

Row = TypeVar("Row")


def _reach(field: str, row: type[Row]) -> Callable[[Shop, int], Row]:
    """Give the function of a shop and an index that gives the record there."""
    record: Any = from_dtype(dtype_of(row))
    shop_record: Any = from_dtype(dtype_of(Shop))
    offset, size = intp_t(shop_record.offset(field)), intp_t(record.size)

    def generate(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
        shop, index = arguments
        held = builder.gep(builder.bitcast(shop, voidptr_t), [offset])
        first = builder.inttoptr(builder.load(builder.bitcast(held, intp_t.as_pointer())), voidptr_t)
        there = builder.gep(first, [builder.mul(index, size)])
        return builder.bitcast(there, context.get_value_type(record))

    def reach(_: Any, shop: Any, index: Any) -> Any:
        return record(shop, index), generate

    return cast("Callable[[Shop, int], Row]", intrinsic(reach))


stations = _reach("stations", Station)
operations = _reach("operations", Operation)
products = _reach("products", Product)
routings = _reach("routings", Routing)
steps = _reach("steps", Step)
points = _reach("points", Point)
calendars = _reach("calendars", Calendar)
shifts = _reach("shifts", Shift)
crews = _reach("crews", Crew)
links = _reach("links", Link)
options = _reach("options", Option)
components = _reach("components", Component)
listed = _reach("listed", Listed)
found = _reach("found", Found)
standing = _reach("standing", Standing)
places = _reach("places", Place)
jobs = _reach("jobs", Job)
drawn = _reach("drawn", Drawn)
orders = _reach("orders", Order)
stretches = _reach("stretches", Stretch)
nodes = _reach("nodes", Node)
delays = _reach("delays", Waiting)
changed = _reach("changed", Waiting)
days = _reach("days", Day)
