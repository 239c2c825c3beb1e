"""Plausible responses, for rehearsals and benchmarks: the same seed always gives the same ones."""

from surveykit.simulate.clumsy import clumsy
from surveykit.simulate.coding import simulated_readings
from surveykit.simulate.responses import Complaints, Doubts, simulate

__all__ = ["Complaints", "Doubts", "clumsy", "simulate", "simulated_readings"]
