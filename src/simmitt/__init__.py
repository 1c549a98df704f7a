"""From a company's production log to a finished action plan."""

__version__ = "0.1.0"
