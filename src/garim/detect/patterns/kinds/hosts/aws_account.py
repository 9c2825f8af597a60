"""AWS account numbers: 12 digits in an ARN, in a registry's host, or next to a word for it."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import varied

_EXAMPLE = ("123456789012", "111122223333", "012345678901", "444455556666")


def is_account(text: str) -> bool:
    """Whether it is none of the numbers that the vendor's own documentation uses."""
    return text not in _EXAMPLE and varied(text)


KINDS = (
    Kind(
        name="aws_account",
        pattern=r"arn:aws[a-z-]*:[a-z0-9-]{1,30}:[a-z0-9-]{0,20}:(?P<v>\d{12}):",
        family="code",
        edges="none",
        accept=is_account,
        found=(
            '"arn:aws:iam::«209931774518»:role/x"',
            "arn:aws:sqs:us-east-1:«771204418829»:q",
            "arn:aws-cn:s3:::b arn:aws:sns:ap-northeast-2:«418823905517»:t",
        ),
        ignored=("arn:aws:iam::aws:policy/ReadOnly", "arn:aws:iam::123456789012:root", "arn:aws:s3:::bucket"),
        rank=72,
        source="AWS General Reference, Amazon Resource Names",
    ),
    Kind(
        name="aws_account.registry",
        pattern=r"(?P<v>\d{12})\.dkr\.ecr",
        family="code",
        accept=is_account,
        found=(
            "image: «418823905517».dkr.ecr.ap-northeast-2.amazonaws.com/x",
            "«209931774518».dkr.ecr.us-east-1",
            "docker pull «771204418829».dkr.ecr.eu-west-1",
        ),
        ignored=("dkr.ecr.us-east-1", "123456789012.dkr.ecr.us", "4188239055.dkr.ecr"),
        rank=72,
        source="Amazon ECR User Guide",
    ),
    Kind(
        name="aws_account.near",
        pattern=r"\d{12}|\d{4}-\d{4}-\d{4}",
        family="code",
        accept=lambda text: is_account(text.replace("-", "")),
        near=(
            "aws account",
            "account id",
            "account_id",
            "accountid",
            "aws_account",
            "owner_id",
            "ownerid",
            "aws 계정",
            "principal",
        ),
        reach=24,
        found=("AWS account «209931774518»", 'account_id = "«771204418829»"', "AWS 계정: «4188-2390-5517»"),
        ignored=("order 209931774518", "account_id 123456789012", "account id 20993177451"),
        rank=62,
        source="AWS General Reference, account identifiers",
    ),
)
