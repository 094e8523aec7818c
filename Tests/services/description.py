"""docs/openapi.yaml, and whether an answer is one that it describes."""

import json

import jsonschema
import yaml

METHODS = ("get", "put", "post", "patch", "delete")


class Description:
    def __init__(self, text):
        self.document = yaml.safe_load(text)

    @property
    def operations(self):
        return {
            (method.upper(), template)
            for template, item in self.document["paths"].items() for method in item if method in METHODS}

    def check(self, method, template, reply):
        """The status has to be listed by its number: `default` is for what nobody expects."""
        answers = self.document["paths"][template][method.lower()]["responses"]
        assert str(reply.status) in answers, f"{method} {template}: {reply.status} {reply.text}"
        answer = self.resolved(answers[str(reply.status)])
        contents = answer.get("content", {})
        if not contents:
            assert not reply.body, f"{method} {template} has a body"
            return
        kind = reply.headers["Content-Type"].split(";")[0]
        assert kind in contents, f"{method} {template}: {kind}"
        if kind.endswith("json"):
            self.validate(json.loads(reply.body), contents[kind]["schema"])

    def validate(self, value, schema):
        jsonschema.validate(
            value, schema | {"components": self.document["components"]}, jsonschema.Draft202012Validator)

    def resolved(self, answer):
        reference = answer.get("$ref")
        return self.document["components"]["responses"][reference.rsplit("/", 1)[1]] if reference else answer
