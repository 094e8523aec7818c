"""The order in which things are started does not matter: each process says what it waits for, and then goes on."""

from person import wait_until
from system import PATIENCE, System


def waits(service, *words):
    status, text = service.readiness()
    return status == 503 and all(word in text for word in words)


def test_processes_that_come_before_their_servers_and_tables(own_servers, folder, clips):
    system = System(own_servers.environment, folder)
    names = ("mysql", "mongodb", "sqs", "smtp")
    try:
        with own_servers.away(*names):
            services = {role: system.launch(role) for role in ("notifier", "converter", "gateway", "auth")}
            expected = {
                "auth": ["the database"], "gateway": ["the ledger", "the video store", "the auth service"],
                "converter": ["the database", "GridFS", "SQS"], "notifier": ["the database", "SQS", "the mail server"]}
            for role, words in expected.items():
                wait_until(lambda: waits(services[role], *words), PATIENCE)
        # Neither the database nor the queues have been made yet.
        wait_until(lambda: waits(services["converter"], "the database", "SQS: The SQS queue does not exist"), PATIENCE)
        wait_until(lambda: services["notifier"].readiness()[1].count("run 'spoold migrate'") == 1, PATIENCE)
        system.make_database()
        system.migrate().add_user()
        system.wait_ready(*services.values())
        token = system.log_in()
        system.expect_sound(token, [system.accepted(token, clips.short)], mails=1)
        for service in services.values():
            assert service.stop() == 0, service.log()
            messages = [line["message"] for line in service.lines()]
            assert any(message.startswith("waiting for") for message in messages)
    finally:
        system.end()
