"""Plausible responses, for rehearsals and benchmarks: the same seed always gives the same ones."""

from surveykit.simulation.clumsy import clumsy
from surveykit.simulation.coding import simulated_readings
from surveykit.simulation.responses import Complaints, Doubts, simulate

__all__ = ["Complaints", "Doubts", "clumsy", "simulate", "simulated_readings"]
