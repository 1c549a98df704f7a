"""Which figures stand together."""

from dataclasses import dataclass

from simmitt.ground.texts import Message, say


@dataclass(frozen=True)
class Group:
    """A name for figures that stand together, and how their ids begin."""

    name: Message
    prefixes: tuple[str, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        say("Orders and lead time"),
        ("orders", "order_pieces", "lead_time", "touch_time", "flow_efficiency"),
    ),
    Group(say("Orders under way and output"), ("wip", "throughput", "littles", "interarrival")),
    Group(say("Delivery"), ("on_time", "late", "due")),
    Group(say("Waiting"), ("waiting", "queue_time")),
    Group(say("Quality"), ("scrap", "rework", "first_pass", "rolled_yield")),
    Group(say("Setups"), ("setup",)),
    Group(
        say("Breakdowns"),
        ("breakdown", "mtbf", "mttr", "failure", "repairs", "availability_by_failures"),
    ),
    Group(
        say("Load and capacity"),
        ("busy", "utilisation", "open_hours", "capacity", "parallel", "bottleneck"),
    ),
    Group(say("OEE"), ("availability", "effectiveness", "quality_share", "oee", "teep", "demonstrated")),
    Group(say("Batches"), ("batch", "transfer")),
    Group(say("Variation"), ("job_work", "work_per_piece")),
    Group(say("People"), ("operator", "machines_per_operator")),
    Group(say("Energy"), ("energy", "co2e")),
    Group(say("Sums per day"), ("daily",)),
    Group(say("Other figures"), ("",)),
)  # fmt: skip


def group_of(figure_id: str) -> Group:
    """Give the first group that a figure's id begins like; the last takes the rest."""
    return next(group for group in GROUPS if figure_id.startswith(group.prefixes))
