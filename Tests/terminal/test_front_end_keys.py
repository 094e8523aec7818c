"""Criteria 14, 15, 20 and 21: the key table, Escape's levels, pastes and keys in pieces."""

import pathlib
import re

import pytest

from sources import empty, wave

KEYS = pathlib.Path(__file__).parents[2] / "docs" / "KEYS.md"


def documented():
    """Section → help lines, of the documentation."""
    sections, current = {}, None
    for line in KEYS.read_text().splitlines():
        if line.startswith("## "):
            current = sections.setdefault(line[3:], [])
        elif match := re.match(r"\| (`.*`) \| (.*) \|$", line):
            current.append((match[1].replace("`", ""), match[2].replace("\\|", "|")))
    return sections


def test_help_shows_the_documented_keys(spool):
    empty(spool.media, ["a.mkv"])
    with spool.start(size=(100, 100)) as terminal:
        terminal.press("?")
        text = terminal.text()
        sections = documented()
        for title in ("Files", "Everywhere", "Questions", "Text fields"):
            for keys, help in sections[title]:
                assert help in text, help
        # All that is shown is documented.
        known = {help for rows in sections.values() for _, help in rows}
        for row in terminal.rows()[2:-2]:
            if row[22:]:
                assert row[22:] in known, row


def test_footers_end_in_help_and_are_short(spool):
    wave(spool.media / "a.wav", 2)
    with spool.start() as terminal:
        for keys in ["", "p", "\t", "\x1b\x1b", "2", "3", "1"]:
            if keys:
                terminal.press(keys)
            hints = re.split(r" {2,}", terminal.rows()[-1].strip())
            assert hints[-1] == "? help" and len(hints) <= 6, (keys, hints)


def test_escape_goes_up_one_level_at_a_time(spool):
    empty(spool.media, ["alpha.mkv", "beta.mkv", "gamma.mkv"])
    with spool.start() as terminal:
        terminal.press("/a\r")
        terminal.press("V")
        terminal.wait_for("range:")
        terminal.press("?")
        terminal.press("\x1b")
        assert "range:" in terminal.text()
        terminal.press("\x1b")
        assert "range:" not in terminal.text() and "3/3" in terminal.rows()[1]
        terminal.press("\x1b")
        assert "3/3" not in terminal.rows()[1]
        terminal.press("p")
        terminal.wait_for("1 Plan")
        terminal.press("/b\r")
        terminal.press("\x1b")
        assert "1 Plan" in terminal.text()
        terminal.press("\x1b")
        assert "1 Files" in terminal.text()


@pytest.mark.parametrize("term", ["xterm-256color", "linux", "screen"])
def test_a_lone_escape_acts_though_nothing_follows(spool, term):
    empty(spool.media, ["a.mkv"])
    with spool.start(term=term) as terminal:
        terminal.press("?")
        terminal.send("\x1b")
        terminal.wait_for("a.mkv")


@pytest.mark.parametrize("up, down", [("\x1b[A", "\x1b[B"), ("\x1bOA", "\x1bOB"), ("k", "j")])
def test_keys_in_pieces_and_twins(spool, up, down):
    empty(spool.media, [f"{number}.mkv" for number in range(9)])
    with spool.start() as terminal:
        top = terminal.emulator.screen.cursor.y
        # A machine that is too busy to send in time has sent something else.
        while terminal.press("<") is None or max(terminal.send_bytewise(key.encode()) for key in (down, down, down, up)) > 0.04:
            pass
        terminal.settle()
        assert terminal.emulator.screen.cursor.y == top + 2


def test_no_keys_of_multiplexers_and_flow_control(spool):
    assert not re.search(r"`\^[ABSQ\\]`", KEYS.read_text())


def test_a_paste_in_a_list_says_where_it_belongs(spool):
    empty(spool.media, ["a.mkv", "b.mkv"])
    with spool.start() as terminal:
        terminal.send("\x1b[200~aqpq\r\x1b[201~")
        terminal.wait_for("Pasted text goes into fields only")
        terminal.settle()
        assert "marked" not in terminal.text() and "1 Files" in terminal.text()


def test_a_paste_in_a_field_is_one_line_without_controls(spool):
    empty(spool.media, ["one two.mkv", "other.mkv"])
    with spool.start() as terminal:
        terminal.press("/")
        terminal.press("\x1b[200~one\r\ntwo\x07\x1b[31m\x1b[201~")
        assert "Filter: one two[31m" in terminal.text()


def test_a_megabyte_of_paste_never_blocks(spool):
    empty(spool.media, ["a.mkv"])
    with spool.start() as terminal:
        terminal.press("/")
        terminal.send(b"\x1b[200~" + b"paste me " * 116509 + b"\x1b[201~")
        terminal.send("\x1b")
        terminal.wait_until(lambda: "Filter:" not in terminal.text(), "the field is left")
