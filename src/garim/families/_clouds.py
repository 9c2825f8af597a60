"""Hosts at clouds and services of which the labels before the service's own name are a customer's.

`orders.c9akciq32xyz.ap-northeast-2.rds.amazonaws.com` says two things: what it is, which everyone may know and a reader needs,
and whose, which stands before it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import garim.late as re

_GENERIC = re.compile(
    r"(?:www\d?|api|apis|app|apps|docs?|help|support|status|blog|cdn|static|assets|console|portal|login|auth|accounts?|id|"
    r"my|admin|dashboard|download|downloads|repo|registry|packages?|get|install|developers?|dev|community|hooks|files|"
    r"edge|s3|s3-website|s3-[a-z0-9-]+|s3express|ec2|sts|iam|kms|sqs|sns|ecr|eks|ecs|lambda|logs|monitoring|dynamodb|"
    r"secretsmanager|ssm|elasticloadbalancing|elb|rds|redshift|athena|glue|kinesis|firehose|execute-api|events|batch|"
    r"cloudformation|autoscaling|bedrock|bedrock-runtime|cognito-idp|dkr|compute|sagemaker|blob|file|queue|table|core|"
    r"database|vault|servicebus|azurewebsites|management|oauth2?|ingest|trace|intake|[a-z]{2}-[a-z]+(?:-[a-z]+)?-\d|"
    r"email|[a-z]+-[a-z]+\d-docker|us|eu|ap\d?|us\d|eu\d|global|cn|cluster|public|slack-files|join|wss?|"
    r"a|cache|es|aos|aoss|kafka|mq|docdb|neptune|memorydb|redshift-serverless|lambda-url|vpce|awsapprunner|gr\d|sk\d|yl\d|"
    r"(?:us|eu|ap|sa|ca|af|me|il)[nsewc]{1,2}\d|dfs|web|search|redis|postgres|mysql|mariadb|sql|privatelink|"
    r"(?:korea|japan|us|uk|india|brazil|canada|australia|france|germany|east|west|north|south|central|southeast|northcentral|"
    r"southcentral|westcentral)(?:central|south|north|east|west|us|europe|asia|westcentral)\d?)"
)
"""Labels that clouds themselves put before their name: services and regions."""
_PLACEHOLDER = re.compile(
    r"(?:my|your|the|some|an?|test|sample|demo|example|foo|bar|x{3,}|name|host)(?:[-_]?[a-z0-9]{0,3}|[-_]?(?:db|app|bucket|server|cluster|account|api|registry|project|org|team|domain|instance|name|host|service|site|store|storage|workspace|tenant|company))"
)
"""Labels that manuals write where a customer's would stand."""


@lru_cache(1)
def names() -> frozenset[str]:
    """Names whose subdomains belong to customers, in lower case."""
    text = resources.files("garim.families").joinpath("clouds.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def is_generic(label: str) -> bool:
    """Whether a label in lower case is a service or a region and not a customer's."""
    return _GENERIC.fullmatch(label) is not None


@lru_cache(4096)
def tail(name: str) -> int:
    """How many labels at a host's end are the cloud's; 0 for a host at none, and never all of them.

    Args:
        name: In lower case, without a final dot.
    """
    labels = name.split(".")
    for start in range(1, len(labels) - 1):
        if ".".join(labels[start:]) in names():
            while start > 1 and is_generic(labels[start - 1]):
                start -= 1
            return len(labels) - start
    return 0


@lru_cache(4096)
def is_customers(name: str) -> bool:
    """Whether a host in lower case is a customer's at a cloud, and no manual's example of one."""
    own = name.split(".")[: -tail(name)] if tail(name) else []
    return any(not is_generic(label) for label in own) and not any(_PLACEHOLDER.fullmatch(label) for label in own)
