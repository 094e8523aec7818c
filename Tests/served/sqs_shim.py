"""A queue that does what SQS may do, between spoold and the queue's server: it delivers messages twice, late and in
another order, and forgets that some were deleted. Signatures cover the Host header, so requests pass unchanged."""

import http.client
import itertools
import json
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Shim:
    def __init__(self, endpoint, seed=1):
        self.target = urlsplit(endpoint).netloc
        self.random = random.Random(seed)
        self.done = Counter()
        self.sends, self.deletions = itertools.count(), itertools.count()
        self.lock = threading.Lock()
        # By receipt: messages in flight, and those whose deletion was forgotten, which will come again.
        self.delivered, self.again, self.forgotten = {}, [], set()
        shim = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, answer = shim.act(self.headers, self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def act(self, headers, path, body):
        action = headers.get("X-Amz-Target", "").rpartition(".")[2]
        match action:
            case "SendMessageBatch" | "SendMessage":
                return self._send(headers, path, body)
            case "DeleteMessageBatch" | "DeleteMessage":
                return self._delete(headers, path, body)
            case "ReceiveMessage":
                return self._receive(headers, path, body)
        return self._forward(headers, path, body)

    def _note(self, what, count=1):
        with self.lock:
            self.done[what] += count

    def _send(self, headers, path, body):
        """Every second late, so that what was sent after it comes before it; every fourth twice."""
        number = next(self.sends)
        if number % 2 == 0:
            self._note("late")
            late = threading.Timer(self.random.uniform(0.3, 2), self._forward, (headers, path, body))
            late.daemon = True
            late.start()
            return self._successful(json.loads(body))
        if number % 4 == 1:
            self._note("twice")
            self._forward(headers, path, body)
        return self._forward(headers, path, body)

    def _receive(self, headers, path, body):
        queue = json.loads(body)["QueueUrl"]
        status, answer = self._forward(headers, path, body)
        found = json.loads(answer).get("Messages") or [] if status == 200 else []
        with self.lock:
            due = [message for at, name, message in self.again if name == queue and at <= time.monotonic()]
            self.again = [entry for entry in self.again if entry[2] not in due]
            found += due[:10 - len(found)]
            self.random.shuffle(found)
            self.delivered |= {message["ReceiptHandle"]: (queue, message) for message in found}
        return status, json.dumps({"Messages": found}).encode() if found else answer

    def _delete(self, headers, path, body):
        """Every second is forgotten: the messages come again a second later, as after a visibility timeout."""
        request = json.loads(body)
        receipts = [entry["ReceiptHandle"] for entry in request.get("Entries", [request])]
        with self.lock:
            known = [self.delivered.pop(receipt) for receipt in receipts if receipt in self.delivered]
            # Once each: a queue that is asked every 20 s would else take minutes to forget them for good.
            known = [entry for entry in known if entry[1]["MessageId"] not in self.forgotten]
            self.forgotten |= {message["MessageId"] for _, message in known}
        if next(self.deletions) % 2 == 0 and known:
            self._note("deletions forgotten", len(known))
            with self.lock:
                self.again += [(time.monotonic() + 1, *entry) for entry in known]
            return self._successful(request)
        return self._forward(headers, path, body)

    @staticmethod
    def _successful(request):
        entries = [{"Id": entry["Id"]} for entry in request.get("Entries", [])]
        return 200, json.dumps({"Successful": entries, "Failed": []}).encode()

    def _forward(self, headers, path, body):
        connection = http.client.HTTPConnection(self.target, timeout=60)
        try:
            connection.putrequest("POST", path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                if name.lower() != "connection":
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError:
            return 503, b"{}"
        finally:
            connection.close()
