"""The command that looks for what is missing: `doctor`."""

from __future__ import annotations

import sys

import click

from scenes.doctor import check_all


@click.command("doctor")
def doctor_command() -> None:
    """What is missing on this machine, and the line that mends it."""
    findings = check_all()
    for finding in findings:
        mark = "ok     " if finding.is_fine else "MISSING" if finding.is_needed else "absent "
        click.echo(f"{mark}  {finding.name}: {finding.found}")
        if not finding.is_fine:
            click.echo(f"         {finding.remedy}")
    if any(finding.is_needed and not finding.is_fine for finding in findings):
        sys.exit(1)
