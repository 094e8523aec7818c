"""The programs end without taking their libraries down, which other threads use until the very end."""

import shutil
import subprocess

import pytest

from person import is_alive, wait_until

LATE = r"""
#include <unistd.h>
__attribute__((destructor)) static void late(void) { (void)!write(2, "destroyed", 9); }
"""


@pytest.fixture
def telling(spool, tmp_path):
    """The person's programs with a library that says when it is taken down."""
    compiler = shutil.which("clang") or shutil.which("cc")
    assert compiler, "neither clang nor cc is installed"
    source, library = tmp_path / "late.c", tmp_path / "late.so"
    source.write_text(LATE)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
    spool.env["LD_PRELOAD"] = str(library)
    return spool


@pytest.mark.parametrize("arguments, answer", [
    (["--version"], "."), (["ls"], ""), (["queue", "--json"], "{"), (["show", "nothing"], "no job"),
    (["--nonsense"], "Unknown"),
])
def test_no_destructor_runs(telling, arguments, answer):
    ended = telling(*arguments)
    assert answer in ended.out + ended.err
    assert "destroyed" not in ended.out + ended.err


def test_no_destructor_runs_in_the_daemon(telling):
    assert telling("ls").code == 0
    pid = telling.daemon_pid()
    assert telling("daemon", "stop").code == 0
    wait_until(lambda: not is_alive(pid))
    log = "".join(path.read_text() for path in telling.home.rglob("*.log"))
    assert log
    assert "destroyed" not in log
