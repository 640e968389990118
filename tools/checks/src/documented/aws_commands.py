"""Reads lines of JSON, each a command of the AWS CLI, and prints what is wrong with it by botocore's models, or null.

A command is {"words": […], "whole": true}; one in a sentence is not whole, and may lack flags and values."""

import json
import sys
from functools import lru_cache

import jmespath
from botocore import xform_name
from botocore.session import Session

# https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html
GLOBAL = {"endpoint-url": 1, "output": 1, "query": 1, "region": 1, "profile": 1, "no-cli-pager": 0, "cli-input-json": 1}
# Commands that the CLI adds to the models. https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html
OWN = {("logs", "tail"): {"since": 1, "follow": 0, "format": 1, "filter-pattern": 1}}
# https://docs.aws.amazon.com/cli/latest/reference/s3api/
NAMES = {"s3api": "s3"}

session = Session()


@lru_cache
def operations(service):
    model = session.get_service_model(NAMES.get(service, service))
    return {xform_name(name, "-"): model.operation_model(name) for name in model.operation_names}


@lru_cache
def waiters(service):
    model = session.get_waiter_model(NAMES.get(service, service))
    return {xform_name(name, "-"): model.get_waiter(name).operation for name in model.waiter_names}


def flags_of(service, words):
    """The flags of a command with the number of their values at least, those that it must have, and how many words it has."""
    command = words[0]
    if (service, command) in OWN:
        return OWN[service, command], set(), 2
    known = operations(service)
    if command == "wait":
        names = {xform_name(each.name, "-"): each for each in known.values()}
        known = {name: names[xform_name(operation, "-")] for name, operation in waiters(service).items()}
        command = words[1]
    if command not in known:
        raise ValueError(f"{service} has no {command}")
    shape = known[command].input_shape
    members = shape.members if shape else {}
    flags = {}
    for name, member in members.items():
        flag = xform_name(name, "-")
        flags[flag] = 0 if member.type_name == "boolean" else 1
        if member.type_name == "boolean":
            flags["no-" + flag] = 0
    required = {xform_name(name, "-") for name in (shape.required_members if shape else [])}
    return flags, required, 2 if words[0] == "wait" else 1


def problem_of(words, whole):
    service, *rest = words
    if NAMES.get(service, service) not in session.get_available_services():
        return f"there is no service {service}"
    flags, required, count = flags_of(service, rest)
    given = {}
    current = None
    for word in rest[count:]:
        if word.startswith("--"):
            current, _, value = word[2:].partition("=")
            given[current] = [value] if value else []
        elif current is not None:
            given[current].append(word)
    for flag, values in given.items():
        least = {**flags, **GLOBAL}.get(flag)
        if least is None:
            return f"{service} {rest[0]} has no --{flag}"
        if whole and least > len(values):
            return f"--{flag} has no value"
    if "query" in given:
        jmespath.compile(given["query"][0])
    missing = required - set(given)
    return f"lacks --{min(missing)}" if whole and missing else None


for line in sys.stdin:
    try:
        answer = problem_of(**json.loads(line))
    except Exception as error:  # whatever a command makes the models say
        answer = str(error)
    print(json.dumps(answer))
