"""Whether the argument of a case holds: the command on its claims."""

from __future__ import annotations

from detente.cli.app import app
from detente.cli.asking import read_document
from detente.cli.helping import helpers, keeping
from detente.options import (
    AsJson,
    CaseName,
    Cluster,
    CsvFolder,
    Draws,
    Out,
    Resume,
    Seed,
    Thorough,
    Variant,
    Workers,
)
from detente.terminal import emit, working

__all__ = ["claims"]


@app.command()
def claims(
    case: CaseName,
    variant: Variant = None,
    draws: Draws = 200,
    seed: Seed = 0,
    thorough: Thorough = False,
    workers: Workers = None,
    cluster: Cluster = None,
    resume: Resume = None,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Does the argument hold: test every claim of a case, and say what its verdict rests on.

    With --variant the claims are tested in that variant; those that name one themselves, in their own.

    Example: detente claims nato-russia-2010 --draws 200
    """
    from detente.case.case import Case
    from detente.claims import analyse
    from detente.claims.misuse import check_quantities
    from detente.processes import get_ready

    with working("claims") as say, keeping(resume) as kept, helpers(workers, cluster) as executor:
        document = read_document(case)
        if executor is not None and isinstance(document.tree, dict) and "blocks" in document.tree:
            # Then there is work for others, too.
            get_ready(executor, "detente.claims.searches")
        # What `check` refuses is no claim that only waits to be tested.
        loaded = Case.inspected(document, check_quantities)
        if variant is not None:
            loaded = loaded.with_variant(variant)
        result = analyse(
            loaded,
            draws=draws,
            seed=seed,
            thorough=thorough,
            executor=executor,
            kept=kept,
            progress=say,
        )
    emit(result, as_json=as_json, csv=csv, out=out)
