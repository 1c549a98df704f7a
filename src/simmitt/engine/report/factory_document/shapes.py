"""What a distribution's shape is called; any that the fit can choose has a name."""

from simmitt.engine.factory.model import Distribution
from simmitt.ground.texts import Message, say

_AS_LOGGED = say("as logged")


def shape_of(distribution: Distribution) -> Message:
    """Name the family that the values follow, also where they stand as quantiles."""
    follows = distribution.evidence.follows or distribution.family
    return _SHAPES.get(follows, _AS_LOGGED)


_SHAPES: dict[str, Message] = {
    "fixed": say("fixed"), "uniform": say("uniform"), "triangular": say("triangular"), "beta": say("beta"),
    "exponential": say("exponential"), "gamma": say("gamma"), "Erlang": say("Erlang"),
    "weibull": say("Weibull"), "lognormal": say("lognormal"), "two lognormals": say("two lognormals"),
    "inverse Gaussian": say("inverse Gaussian"), "log-logistic": say("log-logistic"),
    "Fréchet": say("Fréchet"), "Gumbel": say("Gumbel"), "truncated normal": say("truncated normal"),
    "generalised gamma": say("generalised gamma"), "Burr": say("Burr"), "Lomax": say("Lomax"),
    "shifted exponential": say("shifted exponential"), "shifted gamma": say("shifted gamma"),
    "shifted lognormal": say("shifted lognormal"),
}  # fmt: skip
