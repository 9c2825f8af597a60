"""Handles on social networks and messengers, only next to the network's name."""

from __future__ import annotations

import garim.late as re
from garim.detect import words
from garim.detect.patterns.kind import Kind

_TALK = re.compile(
    r"(?:\b(?:insta(?:gram)?|ig|twitter|x|tiktok|handle|follow(?:ed|ing|s)?|dm|ping(?:ed)?|thanks|thank you|thx|tag(?:ged)?|"
    r"cc|telegram|snap(?:chat)?|threads|"
    r"slack|discord|ask(?:ed)?|hey|hi|hello|contact|mention(?:ed)?|is|at|by|with|from|for|and|to|credit|message|"
    r"tweet(?:ed)?(?: by)?|met|via|venmo|cashapp|github|user)"
    r"|트위터|인스타(?:그램)?|팔로우|텔레그램|카톡|틱톡|계정(?:은)?|아이디(?:는)?|디엠|태그|은|는)[ :,(\"'“]{1,3}@?$",
    re.I,
)
_AFTER = re.compile(
    r"[ ,)]{0,2}(?:on (?:insta|twitter|x\b|tiktok|telegram|ig\b|slack|discord|threads|snap)|님|씨|로 |으로 |에게|한테|계정|"
    r"팔로우|디엠|(?:said|wrote|posted|tweeted|asked|replied)\b)",
    re.I,
)
_TAGS = frozenset(
    "param params return returns throws exception see since author version deprecated override test before after autowired "
    "link code inheritdoc "
    "todo type typedef property media import font keyframes supports charset page layer apply include mixin extend use "
    "channel here everyone all team "
    "staticmethod classmethod property dataclass pytest app types babel angular vue react latest next beta".split()
)


def grow_handle(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A handle in talk; None for an annotation, a decorator, a variable of SQL, a scope of packages, a mention of everyone."""
    name, after = text[start:end], text[end : end + 1]
    if (
        after in ("(", "/", "@", "=", "<", "{", "[", "-")
        and after
        or name.lower() in _TAGS
        or re.match(r"\s?[:=]?=", text[end : end + 3])
    ):
        return None
    first = name.split(".")[0].lower()
    if first != name.lower() and (first in _TAGS or words.technology(first)):
        return None
    plain = name.isalpha()
    if plain and (words.ordinary(name.lower()) or words.technology(name.lower()) or re.search(r"[a-z][A-Z]|^[A-Z][a-z]", name)):
        return None
    before = text[max(0, start - 24) : start]
    return (start, end) if _TALK.search(before) or _AFTER.match(text, end) else None


KINDS = (
    Kind(
        name="social_handle",
        pattern=(
            r"(?:(?i:\btwitter|\binstagram|\binsta|\btelegram|\btiktok|\bkakao ?talk|\bkakao|\bwechat"
            r"|\bline id|\bdiscord|\bthreads)|카톡|카카오톡|텔레그램|인스타(?:그램)?|트위터|라인"
            r"|디스코드|위챗)(?: ?(?i:id|아이디|handle|account|계정|ID))?(?:은|는| is)? ?[:=(]"
            r"? ?(?:@(?P<v>[A-Za-z0-9_.]{3,30}[A-Za-z0-9_]))"
        ),
        family="code",
        found=("twitter @«saebom_lee»", "카톡 ID: @«haneul88»", "Telegram: @«dev.minjae»"),
        ignored=("twitter api", "카톡 보내", "@dataclass"),
        edges="none",
        rank=56,
        source="user name rules of the services",
    ),
    Kind(
        name="social_handle.id",
        pattern=(
            r"(?:카톡|카카오톡|텔레그램|인스타(?:그램)?|라인|위챗|(?i:kakao ?talk|wechat|telegram)) "
            r"?(?:(?i:id)|아이디|계정)(?:은|는| is)? ?[:=]? ?(?P<v>[A-Za-z][A-Za-z0-9_.]{2,29}[A-Za-z0-9_])"
        ),
        family="code",
        found=("카톡 아이디 «haneul88»", "텔레그램 ID: «minjae_dev»", "KakaoTalk id is «saebom.lee»"),
        ignored=("카톡 알림", "kakaotalk login", "텔레그램 봇"),
        edges="none",
        rank=56,
        source="user name rules of the services",
    ),
    Kind(
        name="social_handle.at",
        pattern=r"(?:^|[\s(,;:|\"'“])@(?P<v>[A-Za-z][A-Za-z0-9_.]{1,28}[A-Za-z0-9_])",
        family="code",
        edges="none",
        grow=grow_handle,
        found=(
            "dm @«mara.lind_88» on insta",
            "follow @«lindmara» for updates",
            "thanks @«mara_lind» for the ride",
            "트위터 @«seorin_kim»로 연락",
        ),
        ignored=(
            "@Autowired private Foo foo;",
            "@param name the name",
            "@channel deploy done",
            "import x from '@scope/pkg'",
            "@dataclass and @pytest.mark",
            "@app.route('/x')",
            "SET @user_id = 5",
        ),
        rank=54,
        source="user name rules of the services",
    ),
    Kind(
        name="social_handle.plain",
        pattern=(
            r"(?i)(?:\binsta(?:gram)?|\bsnap(?:chat)?|\btiktok|\btelegram|\bdiscord|\btwitter|\bwechat|\bline|\bskype|"
            r"\bthreads|인스타(?:그램)?|트위터|텔레그램|카톡|디스코드|틱톡)"
            r"(?: ?(?:id|handle|user(?:name)?|account|아이디|계정))?(?: ?[:=] ?| is |은 |는 |"
            r" )(?P<v>[a-z][a-z0-9_.]{2,28}[a-z0-9_])"
        ),
        family="code",
        edges="word",
        accept=lambda text: sum(c.isdigit() for c in text) >= 2 or any(c in "_." for c in text.strip("._")),
        near=(
            "insta",
            "snap",
            "tiktok",
            "telegram",
            "discord",
            "skype",
            "line id",
            "line:",
            "인스타",
            "트위터",
            "텔레그램",
            "카톡",
            "디스코드",
            "틱톡",
            "wechat",
            "twitter:",
            "twitter is",
            "threads:",
        ),
        reach=24,
        found=("insta: «lindmara88»", "인스타 «seorin.kim»", "my snapchat is «mara_l»"),
        ignored=("discord bot", "telegram.ext module", "instagram api", "line 12"),
        rank=54,
        source="user name rules of the services",
    ),
)
