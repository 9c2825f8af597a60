"""Health insurance and insurance policy numbers, only next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="insurance_no",
        pattern=(
            r"(?:(?i:policy|claim|member|subscriber|group|insurance) (?i:no\.?|nbr|number|id|#)"
            r"|건강보험증? ?(?:번호)?|건보(?:번호)?|(?:보험)?증권 ?(?:번호)?|보험번호"
            r"|의료보험(?:증)? ?(?:번호)?|피보험자번호|요양기관번호)[\"']"
            r"?(?: is|은|는)?[ :=#\"']{0,4}(?:제 ?)?"
            r"(?P<v>\d-\d{9,11}|\d{4}-\d{4}-\d{4,6}|[A-Z]{0,4}\d{0,4}-?\d{4,12}(?:-\d{1,7}){0,2})"
        ),
        family="code",
        found=(
            "policy no. «KV4-6627931-05»",
            "증권번호 «2024110048817»",
            "member id: «W88120447»",
            "건강보험증 번호 «1-4471223109»",
            "의료보험 «2-9938471023», 건보 «71294830651»",
            "보험증권 제«2023-7741-00928»호",
        ),
        ignored=("policy number format", "group id: dev", "claim no 12"),
        rank=62,
        source="45 CFR 164.514(b)(2)(i)(I), 국민건강보험법 시행규칙",
    ),
)
