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


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE CUSTOMER (ID NUMBER(10) NOT NULL, NAME VARCHAR2(40) DEFAULT 'x', ST CHAR(1));\nINSERT INTO CUSTOMER VALUES (1,'구자림','A');\nINSERT INTO CUSTOMER VALUES (2,'Marit Solheim','A');",
        "COPY public.customers (id, name) FROM stdin;\n4\t구자림\n5\tMarit Solheim\n\\.\n",
        "INSERT INTO tb_member (id, name) VALUES (1, '구자림'), (2, 'Marit Solheim');",
    ],
)
def test_the_name_column_of_a_table_of_people(text: str) -> None:
    assert found(text) == {"구자림", "Marit Solheim"}
