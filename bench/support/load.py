"""A light client of the HTTP API in a process of its own.

    load.py requests PORT TOKEN RATE SECONDS    asks at a steady rate; reads job ids from standard input, then prints
                                                {"latencies": {KIND: [ms…]}, "errors": [what…]}
    load.py listen PORT TOKEN COUNT             opens event streams, prints "listening" once all have been greeted, and
                                                the number of events when its standard input ends

A latency counts from the moment at which the request was due, so that a slow answer does not hide those behind it.
"""

import asyncio
import itertools
import json
import random
import sys
import time

KINDS = ["list"] * 3 + ["job"] * 4 + ["info"] + ["change"] * 2
CONNECTIONS = 16


class Connection:
    """One request after the other over a kept connection."""

    def __init__(self, port, token):
        self.port, self.token, self.streams = port, token, None

    async def ask(self, method, path, body=b""):
        """The status."""
        if not self.streams:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        await reader.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0]))
        return int(head.split(" ", 2)[1])


def request(kind, jobs):
    job = random.choice(jobs)
    match kind:
        case "list": return "GET", "/v1/jobs?limit=50&state=queued"
        case "job": return "GET", f"/v1/jobs/{job}"
        case "info": return "GET", "/v1/info"
        case "change": return "PATCH", f"/v1/jobs/{job}", json.dumps({"move": random.choice(["up", "down"])}).encode()


async def requests(port, token, rate, seconds):
    jobs = sys.stdin.read().split()
    free = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(Connection(port, token))
    latencies, errors = {kind: [] for kind in KINDS}, []

    async def one(kind, due):
        connection = await free.get()
        try:
            status = await connection.ask(*request(kind, jobs))
            if status != 200:
                errors.append(f"{kind}: {status}")
        except (OSError, asyncio.IncompleteReadError, IndexError) as error:
            errors.append(f"{kind}: {error!r}")
            connection.streams = None
        latencies[kind].append((time.monotonic() - due) * 1000)
        free.put_nowait(connection)

    start = time.monotonic()
    async with asyncio.TaskGroup() as tasks:
        for number, kind in zip(range(int(rate * seconds)), itertools.cycle(KINDS)):
            due = start + number / rate
            await asyncio.sleep(max(0, due - time.monotonic()))
            tasks.create_task(one(kind, due))
    print(json.dumps({"latencies": latencies, "errors": errors}))


async def listen(port, token, count):
    events = 0

    async def one(greeted):
        nonlocal events
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        await reader.readuntil(b"event: hello")
        greeted.set_result(None)
        while part := await reader.read(1 << 16):
            events += part.count(b"event: ")

    loop = asyncio.get_running_loop()
    greetings = [loop.create_future() for _ in range(count)]
    tasks = [asyncio.create_task(one(greeted)) for greeted in greetings]
    await asyncio.gather(*greetings)
    print("listening", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    if any(task.done() for task in tasks):
        sys.exit("the server has ended a stream of events")
    print(events)


match sys.argv[1:]:
    case "requests", port, token, rate, seconds:
        asyncio.run(requests(int(port), token, float(rate), float(seconds)))
    case "listen", port, token, count:
        asyncio.run(listen(int(port), token, int(count)))
    case _:
        sys.exit(__doc__)
