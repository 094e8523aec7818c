"""moto's SQS for `up`: sqs_server.py PORT FOLDER. Writes the keys of a user who may use SQS to FOLDER/keys.json.

SIGUSR1 closes the port, SIGUSR2 opens it again; the queues stay. FOLDER/open exists while the port is open.
"""

import json
import signal
import sys
import threading
from pathlib import Path

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.sts.responses import TokenResponse
from werkzeug.serving import make_server

PORT, FOLDER = int(sys.argv[1]), Path(sys.argv[2])
MARK = FOLDER / "open"
POLICY = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sqs:*", "sts:*"], "Resource": "*"}}


def open_port(application):
    server = make_server("127.0.0.1", PORT, application, threaded=True, request_handler=MotoRequestHandler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def make_user() -> None:
    """The three calls that moto takes unsigned."""
    iam = boto3.client(
        "iam", endpoint_url=f"http://127.0.0.1:{PORT}", region_name="us-east-1", aws_access_key_id="none",
        aws_secret_access_key="none")
    iam.create_user(UserName="spool")
    key = iam.create_access_key(UserName="spool")["AccessKey"]
    iam.put_user_policy(UserName="spool", PolicyName="queues", PolicyDocument=json.dumps(POLICY))
    (FOLDER / "keys.json").write_text(json.dumps({"id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}))


def take_tokens_unsigned() -> None:
    """As AWS does, unlike moto: the token of AssumeRoleWithWebIdentity is the caller's proof."""
    check = TokenResponse._authenticate_and_authorize_normal_action

    def authorize(self, resource: str = "*") -> None:
        if self._get_action() != "AssumeRoleWithWebIdentity":
            check(self, resource)

    TokenResponse._authenticate_and_authorize_normal_action = authorize


def main() -> None:
    signals = {signal.SIGUSR1, signal.SIGUSR2}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    take_tokens_unsigned()
    application = DomainDispatcherApplication(create_backend_app)
    server = open_port(application)
    make_user()
    while True:
        MARK.touch()
        while signal.sigwait(signals) != signal.SIGUSR1:
            pass
        server.shutdown()
        server.server_close()
        MARK.unlink()
        while signal.sigwait(signals) != signal.SIGUSR2:
            pass
        server = open_port(application)


main()
