"""How the learning rate changes while training goes on."""

from __future__ import annotations

import math

from network.errors import OptionError

SCHEDULES = ("constant", "cosine")


def learning_rate_at(
    step: int, steps: int, *, peak: float, schedule: str, warmup_steps: int = 0
) -> float:
    """Look up the learning rate of a step.

    Parameters
    ----------
    step
        Which step, from 0.

    Raises
    ------
    OptionError
        If there is no schedule of that name.

    References
    ----------
    Loshchilov and Hutter (2017), SGDR: stochastic gradient descent with warm restarts.
    """
    if schedule not in SCHEDULES:
        message = f"schedule must be one of {', '.join(SCHEDULES)}, got {schedule!r}"
        raise OptionError(message)
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    if schedule == "constant":
        return peak
    progress = (step - warmup_steps) / max(steps - warmup_steps, 1)
    return peak * (1 + math.cos(math.pi * progress)) / 2
