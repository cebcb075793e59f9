"""Files in and out.

In: `plan.plan_import(files, book, options, now, new_id) -> ImportPlan` reads and previews, writes
nothing; `ImportPlan.apply(desk) -> ImportResult` saves it as one change.
Out: `export.export_json(book, currency, warnings) -> Iterator[bytes]`.
"""
