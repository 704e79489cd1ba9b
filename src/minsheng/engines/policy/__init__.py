"""Rules as code: who is owed what, from which article, with which dated parameter, and why.

Written once as a typed tree (``dsl``, ``rulebook``), evaluated for one household (``scalar``) or a whole register
(``batch``), with unknown facts kept apart from false ones. No database, no clock, no network.

    from datetime import date
    from pathlib import Path
    from minsheng.engines.policy import batch, explain, nearest, questions, scalar
    from minsheng.engines.policy.parameters import ParameterSet

    parameters = ParameterSet.load(Path("cities/jinzhong/parameters"))
    found = scalar.evaluate(household, [BOOK], parameters, on=date(2026, 11, 24))
    found.of("dibao").status                              # eligible, not_eligible, unknown
    print(explain.explain(found, "dibao").as_text("zh-hans"))
    nearest.nearest(found, "dibao")                       # what would have to be different
    questions.next_questions(found, FACTS)                # what to ask next

    register = batch.Register.read(Path("persons.parquet"), Path("households.parquet"), FACTS)
    everybody = batch.evaluate(register, [BOOK], parameters, on=date(2026, 11, 24))
    everybody["dibao"].counts(), everybody["dibao"].missing.counts()
    changed = batch.evaluate(register.subset([17, 230]), [BOOK], parameters, on=date(2026, 11, 24))

Where to read what a rule means: ``terms`` and ``tree`` (the nodes), ``scalar`` (their values), ``days`` (time).
"""
