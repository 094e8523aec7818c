"""What running processes use, as /proc tells."""

import os


def status(pid, field):
    """A field of /proc/PID/status in MB; 0 when the process is gone."""
    try:
        with open(f"/proc/{pid}/status") as lines:
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field + ":"))
    except (OSError, StopIteration):
        return 0


def processor_time(*pids):
    """Seconds of these processes and of their children that have ended."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            ticks += sum(map(int, stat.read().rsplit(")", 1)[1].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def siblings():
    """The other children of this process's parent."""
    parent = os.getppid()
    with open(f"/proc/{parent}/task/{parent}/children") as children:
        return [int(pid) for pid in children.read().split() if int(pid) != os.getpid()]


class Growth:
    """How far a process's resident memory rises above what it is now."""

    def __init__(self, pid):
        self.pid = pid
        # 5: the peak is counted from here (proc(5)).
        with open(f"/proc/{pid}/clear_refs", "w") as reset:
            reset.write("5")
        self.before = status(pid, "VmRSS")

    def peak(self):
        return status(self.pid, "VmHWM") - self.before
