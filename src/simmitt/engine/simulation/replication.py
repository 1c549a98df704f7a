"""Replications of a factory, and of many factories that are to be compared."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.faults import HorizonUnknown, NothingLeftAfterWarmUp
from simmitt.engine.simulation.output import Output
