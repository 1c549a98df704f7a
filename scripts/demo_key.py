"""Make a key for the API of an invented programme, for somebody of the role that is named, and print it."""

import os
import sys

import django


def main() -> None:
    """Make the key in the database that the surroundings name."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "simmitt.web.settings"
    django.setup()

    from simmitt.web.accounts.tokens import make_token  # noqa: PLC0415 (needs the settings)
    from simmitt.web.people.models import Membership  # noqa: PLC0415 (as above)

    of_role = Membership.objects.unscoped("an invented programme").filter(role=sys.argv[1])
    print(make_token(person=of_role.order_by("pk")[0].person, name="fuzz", days=1))


if __name__ == "__main__":
    main()
