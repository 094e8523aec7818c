"""`spoold user add` at a terminal."""

import os
import subprocess
import termios

import pexpect
import pytest

from served_system import BIN, PATIENCE

ANN, PASSWORD = "ann@example.org", "correct horse"


@pytest.fixture
def typing(folder):
    # Not before a line comes, so that the terminal can be looked at as it was.
    command = f"read _; exec {BIN}/spoold user add {ANN} --home {folder}"
    terminal = pexpect.spawn("/bin/sh", ["-c", command], timeout=PATIENCE, echo=True)
    terminal.untouched = termios.tcgetattr(terminal.child_fd)
    terminal.sendline()
    yield terminal
    terminal.close(force=True)


def accounts(folder):
    listing = [f"{BIN}/spoold", "user", "list", "--home", folder]
    return subprocess.run(listing, capture_output=True, text=True, timeout=PATIENCE).stdout


def test_the_password_is_typed_unseen_and_twice(typing, folder):
    for prompt in ("Password:", "Again:"):
        typing.expect(prompt)
        typing.sendline(f"{PASSWORD}x\x7f")
    typing.expect(f"{ANN} can log in.")
    typing.expect(pexpect.EOF)
    assert PASSWORD.encode() not in typing.before
    assert ANN in accounts(folder)


@pytest.mark.parametrize("prompts", [["Password:"], ["Password:", "Again:"]])
def test_an_interrupt_changes_nothing_and_leaves_the_terminal_as_it_was(typing, folder, prompts):
    for prompt in prompts[:-1]:
        typing.expect(prompt)
        typing.sendline(PASSWORD)
    typing.expect(prompts[-1])
    assert not termios.tcgetattr(typing.child_fd)[3] & termios.ECHO
    os.write(typing.child_fd, b"correct\x03")
    typing.expect("interrupted: nothing was changed")
    typing.expect(pexpect.EOF)
    assert termios.tcgetattr(typing.child_fd) == typing.untouched
    assert ANN not in accounts(folder)


def test_two_different_passwords_change_nothing(typing, folder):
    typing.expect("Password:")
    typing.sendline(PASSWORD)
    typing.expect("Again:")
    typing.sendline(PASSWORD.upper())
    typing.expect("differ")
    typing.expect(pexpect.EOF)
    assert ANN not in accounts(folder)


def test_another_password_is_read_from_standard_input_under_either_name(folder):
    def change(*command):
        arguments = [f"{BIN}/spoold", "user", *command, ANN, "--home", str(folder)]
        return subprocess.run(arguments, input=f"{PASSWORD}\n", capture_output=True, text=True, timeout=PATIENCE)

    assert change("add").returncode == 0
    for name in ("password", "passwd"):
        result = change(name)
        assert (result.returncode, result.stdout) == (0, f"{ANN} has a new password.\n"), result.stderr
