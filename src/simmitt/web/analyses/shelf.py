"""Where a journey's data and runs lie."""

from pathlib import Path

from simmitt.web.analyses.models import DataSet, Run, Upload
from simmitt.web.cases.shelf import folder_of


def upload_at(upload: Upload) -> Path:
    """Give where the pieces of a file are put together."""
    return folder_of(upload.case) / "uploads" / upload.public_id


def data_at(data_set: DataSet) -> Path:
    """Give the folder of a set of data: ``log.simmitt``, and what reading it told."""
    return folder_of(data_set.case) / "data" / data_set.public_id


def run_at(run: Run) -> Path:
    """Give the folder of a run, as its job gets and leaves it."""
    return folder_of(run.case) / "runs" / run.public_id
