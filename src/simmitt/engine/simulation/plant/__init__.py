"""A factory as the records that the kernel works on."""

from simmitt.engine.simulation.plant.whole import compile_plant as compile_plant
