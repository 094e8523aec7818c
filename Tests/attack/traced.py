"""Runs spool-media under strace and says what it did."""

import array
import dataclasses
import json
import math
import os
import pathlib
import re
import subprocess

#: What the C library may try to read although the sandbox refuses it, and does without.
HARMLESS_ATTEMPTS = re.compile(r"^(/proc/sys/vm/overcommit_memory|/usr/lib/.*/gconv/.*|/usr/share/zoneinfo/.*|/etc/localtime)$")
#: What the loader and the runtime read before the sandbox closes: no file of a user is among them.
SYSTEM_FILES = re.compile(r"^/(usr|lib|lib64|opt|etc/ld\.so|etc/localtime|proc/(self|filesystems|\d+)|sys|dev/null)")

CALLS = "trace=%file,%network,%process,seccomp,io_uring_setup"
OPEN = re.compile(r'\b(?:open|openat|openat2|creat)\((?:AT_FDCWD, |\d+, )?"((?:[^"\\]|\\.)*)"')
#: How a call ends in the log while another thread's is written, and how it goes on.
CUT = " <unfinished ...>"
RESUMED = re.compile(r" *<\.\.\. \w+ resumed>(.*)")


@dataclasses.dataclass
class Result:
    status: int
    events: list
    #: Files opened, and files whose opening was refused after the sandbox closed.
    opened: list
    attempted: list
    sockets: list
    programs: list
    sandboxed: bool
    stderr: str

    @property
    def last(self):
        """The kind and the content of the event that ended the run."""
        assert self.events, f"no event, status {self.status}: {self.stderr}"
        content = dict(self.events[-1])
        return content.pop("event"), content

    @property
    def verdict(self):
        kind, content = self.last
        return content["code"] if kind == "failed" else kind


def run(program, arguments, *, folder, timeout=300, environment=None, inject=None):
    """Runs it to its end. `inject` makes a call fail, in strace's syntax: `seccomp:error=ENOSYS`."""
    log = pathlib.Path(folder) / f"strace-{os.getpid()}"
    # Only calls that are traced can be made to fail.
    calls = f"{CALLS},{inject.partition(':')[0]}" if inject else CALLS
    options = ["-e", f"inject={inject}"] if inject else []
    command = [
        "strace", "-f", "-qq", "-e", "signal=none", "-s", "4096", "-e", calls, *options, "-o", str(log), str(program), *arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})})
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
    events = [json.loads(line) for line in stdout.decode().splitlines()]
    lines = whole_calls(log.read_text(errors="surrogateescape"))
    log.unlink()
    return Result(
        process.returncode, events, *opens(lines), _calls(lines, "socket|connect|bind|sendto|sendmsg|socketpair"),
        _calls(lines, "execve|execveat|fork|vfork")[1:],
        any("seccomp(SECCOMP_SET_MODE_FILTER" in line for line in lines), stderr.decode(errors="replace"))


def peak_memory(program, arguments, timeout=900):
    """Runs without strace; the most bytes resident, and the last event."""
    reader, writer = os.pipe()
    child = os.posix_spawn(program, [str(program), *arguments], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1)])
    os.close(writer)
    with os.fdopen(reader) as output:
        lines = output.read().splitlines()
    _, status, usage = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(lines[-1]), usage.ru_maxrss * 1024


def whole_calls(text):
    """strace's lines, where those that another thread's call has cut in two are put together."""
    lines, begun = [], {}
    for line in text.splitlines():
        thread, _, call = line.partition(" ")
        if call.endswith(CUT):
            begun[thread] = line.removesuffix(CUT)
        elif rest := RESUMED.match(call):
            lines.append(begun.pop(thread, f"{thread} ") + rest[1])
        else:
            lines.append(line)
    return lines + list(begun.values())


def opens(lines):
    """Names that were opened, and names that were tried after the sandbox had closed."""
    opened, attempted, closed = [], [], False
    for line in lines:
        closed = closed or "seccomp(" in line
        match = OPEN.search(line)
        if not match:
            continue
        name = match[1]
        if closed:
            attempted.append(name)
        if not re.search(r"= -1 E", line):
            opened.append(name)
    return opened, attempted


def _calls(lines, names):
    return [line for line in lines if re.search(rf"^\d+ +(?:{names})\(", line)]


def check_contained(result, *own):
    """Nothing was opened, run or connected beyond the files of the request, `own`."""
    own = {str(name) for name in own}
    assert result.sandboxed
    assert not result.sockets, result.sockets
    assert not result.programs, result.programs
    foreign = [name for name in result.opened if name not in own and not SYSTEM_FILES.match(name)]
    assert not foreign, foreign
    tried = [name for name in result.attempted if not HARMLESS_ATTEMPTS.match(name)]
    assert not tried, tried


def tone(file, frequency):
    """How much of the sound's energy lies at `frequency`, 0 … 1; 0 when there is no sound."""
    command = ["ffmpeg", "-v", "quiet", "-nostdin", "-i", str(file), "-ac", "1", "-ar", "16000", "-t", "4", "-f", "s16le", "-"]
    samples = array.array("h", subprocess.run(command, capture_output=True).stdout)
    best = 0.0
    for start in range(0, len(samples) - 1600, 1600):
        block = samples[start:start + 1600]
        energy = sum(sample * sample for sample in block)
        if energy == 0:
            continue
        step = 2 * math.pi * frequency / 16000
        real = sum(sample * math.cos(step * i) for i, sample in enumerate(block))
        imaginary = sum(sample * math.sin(step * i) for i, sample in enumerate(block))
        best = max(best, 2 * (real * real + imaginary * imaginary) / (energy * len(block)))
    return best
