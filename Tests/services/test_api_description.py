"""schemathesis calls every route of docs/openapi.yaml with what it allows and what it does not.

SPOOL_BIN_DIR names the directory with spoold and spool-media; without it the test is skipped, loudly.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from servers import free_port

BIN = os.environ.get("SPOOL_BIN_DIR")
# The stream of events never ends, and the server is to stay.
LEFT_OUT = ["--exclude-path", "/v1/events", "--exclude-path", "/v1/daemon/shutdown"]
# A single-user server asks for no login: it cannot refuse one that is missing.
CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
          "response_schema_conformance,unsupported_method")

if not BIN:
    print("SKIPPED: SPOOL_BIN_DIR is not set (the directory with spoold and spool-media)")


@pytest.fixture
def server():
    """A single-user server on loopback, where no path of a file is taken: nothing it is sent can do harm."""
    home = Path(tempfile.mkdtemp(prefix="spool-api-", dir="/tmp"))
    port = free_port()
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [f"{BIN}/spoold", "all", "--home", home, "--ready-fd", str(writing), "--idle-exit", "0"],
        env={**os.environ, "SPOOL_LOOPBACK": f"127.0.0.1:{port}", "SPOOL_MEDIA": f"{BIN}/spool-media"},
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with open(reading) as ready:
            assert json.loads(ready.readline())["state"] == "ready"
        yield f"http://127.0.0.1:{port}"
        assert process.poll() is None, "the server has ended"
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(home, ignore_errors=True)


@pytest.mark.skipif(not BIN, reason="SPOOL_BIN_DIR is not set")
def test_the_server_is_as_described(server):
    schemathesis = Path(sys.executable).with_name("schemathesis")
    result = subprocess.run(
        [schemathesis, "run", f"{server}/openapi.yaml", "--checks", CHECKS, *LEFT_OUT, "--max-examples", "25",
         "--generation-deterministic", "--request-timeout", "10", "--no-color"],
        capture_output=True, text=True, timeout=280, cwd=tempfile.gettempdir())
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]
