"""Tokens of Korean clouds and payment firms."""

from __future__ import annotations

from garim.detect.patterns.kinds.secrets.secret_generic import keyed, token

_UUID = "{hex8}-{hex4}-{hex4}-{hex4}-{hex12}"

KINDS = (
    token("toss_payments", "(?:live|test)_(?:g?s|g?c)k_{an20,50}", sample="live_sk_{an34}"),
    token("toss_payments_security", "(?:live|test)_(?:sec|mid)_{an20,70}", sample="live_sec_{an40}"),
    token("portone", "PortOne_{an40,90}|imp_apikey_{an16,40}", sample="PortOne_{an60}"),
    keyed("portone_v1", "portone|iamport|imp_secret|포트원|아임포트", "{url80,90}|{hex40}|{d16}"),
    token("ncp_iam_access_key", "ncp_iam_{an20,40}"),
    keyed("naver_cloud", "naver[_-]?cloud|ncloud|ncp|x-ncp-[a-z-]+|네이버 클라우드", "{an40}|{an20}"),
    keyed("naver_api", "naver|x-naver-client-secret|네이버", "{eq20}|{eq10}"),
    keyed("kakao", "kakao|kakaotalk|카카오", "{hex32}|{an32}"),
    keyed("kakao_ak", "KakaoAK", "{hex32}"),
    keyed("nhn_cloud", "nhn|nhncloud|toast|x-secret-key|nhn 클라우드", "{an32}|{an20}|{an16}|{an8}"),
    keyed("kt_cloud", "kt[_-]?cloud|ktcloud|kt 클라우드", "{url80,90}|{url32,64}"),
    keyed("samsung_sds", "samsung|scp[_-]?(?:api|access|secret)", "{an32}|{hex32}"),
    keyed("coupang", "coupang|쿠팡", f"{_UUID}|{{hex40}}"),
    keyed("data_go_kr", "servicekey|service_key|data\\.go\\.kr|공공데이터", "{b6486}={0,2}|[A-Za-z0-9%]{86,120}"),
    keyed("solapi", "solapi|coolsms|aligo|알리고", "{up32}|{up16}|{low32}"),
    keyed("nice_pay", "nicepay|나이스페이|inicis|이니시스|kcp", "{b6486}==|{hex32}"),
    keyed("kis_developers", "kis[_-]?app|kis[_-]?secret|한국투자", "PS{an34}|{b64178,180}={0,2}"),
    keyed("juso", "juso|confmkey|도로명주소", "U01TX0FVVEg{an30,60}"),
    keyed("vworld", "vworld|브이월드", "{HEX8}-{HEX4}-{HEX4}-{HEX4}-{HEX12}"),
    keyed("dart", "opendart|crtfc_key|전자공시", "{hex40}"),
    keyed("channel_io", "channel[_-]?io|채널톡", "{hex32}|{hex24}"),
)
