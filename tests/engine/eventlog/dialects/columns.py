"""The columns that exports are put together from."""

from engine.eventlog.dialects.shop import Report
from engine.eventlog.dialects.writing import Clock, Column, Day, Value

VALUES: dict[str, tuple[Value, str]] = {
    "order": (lambda one: one.order, "order"),
    "activity": (lambda one: one.activity, "activity"),
    "operation_number": (lambda one: one.operation_number, "operation_number"),
    "operation_four": (lambda one: f"{one.operation_number:04}", "operation_number"),
    "machine": (lambda one: one.machine, "machine"),
    "machine_code": (lambda one: one.machine_code, "machine"),
    "worker": (lambda one: one.worker, "worker"),
    "worker_number": (lambda one: one.worker_number, "worker"),
    "initials": (lambda one: "".join(part[0] for part in one.worker.split()), "worker"),
    "product": (lambda one: one.product, "product"),
    "product_text": (lambda one: one.product_text, "product_text"),
    "start": (lambda one: one.start, "start_at"),
    "end": (lambda one: one.end, "end_at"),
    "start_day": (lambda one: Day(one.start), "start_at"),
    "end_day": (lambda one: Day(one.end), "end_at"),
    "day": (lambda one: Day(one.start), "date"),
    "start_clock": (lambda one: Clock(one.start), "start_clock"),
    "end_clock": (lambda one: Clock(one.end), "end_clock"),
    "minutes": (lambda one: int(one.setup_min + one.run_min), "reported_s"),
    "hours": (lambda one: (one.setup_min + one.run_min) / 60, "reported_s"),
    "ordered": (lambda one: one.ordered, "ordered_pieces"),
    "good": (lambda one: one.good, "good_pieces"),
    "rejected": (lambda one: one.rejected, "rejected_pieces"),
    "due": (lambda one: Day(one.due), "due_at"),
    "released": (lambda one: Day(one.released), "released_at"),
    "rework": (lambda one: "Ja" if one.rework else "", "rework"),
    "kind": (lambda one: {"setup": "Ställ", "run": "Produktion"}[one.kind], "kind"),
    "kind_english": (lambda one: {"setup": "Setup", "run": "Run"}[one.kind], "kind"),
    "reason": (lambda one: one.reason, "reason"),
}
TRAPS: dict[str, Value] = {
    "number": lambda one: one.number,
    "order_row": lambda one: one.order_row,
    "customer": lambda one: one.customer,
    "customer_order": lambda one: one.customer_order,
    "price": lambda one: one.price,
    "cost": lambda one: one.cost,
    "cost_centre": lambda one: one.cost_centre,
    "comment": lambda one: one.comment,
    "status": lambda one: one.status,
    "shift": lambda one: one.shift,
    "planned_h": lambda one: one.planned_h,
    "planned_min": lambda one: round(60 * one.planned_h),
    "setup_min": lambda one: one.setup_min,
    "run_min": lambda one: one.run_min,
    "planned_start": lambda one: Day(one.planned_start),
    "planned_end": lambda one: Day(one.planned_end),
    "planned_start_at": lambda one: one.planned_start,
    "planned_end_at": lambda one: one.planned_end,
    "due": lambda one: Day(one.due),
    "posted": lambda one: Day(one.end),
    "posted_at": lambda one: one.end,
    "remaining": lambda one: max(0.0, one.ordered - one.good),
    "unit": lambda one: "st",
    "company": lambda one: "1",
    "plant": lambda one: "1000",
    "pcs": lambda one: "PC",
    "zero": lambda one: 0,
    "one": lambda one: 1,
    "empty": lambda one: "",
    "priority": lambda one: 1 + one.number % 5,
    "cycle_s": lambda one: round(3600 * one.planned_h / max(1, one.ordered), 1),
}


def means(heading: str, value: str, *also: str) -> Column:
    """Give a column that must be read as what it says, or as one of ``also``."""
    says, field = VALUES[value]
    return Column(heading, says, (field, *also))


def named(heading: str, field: str, says: Value) -> Column:
    """Give a column with values of its own that must be read as a field."""
    return Column(heading, says, (field,))


def trap(heading: str, value: str, *also: str) -> Column:
    """Give a column that must stay unread; ``also`` names readings that do no harm."""
    says = TRAPS[value] if value in TRAPS else VALUES[value][0]
    return Column(heading, says, ("", *also))


def only_run(report: Report) -> bool:
    """Tell a report of work from one of setting up."""
    return report.kind == "run"
