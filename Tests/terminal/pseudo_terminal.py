"""Runs a program on a pseudo-terminal, with an emulator behind it and a log of every byte."""

import errno
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

from emulator import Emulator

# Far more than anything takes: a machine that is shared can stand still for many seconds.
TIMEOUT = 60.0
IDLE = 2.0


class Terminal:
    """A pseudo-terminal with a child as its session's leader."""

    def __init__(self, command, term="xterm-256color", size=(80, 24), environment=None, directory=None):
        self.size = size
        self.log = b""
        self.emulator = Emulator(*size)
        self.status = None
        self.master, slave = pty.openpty()
        self._set_size(slave, size)
        self.initial_modes = termios.tcgetattr(slave)
        self.slave_name = os.ttyname(slave)
        variables = base_environment()
        if term is not None:
            variables["TERM"] = term
        variables.update(environment or {})
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for descriptor in range(3):
                os.dup2(slave, descriptor)
            os.closerange(3, 256)
            try:
                os.chdir(directory or ".")
                os.execvpe(command[0], command, variables)
            finally:
                os._exit(127)
        # Kept open, for the modes are read from it after the child is gone.
        self.slave = slave
        os.set_blocking(self.master, False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.status is None and self.pid:
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self._reap(5)
        for descriptor in (self.master, self.slave):
            if descriptor is not None:
                os.close(descriptor)
        self.master = self.slave = None

    # ---- Output ----

    def pump(self, seconds=0.0):
        """Takes what comes within `seconds`; the number of bytes."""
        start, deadline = len(self.log), time.monotonic() + seconds
        while True:
            left = max(deadline - time.monotonic(), 0)
            if not select.select([self.master], [], [], left)[0]:
                return len(self.log) - start
            try:
                data = os.read(self.master, 65536)
            except BlockingIOError:
                continue
            except OSError as error:
                if error.errno == errno.EIO:
                    return len(self.log) - start
                raise
            self.log += data
            self.emulator.feed(data)

    def wait_until(self, condition, what, timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {timeout} s: {what}; the screen:\n" + "\n".join(self.rows()))
            self.pump(0.01)

    def wait_for(self, text, timeout=TIMEOUT):
        self.wait_until(lambda: any(text in row for row in self.rows()), repr(text), timeout)

    def settle(self, quiet=0.3, timeout=TIMEOUT):
        """Waits for output to stop for `quiet` seconds, and for the program to have nothing left to do."""
        deadline = time.monotonic() + timeout
        # What it wrote between the two looks has come by the third.
        while self.pump(quiet) or self.is_busy() or self.pump(0.02):
            assert time.monotonic() < deadline, "output does not stop; the screen:\n" + self.text()

    def is_busy(self):
        """Input waits to be read, or a thread works or waits for the processor or the disk."""
        if self.slave is not None and self.unread() > 0:
            return self.state() not in "TZX"
        try:
            folder = f"/proc/{self.foreground()}/task"
            return any(state_of(f"{folder}/{thread}/stat") in "RD" for thread in os.listdir(folder))
        except (FileNotFoundError, ProcessLookupError):
            return False

    def foreground(self):
        """The process to which the keys go: under a shell not the child."""
        leader = os.tcgetpgrp(self.master)
        return leader if os.path.exists(f"/proc/{leader}") else self.pid

    def unread(self):
        """Bytes that have been typed and that the program has not read."""
        return struct.unpack("i", fcntl.ioctl(self.slave, termios.FIONREAD, b"\0" * 4))[0]

    def rows(self):
        return self.emulator.rows()

    def text(self):
        return "\n".join(self.rows())

    # ---- Input ----

    def send(self, data):
        data = data.encode() if isinstance(data, str) else data
        while data:
            try:
                data = data[os.write(self.master, data):]
            except BlockingIOError:
                self.pump(0.01)

    def send_bytewise(self, data, gap=0.02):
        """The longest pause that there really was between two bytes."""
        longest, last = 0.0, None
        for byte in data:
            self.send(bytes([byte]))
            now = time.monotonic()
            longest, last = max(longest, now - (last or now)), now
            self.pump(gap)
        return longest

    def press(self, data, quiet=0.3):
        """Sends keys and waits for the answer to end; the bytes of the answer. Not for screens with bars that move."""
        start = len(self.log)
        self.send(data)
        # Some keys have no answer: then the program has read them and has nothing to do.
        idle_since = time.monotonic()
        while len(self.log) == start and time.monotonic() < idle_since + IDLE:
            self.pump(0.01)
            if self.is_busy():
                idle_since = time.monotonic()
        self.settle(quiet)
        return self.log[start:]

    def resize(self, width, height):
        self.size = (width, height)
        self.emulator.resize(width, height)
        self._set_size(self.master, self.size)

    @staticmethod
    def _set_size(descriptor, size):
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    # ---- Process ----

    def kill(self, number):
        os.kill(self.pid, number)

    def hang_up(self):
        """Closes the terminal, as a lost connection does."""
        for descriptor in (self.master, self.slave):
            os.close(descriptor)
        self.master = self.slave = None

    def _reap(self, timeout):
        deadline = time.monotonic() + timeout
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
            elif time.monotonic() > deadline:
                return False
            elif self.master is not None:
                self.pump(0.01)
            else:
                time.sleep(0.01)
        if self.master is not None:
            self.pump(0.05)
        return True

    def wait_exit(self, timeout=TIMEOUT):
        """The exit code, or minus the number of the signal that ended it."""
        assert self._reap(timeout), f"still running after {timeout} s; the screen:\n" + self.text()
        return os.waitstatus_to_exitcode(self.status)

    def modes(self):
        return termios.tcgetattr(self.slave)

    def cpu_seconds(self):
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def state(self):
        """R, S, T … as /proc says."""
        return state_of(f"/proc/{self.pid}/stat")

    def wait_gone(self):
        """Waits for the end of a program whose terminal is gone; until then it must not spin."""
        before, deadline = self.cpu_seconds(), time.monotonic() + TIMEOUT
        while self.state() != "Z":
            assert time.monotonic() < deadline, "still running though its terminal was closed"
            assert self.cpu_seconds() - before < 0.3, "it spins"
            time.sleep(0.01)
        return self.wait_exit()


def state_of(path):
    with open(path) as stat:
        return stat.read().rsplit(")", 1)[1].split()[0]


def base_environment():
    """Nothing of the machine the tests run on but its paths."""
    kept = ("PATH", "HOME", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
            "XDG_DATA_HOME", "XDG_CACHE_HOME", "SPOOL_BIN_DIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"LANG": "C.UTF-8"}
