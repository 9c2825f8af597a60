"""Handles on social networks and messengers, only next to the network's name."""

from __future__ import annotations

from garim.detect.kind import Kind

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
)
