"""The decisions that set the rules of evaluation since 2019."""

import datetime as dt

from django.db import migrations

# code, decision, signed, effective from, effective to (last day)
RULES = [
    ("1048-2019", "1048/QĐ-TTg", "2019-08-21", "2019-08-21", "2020-06-07"),
    ("781-2020", "781/QĐ-TTg", "2020-06-08", "2020-06-08", "2023-02-23"),
    ("148-2023", "148/QĐ-TTg", "2023-02-24", "2023-02-24", "2026-07-21"),
    ("1489-2025", "1489/QĐ-TTg", "2025-07-06", "2025-07-06", "2026-07-21"),
    ("26-2026", "26/2026/QĐ-TTg", "2026-05-22", "2026-05-22", None),
]


def add_rules(apps, schema_editor):
    rule_version = apps.get_model("ocop", "RuleVersion")
    for code, decision, signed, start, end in RULES:
        rule_version.objects.get_or_create(
            code=code,
            defaults={
                "decision": decision,
                "signed_on": dt.date.fromisoformat(signed),
                "effective_from": dt.date.fromisoformat(start),
                "effective_to": end and dt.date.fromisoformat(end),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("ocop", "0001_initial")]
    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
