"""Fills an empty database, and tells who can ask for which page.

Called as ``fill.py TOLD.json COMPANIES NOTES EVENTS``.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0, interactive=False)
call_command("collectstatic", verbosity=0, interactive=False)
# Models can be imported only now.
told = import_module("filling").fill(*(int(count) for count in sys.argv[2:]))
Path(sys.argv[1]).write_text(json.dumps(told), "utf-8")
