"""`spool plain`: the whole journey by numbered prompts, without an escape sequence."""

import os
import re
import shutil
import signal

import pexpect
import pytest


def answers(*lines):
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.fixture
def session(spool):
    """The plain front-end on a terminal; every byte that it writes is kept."""
    started = []

    def start(*arguments, **environment):
        terminal = pexpect.spawn(
            f"{spool.programs}/spool", list(arguments), cwd=str(spool.work), timeout=60, encoding="utf-8",
            env=spool.env | {"TERM": "xterm-256color"} | environment)
        terminal.logfile_read = open(spool.work / "screen.log", "w", encoding="utf-8")
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.close(force=True)


def shown(spool):
    return (spool.work / "screen.log").read_text()


def test_from_the_files_to_the_mp3(spool, talk, session):
    (spool.work / "sub").mkdir()
    for name in ("talk 10.mkv", "Talk 9.mkv"):
        (spool.work / name).write_bytes(b"")
    terminal = session("plain")
    terminal.expect("Choice: ")
    terminal.sendline("1")
    terminal.expect("1 sub, directory\r\n2 Talk 9.mkv, .*\r\n3 talk 10.mkv, .*\r\n4 talk.mkv, [0-9]+ kB\r\n")
    terminal.expect("go back: ")
    terminal.sendline("4")
    terminal.expect("talk.mkv → .*talk.mp3  .*\r\n")
    terminal.expect("y or n: ")
    terminal.sendline("y")
    terminal.expect("talk.mkv: done: ")
    terminal.expect("Choice: ")
    assert (spool.work / "talk.mp3").exists()
    terminal.sendline("2")
    terminal.expect("1 talk.mkv: done")
    terminal.sendline("7")
    terminal.expect("Type one number from 1 to 1.")
    terminal.sendline("1")
    terminal.expect("([0-9]) take it off the list")
    terminal.sendline(terminal.match[1])
    terminal.expect("Really take it off the list")
    terminal.sendline("y")
    terminal.expect("There are no jobs.")
    terminal.expect("Choice: ")
    terminal.sendline("q")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert "\x1b" not in shown(spool)
    assert spool("ls", "--json").of("job") == []


@pytest.mark.parametrize("arguments, environment", [(["--plain"], {}), ([], {"ACCESSIBLE": "1"})])
def test_files_are_planned_at_once(spool, talk, session, arguments, environment):
    terminal = session(*arguments, talk, **environment)
    terminal.expect("talk.mkv → ")
    terminal.expect("y or n: ")
    terminal.sendline("n")
    terminal.expect("Nothing was queued")
    terminal.expect("Choice: ")
    terminal.sendline("")
    terminal.expect("Type a number from 1 to")
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    assert "\x1b" not in shown(spool)


def test_changes_come_a_line_each_and_an_interrupt_leaves_the_jobs(spool, long, session):
    terminal = session("plain", long)
    terminal.expect("y or n: ")
    terminal.sendline("y")
    terminal.expect("long.mkv: converting\r\n")
    terminal.kill(signal.SIGINT)
    terminal.expect("the jobs go on")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert "\x1b" not in shown(spool)
    assert len(spool("ls", "--json").of("job")) == 1
    assert spool("cancel", "--all").code == 0


def test_an_interrupt_at_a_prompt_ends_it(spool, session):
    terminal = session("plain")
    terminal.expect("Choice: ")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130


def test_pipes_serve_as_well(spool, media):
    for number in range(3):
        shutil.copy(media / "talk.mkv", spool.work / f"{number}.mkv")
    name = os.fsencode(spool.work) + b"/caf\xe9.mkv"
    shutil.copy(media / "talk.mkv", name)
    ended = spool("plain", input=answers("1", "9", "1,3", "y", "1", "3 6", "y", "3", "x", "q"))
    assert ended.code == 0
    assert "no such numbers" in ended.out
    assert len(re.findall(r"mkv: done", ended.out)) == 4
    assert len(list(spool.work.glob("*.mp3"))) == 4
    assert "All jobs have ended." in ended.out


def test_faults_are_said_and_the_journey_goes_on(spool):
    (spool.work / "text.mp4").write_text("this is text\n")
    ended = spool("plain", input=answers("1", "1", "n", "1", "nowhere.mkv", "", "6", "", "6", "ftp://x", "q"))
    assert ended.code == 0
    assert "text.mp4: failed: " in ended.out
    assert "no such file or directory" in ended.out
    assert "ftp" in ended.err
    assert spool("plain", "--json").code == 2
