"""The platform's settings, with a job that computes nothing and a worker that is soon taken to be dead."""

import sys
from pathlib import Path

from simmitt.web.settings import *  # noqa: F403 (settings are laid over settings)

JOB_COMMAND = [sys.executable, str(Path(__file__).with_name("fake_job.py"))]
RUN_LEASE_S = 1.5
