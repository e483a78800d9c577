"""What the audit reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Something that a viewer could not see, read or follow.

    Attributes
    ----------
    section
        In which, or at whose end.
    kind
        `outside`, `overlap`, `small`, `contrast`, `unsourced` or `caption`; of movements
        `crossing`, `covered`, `cut` or `still`; of pictures `dark` or `seam`.
    message
        Which thing, and by how much.
    """

    section: str
    kind: str
    message: str
