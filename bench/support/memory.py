"""The memory of a running process, as /proc tells."""


def status(pid, field):
    """A field of /proc/PID/status in MB; 0 when the process is gone."""
    try:
        with open(f"/proc/{pid}/status") as lines:
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field + ":"))
    except (OSError, StopIteration):
        return 0


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
