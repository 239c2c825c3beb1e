"""Run by the system's Python, which has LibreOffice's bridge: opens a form in Writer, fills it, and saves it.

Reads one JSON object from its standard input: `source`, `target` and `profile` (paths), `filter` (the format to
save in), and `answers`, a list of [bookmark, text or boolean]. Starts its own soffice, on its own profile and pipe,
and ends it.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

LINE_BREAK = 1
START_SECONDS = 90


def start(profile):
    """The office's process, which stays in our group of processes, and its desktop."""
    pipe = f"typist{os.getpid()}"
    options = ["--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", f"--accept=pipe,name={pipe};urp;", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if office.poll() is not None or time.monotonic() > deadline:
                sys.exit("soffice did not start")
            time.sleep(0.2)
        else:
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def controls(document):
    """Each content control under the name of the bookmark that begins before it."""
    found = {}
    name = None
    paragraphs = document.getText().createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if not paragraph.supportsService("com.sun.star.text.Paragraph"):
            continue
        portions = paragraph.createEnumeration()
        while portions.hasMoreElements():
            portion = portions.nextElement()
            if portion.TextPortionType == "Bookmark" and portion.IsStart:
                name = portion.Bookmark.Name
            elif portion.TextPortionType == "ContentControl" and name is not None:
                found.setdefault(name, portion.ContentControl)
    return found


def type_over(control, text):
    """Selects what a control holds and types over it, Shift+Enter at the end of each line.

    In LibreOffice 7.4 `control.setString` adds paragraphs and the cursor's `gotoEnd` does not move, so the
    length held is counted over the portions.
    """
    portions = control.createEnumeration()
    held = 0
    while portions.hasMoreElements():
        held += len(portions.nextElement().getString())
    cursor = control.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(held, True)
    first, *others = text.split("\n")
    cursor.setString(first)
    for line in others:
        cursor.collapseToEnd()
        cursor.getText().insertControlCharacter(cursor, LINE_BREAK, False)
        cursor.collapseToEnd()
        cursor.setString(line)


def answer(control, value):
    control.ShowingPlaceHolder = False
    if isinstance(value, bool):
        control.Checked = value
        type_over(control, control.CheckedState if value else control.UncheckedState)
        return
    entries = [{one.Name: one.Value for one in item}["DisplayText"] for item in control.ListItems]
    if entries and value not in entries:
        sys.exit(f"{value!r} is not in the list {entries}")
    type_over(control, value)


def main():
    order = json.load(sys.stdin)
    office, desktop = start(order["profile"])
    try:
        document = desktop.loadComponentFromURL(
            Path(order["source"]).as_uri(), "_blank", 0, (PropertyValue(Name="Hidden", Value=True),)
        )
        found = controls(document)
        for bookmark, value in order["answers"]:
            answer(found[bookmark], value)
        document.storeToURL(Path(order["target"]).as_uri(), (PropertyValue(Name="FilterName", Value=order["filter"]),))
        document.close(True)
    finally:
        desktop.terminate()
        office.wait(30)


main()
