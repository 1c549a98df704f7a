"""Opens the platform as `simmitt serve` does."""

import sys

import django

from simmitt.web import server
from simmitt.web.listening import Address

django.setup()
server.run(Address(sys.argv[1], int(sys.argv[2])), (), lambda: None)
