"""Saved messages: what they enclose comes back byte for byte, whatever program wrote them and however wrongly."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from saved_messages import message, zipped
from surveykit.mailbox import Arrival
from taken_apart import DOCX, FORM, arrived, enclosed, passed, refused

LONG = b"\x89PNG" + bytes(range(256)) * 60


def _only(found: list[Arrival]) -> Arrival:
    (one,) = found
    return one


def _words(folder: Path, text: str, **given: str) -> str:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@b.example", "c@d.example"
    mail.set_content(text, **given)
    mail.add_attachment(DOCX, maintype="application", subtype="octet-stream", filename="a.docx")
    one = _only(arrived(folder, bytes(mail)))
    assert one.message is not None
    return one.message.words


def _with_header(field: str) -> bytes:
    """A message whose one attachment has this head."""
    return (
        f"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        f"--x\n{field}\n"
    ).encode() + b"Content-Transfer-Encoding: base64\n\n%s\n--x--\n" % base64.b64encode(DOCX)


def test_a_message_gives_what_it_encloses_and_what_it_says(tmp_path: Path) -> None:
    data = bytes(message({"corse.docx": DOCX, "annexe.html": FORM}))
    one = _only(arrived(tmp_path, data))
    assert enclosed([one]) == {"reponse.eml/corse.docx": DOCX, "reponse.eml/annexe.html": FORM}
    assert one.message is not None
    assert (one.message.name, one.message.data, one.message.format) == ("reponse.eml", data, "eml")
    assert one.message.sender == "a.martin@ars.example"
    assert one.message.sent_at == datetime(2014, 9, 5, 8, tzinfo=UTC)
    assert one.message.subject == "Réponse"
    assert one.message.words == "Bonjour, ci-joint notre réponse."
    assert one.passed_over == ("reponse.eml/message.txt", "reponse.eml/logo.png")
    assert one.refused == ()


def test_a_file_that_nothing_carried_arrives_alone(tmp_path: Path) -> None:
    one = _only(arrived(tmp_path, DOCX, "corse.docx"))
    assert one.message is None
    assert enclosed([one]) == {"corse.docx": DOCX}
    assert one.enclosures[0].modified is not None
    assert enclosed(arrived(tmp_path, b"", "vide.docx")) == {"vide.docx": b""}


@pytest.mark.parametrize("suffix", [".eml", ".txt", "", ".msg"])
@pytest.mark.parametrize(
    "saved",
    [
        bytes,
        lambda mail: mail.as_bytes(policy=SMTP),
        lambda mail: b"\xef\xbb\xbf" + bytes(mail),
        lambda mail: b"\r\n\r\n" + bytes(mail),
        lambda mail: b">From a@b.example Fri Sep  5 10:00:00 2014\n" + bytes(mail),
        lambda mail: b"%d \n" % len(bytes(mail)) + bytes(mail) + b'<?xml version="1.0"?><plist></plist>',
        lambda mail: b"From a@b.example Fri Sep  5 10:00:00 2014\n" + bytes(mail),
        lambda mail: bytes(mail).replace(b"\n", b"\r"),
        lambda mail: bytes(mail).rstrip()[: -len("--")],
        lambda mail: bytes(mail).rpartition(b"\n--")[0],
    ],
    ids=["lf", "crlf", "bom", "blank", "quoted", "emlx", "mbox", "mac", "unclosed", "cut"],
)
def test_attachments_are_whole_however_the_message_was_saved(tmp_path: Path, saved: object, suffix: str) -> None:
    data = saved(message({"a.docx": DOCX, "b.html": FORM}))  # type: ignore[operator]
    found = arrived(tmp_path, data, f"r{suffix}")
    assert enclosed(found) == {f"r{suffix}/a.docx": DOCX, f"r{suffix}/b.html": FORM}
    assert _only(found).message is not None


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_bytes_survive_each_encoding(tmp_path: Path, encoding: str) -> None:
    form = "<!doctype html>\n<p>évidemment = 1 €</p>\n".encode() + b"x" * 200
    mail = message({})
    mail.add_attachment(form, maintype="text", subtype="html", filename="f.html", cte=encoding)
    assert enclosed(arrived(tmp_path, bytes(mail))) == {"reponse.eml/f.html": form}


@pytest.mark.parametrize(
    "field",
    [
        'Content-Disposition: attachment; filename="Réponse été.docx"',
        "Content-Disposition: attachment; filename*=utf-8''R%C3%A9ponse%20%C3%A9t%C3%A9.docx",
        "Content-Disposition: attachment; filename*=iso-8859-1'fr'R%E9ponse%20%E9t%E9.docx",
        "Content-Disposition: attachment;\n filename*0*=utf-8''R%C3%A9ponse%20;\n filename*1*=%C3%A9t%C3%A9;\n"
        " filename*2=.docx",
        'Content-Disposition: attachment; filename="=?utf-8?Q?R=C3=A9ponse_=C3=A9t=C3=A9?=.docx"',
        "Content-Disposition: attachment; filename==?utf-8?B?UsOpcG9uc2Ugw6l0w6kuZG9jeA==?=",
        'Content-Type: application/x; name="=?iso-8859-1?Q?R=E9ponse?=\n =?utf-8?Q?_=C3=A9t=C3=A9=2Edocx?="',
        "Content-Type: image/png; name=Réponse été.docx\nContent-Disposition: attachment",
        'CONTENT-DISPOSITION: ATTACHMENT; FILENAME="a.b\\"\'/Réponse été.docx"',
        'Content-Disposition: attachment; filename="C:\\\\Mes documents\\\\Réponse été.docx"; size=3',
        "Content-Disposition: attachment; filename*=bad''R%C3%A9ponse%20%C3%A9t%C3%A9.docx",
        'Content-Disposition: attachment; filename="R\u202eéponse \u200bété.docx"',
    ],
)
def test_a_name_is_read_however_it_was_written(tmp_path: Path, field: str) -> None:
    assert enclosed(arrived(tmp_path, _with_header(field))) == {"reponse.eml/Réponse été.docx": DOCX}


@pytest.mark.parametrize(
    "kind", ["image/png", "text/plain", "text/html", "application/pdf", "nonsense", "text/calendar"]
)
def test_bytes_decide_and_not_what_a_part_says_of_itself(tmp_path: Path, kind: str) -> None:
    field = f"Content-Type: {kind}\nContent-Disposition: attachment; filename=a.docx"
    assert enclosed(arrived(tmp_path, _with_header(field))) == {"reponse.eml/a.docx": DOCX}


@pytest.mark.parametrize(
    ("start", "suffix"),
    [(DOCX + b"word/document.xml", ".docx"), (b"%PDF-1.7", ".pdf"), (FORM, ".html"), (b'{"answers": {}}', ".json"),
     (LONG, ".png"), (b"?" * 9, "")],
)  # fmt: skip
def test_what_has_no_name_gets_its_place_and_the_suffix_of_its_bytes(tmp_path: Path, start: bytes, suffix: str) -> None:
    mail = message({}, logo=False)
    mail.add_attachment(start, maintype="application", subtype="octet-stream")
    assert enclosed(arrived(tmp_path, bytes(mail))) == {f"reponse.eml/1{suffix}": start}


def _base64_of(data: bytes, how: str) -> bytes:
    plain = binascii.b2a_base64(data)
    return {
        "garbage": b"\x00".join(plain[at : at + 7] + b"!" for at in range(0, len(plain), 7)),
        "one line": plain.rstrip(),
        "no padding": plain.rstrip().rstrip(b"="),
        "pieces": b"".join(binascii.b2a_base64(data[at : at + 10]) for at in range(0, len(data), 10)),
        "a footer": binascii.b2a_base64(data + b"x" * (-len(data) % 3 + 1)).rstrip()
        + b"\n_____\nA list: see its page\n",
    }[how]


@pytest.mark.parametrize("how", ["garbage", "one line", "no padding", "pieces", "a footer"])
def test_base64_is_read_whatever_stands_in_it(tmp_path: Path, how: str) -> None:
    data = _with_header("Content-Disposition: attachment; filename=a.docx")
    data = data.replace(base64.b64encode(DOCX), _base64_of(DOCX, how))
    (found,) = enclosed(arrived(tmp_path, data)).values()
    assert found.rstrip(b"x") == DOCX


def test_an_encoding_that_is_not_said_or_wrongly_is_found(tmp_path: Path) -> None:
    right = _with_header("Content-Disposition: attachment; filename=a.docx")
    unsaid = right.replace(b"Content-Transfer-Encoding: base64\n", b"")
    untrue = right.replace(base64.b64encode(DOCX), DOCX)
    for data in (unsaid, untrue):
        assert enclosed(arrived(tmp_path, data)) == {"reponse.eml/a.docx": DOCX}


@pytest.mark.parametrize("said", [b"", b"; boundary=", b"; boundary=y", b'; boundary="x'])
def test_parts_are_found_where_their_boundary_is_not_said(tmp_path: Path, said: bytes) -> None:
    data = _with_header("Content-Disposition: attachment; filename=a.docx").replace(b"; boundary=x", said)
    assert enclosed(arrived(tmp_path, data)) == {"reponse.eml/a.docx": DOCX}


def test_a_boundary_may_begin_like_another(tmp_path: Path) -> None:
    inner = (
        b'Content-Type: multipart/mixed; boundary="xy"\n\n--xy\nContent-Disposition: attachment; filename=b.docx\n\n'
        b"PK2\n--xy--"
    )
    data = _with_header("Content-Disposition: attachment; filename=a.docx").replace(
        b"--x--", b"--x\n" + inner + b"\n--x--"
    )
    assert enclosed(arrived(tmp_path, data)) == {"reponse.eml/a.docx": DOCX, "reponse.eml/b.docx": b"PK2"}


def test_a_file_in_letters_of_unix_is_taken_out_of_the_text(tmp_path: Path) -> None:
    lines = b"".join(binascii.b2a_uu(DOCX[at : at + 45]) for at in range(0, len(DOCX), 45))
    text = (
        b"From: a@b.example\nTo: c@d.example\n\nBonjour\nbegin with this\nbegin 644 corse.docx\n"
        + lines
        + b"`\nend\nMerci\n"
    )
    (one,) = arrived(tmp_path, text)
    assert enclosed([one]) == {"reponse.eml/corse.docx": DOCX}
    assert one.message is not None
    assert one.message.words == "Bonjour\nbegin with this\nMerci"


@pytest.mark.parametrize(
    ("field", "sender"),
    [
        ("From: =?utf-8?Q?Ana=C3=AFs_Martin?= <a@b.example>", "Anaïs Martin <a@b.example>"),
        ("From: =?iso-8859-1?B?QW5h73M=?= =?iso-8859-1?Q?_Martin?= <a@b.example>", "Anaïs Martin <a@b.example>"),
        ('From: "Martin, Ana" <a@b.example>, x@y.example', "Martin, Ana <a@b.example>"),
        ("From: a@b.example (Ana Martin)", "Ana Martin <a@b.example>"),
        ("From: Anaïs Martin <a@b.example>", "Anaïs Martin <a@b.example>"),
        ("From: \nSender: b@c.example", "b@c.example"),
        ("Sender: b@c.example", "b@c.example"),
        ("From: =?utf-8?Q?a=1B[2J=E2=80=AEb?= <a@b.example>", "a␛[2Jb <a@b.example>"),
        ("From: =?utf-8?Q?x=40y_<z=40y>?= <a@b.example>", "x@y z@y <a@b.example>"),
        ("From: la direction", "la direction"),
        ("From: =?nonsense?Q?Ana?= <a@b.example>", "Ana <a@b.example>"),
    ],
)
def test_who_sent_it(tmp_path: Path, field: str, sender: str) -> None:
    data = f"{field}\nTo: c@d.example\nSubject: x\n\nBonjour\n".encode()
    (one,) = arrived(tmp_path, data)
    assert one.message is not None
    assert one.message.sender == sender


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Fri, 05 Sep 2014 10:00:00 +0200", datetime(2014, 9, 5, 8, tzinfo=UTC)),
        ("5 Sep 2014 10:00 GMT", datetime(2014, 9, 5, 10, tzinfo=UTC)),
        ("Fri, 05 Sep 2014 10:00:00 -0000", datetime(2014, 9, 5, 10, tzinfo=UTC)),
        ("Fri, 05 Sep 2014 10:00:00 +0200 (CEST)", datetime(2014, 9, 5, 8, tzinfo=UTC)),
        ("Fri, 05 Sep 2094 10:00:00 +0200", datetime(2094, 9, 5, 8, tzinfo=UTC)),
        ("Mon, 01 Jan 1601 00:00:00 +0000", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Fri, 05 Sep 2014 10:00:00 +9900", None),
        ("Fri, 31 Feb 2014 10:00:00 +0200", None),
        ("Fri, 05 Sep 99999 10:00:00 +0200", None),
        ("hier", None),
        ("9" * 5_000, None),
        ("", None),
    ],
)
def test_when_it_was_sent(tmp_path: Path, date: str, moment: datetime | None) -> None:
    data = f"From: a@b.example\nTo: c@d.example\nDate: {date}\n\nBonjour\n".encode()
    (one,) = arrived(tmp_path, data)
    assert one.message is not None
    assert one.message.sent_at == moment


def test_the_same_bytes_count_once_and_no_two_files_have_one_name(tmp_path: Path) -> None:
    mail = message({})
    for data in (DOCX, DOCX, b"PK other", b"PK third"):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="a.docx")
    assert enclosed(arrived(tmp_path, bytes(mail))) == {
        "reponse.eml/a.docx": DOCX,
        "reponse.eml/a (2).docx": b"PK other",
        "reponse.eml/a (3).docx": b"PK third",
    }


def test_a_message_in_a_message_arrives_by_itself(tmp_path: Path) -> None:
    outer = message({"a.docx": DOCX})
    inner = message({"b.docx": b"PK inner"})
    inner.replace_header("From", "b@c.example")
    outer.add_attachment(inner)
    outer.add_attachment(bytes(inner), maintype="application", subtype="octet-stream", filename="fw.eml")
    first, *others = arrived(tmp_path, bytes(outer))
    assert enclosed([first]) == {"reponse.eml/a.docx": DOCX}
    assert [enclosed([one]) for one in others] == [
        {"reponse.eml/3.eml/b.docx": b"PK inner"},
        {"reponse.eml/fw.eml/b.docx": b"PK inner"},
    ]
    assert [one.message and one.message.sender for one in others] == ["b@c.example", "b@c.example"]


def test_a_message_that_only_forwards_others_is_not_told_to_be_empty(tmp_path: Path) -> None:
    outer = message({}, logo=False)
    outer.add_attachment(message({"b.docx": DOCX}))
    found = arrived(tmp_path, bytes(outer))
    assert len(found) == 2
    assert refused(found) == {}


def _picture(mail: EmailMessage, data: bytes, **given: str) -> EmailMessage:
    mail.add_attachment(data, maintype="image", subtype="png", **given)
    return mail


def test_a_scan_that_is_attached_is_no_signature(tmp_path: Path) -> None:
    """Gmail gives each attachment an identifier: what is shown in the text is what the text names."""
    page = "<p>Bonjour</p><img src='cid:logo@x'>"
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@b.example", "c@d.example"
    mail.set_content(page, subtype="html")
    _picture(mail, LONG, filename="scan.png", cid="<f_1>")
    _picture(mail, LONG + b"1", filename="image001.png", cid="<logo@x>")
    _picture(mail, LONG + b"2", filename="photo.png", disposition="inline")
    _picture(mail, LONG[:900], filename="icone.png")
    found = arrived(tmp_path, bytes(mail))
    assert enclosed(found) == {"reponse.eml/scan.png": LONG, "reponse.eml/photo.png": LONG + b"2"}
    assert passed(found) == ["reponse.eml/message.html", "reponse.eml/image001.png", "reponse.eml/icone.png"]


def test_a_huge_picture_of_a_signature_is_passed_over(tmp_path: Path) -> None:
    field = "Content-Type: image/png; name=l.png\nContent-ID: <logo>\nContent-Disposition: inline; filename=l.png"
    data = _with_header(field).replace(base64.b64encode(DOCX), base64.b64encode(LONG[:4] + bytes(25_000_000)))
    page = b"Content-Type: text/html\n\n<img src='cid:logo'>\n--x\nContent-Disposition: inline; filename=a.docx\n\n"
    found = arrived(tmp_path, data.replace(b"\n--x\n", b"\n--x\n" + page + DOCX + b"\n--x\n"))
    assert enclosed(found) == {"reponse.eml/a.docx": DOCX}
    assert refused(found) == {}
    assert "reponse.eml/l.png" in passed(found)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("text/calendar", "invite.ics"), ("text/x-vcard", "martin.vcf"), ("application/pkcs7-signature", "smime.p7s"),
     ("application/pgp-signature", "signature.asc"), ("application/octet-stream", ".DS_Store"),
     ("application/octet-stream", "~$a.docx"), ("text/plain", "ATT00001.txt"), ("application/applefile", "a.docx")],
)  # fmt: skip
def test_furniture_is_named_and_passed_over(tmp_path: Path, kind: str, name: str) -> None:
    mail = message({"b.docx": DOCX}, logo=False)
    mail.add_attachment(b"BEGIN", maintype=kind.split("/", maxsplit=1)[0], subtype=kind.split("/")[1], filename=name)
    found = arrived(tmp_path, bytes(mail))
    assert enclosed(found) == {"reponse.eml/b.docx": DOCX}
    assert f"reponse.eml/{name}" in passed(found)
    assert refused(found) == {}


def test_a_message_without_a_file_is_to_be_read(tmp_path: Path) -> None:
    found = arrived(tmp_path, bytes(message({})))
    assert refused(found) == {"reponse.eml": "saved_message"}
    ((_, why),) = found[0].refused
    assert str(why) == (
        "Ce message n’a pas de pièce jointe. Ouvrez-le et lisez-le\u00a0: la réponse se trouve peut-être dans son "
        "texte."
    )


@pytest.mark.parametrize("field", ["Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply"])
def test_a_message_that_a_program_sent_by_itself_is_passed_over(tmp_path: Path, field: str) -> None:
    found = arrived(tmp_path, field.encode() + b"\nFrom: a@b.example\nTo: c@d.example\n\nJe suis absent.\n")
    assert refused(found) == {}
    assert "reponse.eml" in passed(found)
    with_form = field.encode() + b"\n" + bytes(message({"a.docx": DOCX}))
    assert enclosed(arrived(tmp_path, with_form)) == {"reponse.eml/a.docx": DOCX}


def _report(kind: str) -> bytes:
    return (
        b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=x\n\n--x\n\n"
        b"Votre message\n--x\nContent-Type: message/%s\n\nReporting-UA: x\n--x\nContent-Type: message/rfc822\n\n%s"
        b"\n--x--\n" % (kind.encode(), bytes(message({"vierge.docx": DOCX})))
    )


def test_a_receipt_is_passed_over_and_what_did_not_arrive_is_to_be_read(tmp_path: Path) -> None:
    """The message that was sent comes back in both: its form is our own."""
    assert refused(arrived(tmp_path, _report("disposition-notification"))) == {}
    found = arrived(tmp_path, _report("delivery-status"))
    assert refused(found) == {"reponse.eml": "saved_message"}
    assert enclosed(found) == {}


@pytest.mark.parametrize(
    "kind", ["application/pkcs7-mime; smime-type=enveloped-data", "multipart/encrypted; boundary=x"]
)
def test_a_sealed_message_is_told(tmp_path: Path, kind: str) -> None:
    data = f"From: a@b.example\nTo: c@d.example\nContent-Type: {kind}\n\n--x\nContent-Type: application/pgp-x\n\nV\n"
    found = arrived(tmp_path, data.encode())
    ((_, why),) = found[0].refused
    assert "chiffré" in why.reason


@pytest.mark.parametrize(
    "link",
    [
        "https://we.tl/t-abc", "https://onedrive.live.com/x", "https://ars-my.sharepoint.com/:w:/g/personal/x",
        "https://drive.google.com/file/d/1", "https://www.dropbox.com/s/x", "https://www.grosfichiers.com/abc",
        "https://francetransfert.numerique.gouv.fr/x", "https://filesender.renater.fr/?s=download",
        "https://serveur.example/depot/Corse%20finale.docx", "https://serveur.example/corse.PDF?x=1",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwe.tl%2Ft-abc&data=x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", [False, True])
def test_a_link_to_a_file_is_told_where_no_file_is_enclosed(tmp_path: Path, link: str, page: bool) -> None:
    def mail() -> EmailMessage:
        one = EmailMessage()
        one["From"], one["To"] = "a@b.example", "c@d.example"
        said = f'<p>Voir <a href="{link}">ici</a>' if page else f"Notre fichier : {link}.\n"
        one.set_content(said, subtype="html" if page else "plain")
        return one

    found = arrived(tmp_path, bytes(mail()))
    assert refused(found) == {"reponse.eml": "linked_file"}
    ((_, why),) = found[0].refused
    assert not why.asks_sender
    with_form = mail()
    with_form.add_attachment(DOCX, maintype="application", subtype="octet-stream", filename="a.docx")
    assert refused(arrived(tmp_path, bytes(with_form))) == {}


def test_another_link_is_nothing_to_download(tmp_path: Path) -> None:
    text = b"From: a@b.example\nTo: c@d.example\n\nhttps://www.ars.example/ et http://[::1 et https://box.example/\n"
    assert refused(arrived(tmp_path, text)) == {"reponse.eml": "saved_message"}


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Oui.\n\nLe 5 sept. 2014 à 10:00, Bureau <b@c.example> a écrit :\n> Bonjour\n> Merci\n", "Oui."),
        ("Oui.\n\nLe ven. 5 sept. 2014 à 10:00, Bureau\n<b@c.example> a écrit\u00a0:\n\n> Bonjour\n", "Oui."),
        ("On Fri, Bureau wrote:\n> Bonjour\n\nOui, la 9 est provisoire.\n", "Oui, la 9 est provisoire."),
        ("Oui.\n-----Message d'origine-----\nDe : Bureau\nBonjour\n", "Oui."),
        ("Oui.\n________________________________\nDe : Bureau\nEnvoyé : lundi\nÀ : A\nObjet : x\n\nBonjour\n", "Oui."),
        ("Oui.\n\nFrom: Bureau\nSent: Monday\nTo: A\nSubject: x\n\nBonjour\n", "Oui."),
        ("Oui.\n-- \nA. Martin\nDirection\n", "Oui."),
        ("De : notre part\nvoici la réponse.\n", "De : notre part\nvoici la réponse."),
        ("Le chiffre est provisoire\net sera revu.\n", "Le chiffre est provisoire\net sera revu."),
        ("a\n\n\n\n\nb\x1b[2J\u202e\n", "a\n\nb␛[2J"),
    ],
)  # fmt: skip
def test_the_sender_s_own_words(tmp_path: Path, text: str, own: str) -> None:
    assert _words(tmp_path, text) == own


def test_the_own_words_of_a_page(tmp_path: Path) -> None:
    page = (
        "<html><head><title>t</title><style>p {color: red}</style></head><body><!-- c > --><p>Bonjour,</p>"
        "<div>Le chiffre de la <b>question&nbsp;9</b><br>est provisoire &amp; sera\nrevu.</div><script>x()</script>"
        '<blockquote type="cite"><p>Votre message</p><blockquote>et avant</blockquote></blockquote><p>Merci</p></body>'
    )
    assert _words(tmp_path, page, subtype="html") == (
        "Bonjour,\n\nLe chiffre de la question 9\nest provisoire & sera revu.\n\nMerci"
    )


def test_words_have_a_bound(tmp_path: Path) -> None:
    assert len(_words(tmp_path, "mot " * 5_000)) in range(3_990, 4_001)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "utf-16"])
def test_words_are_read_in_their_letters_even_when_these_are_wrongly_said(tmp_path: Path, charset: str) -> None:
    head = b"From: a@b.example\nTo: c@d.example\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; charset="
    body = base64.b64encode("Été à Sète".encode(charset))
    (one,) = arrived(tmp_path, head + charset.encode() + b"\n\n" + body)
    assert one.message is not None
    assert one.message.words == "Été à Sète"
    if charset != "utf-16":
        for wrong in (b"us-ascii", b"utf-8", b"nonsense", b"punycode", b"base64", b""):
            (one,) = arrived(tmp_path, head + wrong + b"\n\n" + body)
            assert one.message is not None
            assert one.message.words == "Été à Sète"


def test_a_zip_in_a_message_is_unpacked_with_it(tmp_path: Path) -> None:
    data = bytes(message({"retours.zip": zipped({"a.docx": DOCX, "c/d.docx": b"PK d", "__MACOSX/._a.docx": b"x"})}))
    found = arrived(tmp_path, data)
    assert enclosed(found) == {"reponse.eml/retours.zip/a.docx": DOCX, "reponse.eml/retours.zip/c/d.docx": b"PK d"}
    assert _only(found).message is not None
    assert "reponse.eml/retours.zip/__MACOSX/._a.docx" in passed(found)


@pytest.mark.parametrize("start", [b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"!BDN"])
def test_what_cannot_be_taken_apart_is_told_with_its_message(tmp_path: Path, start: bytes) -> None:
    found = arrived(tmp_path, bytes(message({"retours.rar": start + bytes(300)})))
    ((name, why),) = _only(found).refused
    assert name == "reponse.eml/retours.rar"
    assert why.code in {"archive", "saved_mailbox"}
    assert not why.asks_sender


def test_what_an_installed_reader_takes_is_its_own(tmp_path: Path) -> None:
    inside = zipped({"a.docx": DOCX})
    assert enclosed(arrived(tmp_path, inside, "retours.docx")) == {"retours.docx": inside}
    page = FORM + b"\nFrom: a\nTo: b\n"
    assert enclosed(arrived(tmp_path, page, "page.html")) == {"page.html": page}


@pytest.mark.parametrize("name", ["reponse.eml", "reponse.zip"])
def test_a_message_too_large_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("surveykit.mailbox.opening.LARGEST_MESSAGE", 80_000)
    large = bytes(message({"a.docx": DOCX + bytes(90_000)}))
    data, told = (large, name) if name.endswith(".eml") else (zipped({"m.eml": large, "b.docx": DOCX}), f"{name}/m.eml")
    found = arrived(tmp_path, data, name)
    assert refused(found) == {told: "saved_message"}
    assert list(enclosed(found)) == ([] if name.endswith(".eml") else [f"{name}/b.docx"])


def test_what_one_message_unpacks_to_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveykit.mailbox.opening.LARGEST_MESSAGE", 80_000)
    files = {f"{one}.docx": DOCX + bytes([one]) * 60_000 for one in range(4)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    found = arrived(tmp_path, bytes(message({"r.zip": packed.getvalue()})))
    assert len(enclosed(found)) == 2
    assert list(refused(found)) == ["reponse.eml/r.zip/2.docx", "reponse.eml/r.zip/3.docx"]
