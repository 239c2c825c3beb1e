"""A register of a small survey with a row in every table."""

from __future__ import annotations

from pathlib import Path

from surveykit.coded import Coding, Reading
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.register import Register, Telling
from surveykit.responses import Response


def opened(path: Path, survey: str = "ateliers", edition: str = "2024", **options: float) -> Register:
    return Register.open(path, survey, edition, **options)


def filled(path: Path) -> Path:
    with opened(path) as register:
        added = register.add_file(b"a", "a.docx")
        register.record_response(added, 0, Response("ateliers", "2024", RespondentCode("brest"), {}))
        register.record_response(added, 1, Response("ateliers", "2024", RespondentCode("brest"), {}))
        register.record_response(added, 2, Response("ateliers", "2024", None, {}))
        register.record_refusal(added, "code", "reason", "request", 3)
        register.attribute(3, RespondentCode("caen"), "who", "why")
        register.record_release(Telling((), (), {}, 15, 0), seen=())
        register.say_sent(1, sent=False, who="who", why="why")
        read = Reading(RespondentCode("brest"), FieldId("q"), "texte", frozenset({OptionCode("a")}))
        register.record_coding(Coding("who", reconciled=False, readings=(read,)), b"x", "x.xlsx")
        register.add_file(b"a", "b.docx")
        mail = register.add_file(b"m", "m.eml")
        register.carry(added, register.record_message(mail, sender="", sent_at=None, subject="", words=""))
        register.settle(RespondentCode("brest"), 2, "who", "why")
        register.reread(2, Response("ateliers", "2024", RespondentCode("brest"), {}), (), "who", "why")
        with register.transaction():
            register._database.insert(
                "INSERT INTO correction (response, field, answer, who, why, corrected_at)"
                " VALUES (1, 'q', '{\"state\":\"blank\"}', 'who', 'why', '2024-01-01T00:00:00+00:00')"
            )
    return path
