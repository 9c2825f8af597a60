"""United States individual taxpayer identification number, 9XX-7X-XXXX."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="us_itin",
        pattern=r"9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}",
        family="code",
        found=("ITIN «912-71-4409»", "tax id «900-88-1122»", "«987-65-4320» filed"),
        ignored=("912-49-4409", "1912-71-4409", "912-71-44091"),
        rank=64,
        source="IRS Publication 1915",
    ),
)
