"""A foreign client of the queue: sqs_peer.py send QUEUE BODY…, or sqs_peer.py receive QUEUE, which prints the bodies
that it received and deleted as a JSON list."""

import json
import os
import sys

import boto3


def main(verb: str, name: str, *bodies: str) -> None:
    sqs = boto3.client("sqs", endpoint_url=os.environ["SPOOL_TEST_SQS_ENDPOINT"])
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    if verb == "send":
        for body in bodies:
            sqs.send_message(QueueUrl=url, MessageBody=body)
        return
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5).get("Messages", [])
    for message in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    print(json.dumps([message["Body"] for message in messages]))


main(*sys.argv[1:])
