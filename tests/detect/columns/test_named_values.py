"""Names of people in tables of given names, and secrets whose name is itself a value."""

from __future__ import annotations

import pytest

from garim.detect.columns.columns import Columns
from garim.text.views import View


def found(text: str) -> set[str]:
    return {text[f.start : f.end] for f in Columns().find(View(text), "").findings}


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO people (id, first_name, last_name) VALUES (1, 'Marit', 'Solheim'), (2, 'Tove', 'van Dam');",
        "id,firstName,lastName\n1,Marit,Solheim\n2,Tove,van Dam\n",
        "<p><FirstName>Marit</FirstName><LastName>Solheim</LastName></p><p><Vorname>Tove</Vorname><Nachname>van Dam</Nachname></p>",
        "given_name: Marit\nsurname: Solheim\nforename: Tove\nfamily_name: \"van Dam\"\n",
    ],
)
def test_parts_of_names_under_their_headers(text: str) -> None:
    assert found(text) >= {"Marit", "Solheim", "Tove", "van Dam"}


@pytest.mark.parametrize(
    "text",
    [
        "env:\n- name: API_KEY\n  value: {}\n",
        '[{{"ParameterKey":"DBPassword","ParameterValue":"{}"}}]',
        "<property>\n <name>store.secret.key</name>\n <value>{}</value>\n</property>",
        "INSERT INTO settings (name, value) VALUES ('api_key','{}');",
        "API_KEYS=abcdefgh1234567890XY,{}",
    ],
)
def test_a_secret_whose_name_is_a_value(text: str) -> None:
    secret = "q7" + "Wm2" * 5 + "z9"
    assert secret in found(text.format(secret))


@pytest.mark.parametrize("text", ["- name: API_KEY\n  value: your-api-key-1\n", "<name>retries</name><value>31</value>", "first_name, last_name, e-mail are asked"])
def test_placeholders_and_plain_settings_stay(text: str) -> None:
    assert found(text) == set()
