"""The choices of a plan, each with its name."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    """How far a plan has come."""

    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    LOCKED = "locked", pgettext_lazy("plan", "Locked")


class Decision(models.TextChoices):
    """What the owner says of a measure."""

    YES = "yes", _("Yes")
    LATER = "later", pgettext_lazy("decision", "Later")
    NO = "no", _("No")


class Reason(models.TextChoices):
    """Why a measure gets no, or has to wait."""

    TOO_DEAR = "too_dear", _("Costs too much")
    PAYBACK = "payback", _("Takes too long to pay back")
    HOURS = "hours", _("Nobody has the hours")
    SKILL = "skill", _("We lack the skill")
    RISK = "risk", _("Too risky for production")
    CUSTOMER = "customer", _("The customer doesn't want it")
    PREMISES = "premises", _("The premises don't allow it")
    NOT_BELIEVED = "not_believed", _("We don't believe in the effect")
    OTHER = "other", pgettext_lazy("reason", "Something else")


class CostKind(models.TextChoices):
    """What a cost rests on."""

    CATALOGUE = "catalogue", _("Range of the catalogue")
    ESTIMATE = "estimate", _("Our own estimate")
    QUOTE = "quote", _("Quote")


class Source(models.TextChoices):
    """Where money comes from."""

    OWN = "own", _("Own money")
    LOAN = "loan", _("Loan")
    SUPPORT = "support", _("Public support")
    OTHER = "other", pgettext_lazy("financing", "Other")


class AidRule(models.TextChoices):
    """By which rule support may be given."""

    NONE = "none", _("No state aid")
    DE_MINIMIS = "de_minimis", _("De minimis")
    GBER = "gber", _("General block exemption")
    OTHER = "other", pgettext_lazy("aid rule", "Another rule")


class Status(models.TextChoices):
    """What became of a measure; the codes are those of the IAC database, so that rates can be compared."""

    PENDING = "pending", _("Under way")
    IMPLEMENTED = "implemented", _("Implemented")
    PARTLY = "partly", _("Partly implemented")
    NOT = "not", _("Not implemented")
    UNKNOWN = "unknown", _("Not known")


class ReadingSource(models.TextChoices):
    """Where a reading comes from."""

    MANUAL = "manual", _("Read off by hand")
    LOG = "log", _("A new log")
