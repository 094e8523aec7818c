"""A daemon of our own in a private home, started for one benchmark and stopped at its end."""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from support.harness import program


@contextlib.contextmanager
def private_home(prefix="spool-bench-"):
    """Yields (home directory, environment); stops the daemon that lives in it and removes it."""
    home = Path(tempfile.mkdtemp(prefix=prefix))
    environment = {**os.environ, "SPOOL_HOME": str(home)}
    try:
        yield home, environment
    finally:
        subprocess.run([program("spool"), "daemon", "stop"], env=environment,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30)
        shutil.rmtree(home, ignore_errors=True)


def daemon_pid(environment):
    """The process id of the daemon, which is started when there is none."""
    subprocess.run([program("spool"), "queue", "--json"], env=environment, check=True, capture_output=True)
    output = subprocess.run([program("spool"), "daemon", "status", "--json"], env=environment, check=True,
                            capture_output=True).stdout
    return json.loads(output.splitlines()[0])["pid"]
