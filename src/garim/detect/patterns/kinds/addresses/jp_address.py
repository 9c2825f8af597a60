"""Japanese postal addresses in kanji, with postcode, block, house and flat."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

_NAME = "一-鿿々ぁ-んァ-ヶーヵヶ"
_DIGITS = r"[0-9０-９]"
_DASH = r"[-－−‐ー―の]"
_BUILDING = (
    rf"(?:[ 　\n]{{0,2}}[{_NAME}A-Za-zＡ-Ｚ]{{2,16}}[ 　]?(?:{_DIGITS}{{1,4}}(?:階|号室|号|F|Ｆ)){{1,2}}|"
    rf"[ 　]?{_DIGITS}{{1,4}}(?:階|号室|F|Ｆ))?"
)

KINDS = (
    Kind(
        name="jp_address",
        pattern=(
            rf"(?:〒?[ ]?{_DIGITS}{{3}}[-－−‐]{_DIGITS}{{4}}[ 　\n]{{0,2}})?(?:東京都|北海道|(?:京都|大阪)府|[一-鿿]{{2,3}}県)"
            rf"[{_NAME}]{{1,7}}[市区町村郡][{_NAME}]{{0,14}}"
            rf"(?:(?:{_DIGITS}{{1,4}}|[一二三四五六七八九十]{{1,3}})(?:丁目|番地|番|号室?|{_DASH})?){{1,5}}" + _BUILDING
        ),
        family="address",
        edges="digit",
        found=(
            "住所は«東京都世田谷区経堂3-12-8»です",
            "«〒150-0043 東京都渋谷区道玄坂2丁目10-7 カエデビル5階»",
            "«大阪府大阪市北区梅田1-2-3-405号室»",
            "«神奈川県横浜市西区みなとみらい２－３－１»",
        ),
        ignored=("東京都の人口は1400万", "京都府 3 件", "第3番地区"),
        rank=62,
        source="住居表示に関する法律, 日本郵便",
    ),
    Kind(
        name="jp_address.city",
        pattern=(
            rf"(?:〒[ ]?{_DIGITS}{{3}}[-－−‐]{_DIGITS}{{4}}[ 　\n]{{0,2}})?[一-鿿]{{1,5}}[市区][{_NAME}]{{1,14}}"
            rf"(?:(?:{_DIGITS}{{1,4}}|[一二三四五六七八九十]{{1,3}})(?:丁目|番地|番|{_DASH})){{1,3}}{_DIGITS}{{1,4}}(?:号)?"
            + _BUILDING
        ),
        family="address",
        edges="digit",
        found=("配送先 «横浜市西区北幸1-11-7»", "«渋谷区道玄坂2丁目10-7 カエデビル5階»", "«〒600-8216 下京区東塩小路町1-2»"),
        ignored=("市区1-2", "市場規模は3-4億", "区分A1-2"),
        rank=58,
        source="住居表示に関する法律, 日本郵便",
    ),
    Kind(
        name="jp_address.postcode",
        pattern=r"〒[ ]?[0-9０-９]{3}[-－−‐][0-9０-９]{4}",
        family="address",
        found=("〒記号 «〒150-0043»", "送付先«〒 107-0062»", "«〒６００－８２１６»"),
        ignored=("150-0043", "〒", "〒12-345"),
        rank=60,
        source="日本郵便",
    ),
)
