"""From the files of an office to the facts of a policy."""

from yanxing.intake.inputs import Inputs, Progress, read_inputs

__all__ = ["Inputs", "Progress", "read_inputs"]
