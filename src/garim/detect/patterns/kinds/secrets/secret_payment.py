"""Tokens of payment services."""

from __future__ import annotations

from garim.detect.patterns.kinds.secrets.secret_generic import keyed, token

_UUID = "{hex8}-{hex4}-{hex4}-{hex4}-{hex12}"

KINDS = (
    token("stripe", "(?:sk|rk|ak)_(?:live|test|prod)_{an10,100}", sample="sk_live_{an24}"),
    token("stripe_webhook", "whsec_{b64e32,64}"),
    token("square_access", "sq0atp-{url22,60}|EAAA{url60}", sample="sq0atp-{url22}"),
    token("square_secret", "sq0csp-{url43}"),
    keyed("squarespace", "squarespace", _UUID),
    token(
        "paypal_braintree",
        "access_token\\$(?:production|sandbox)\\${low16}\\${hex32}",
        sample="access_token$production${low16}${hex32}",
    ),
    keyed("paypal", "paypal", "{url80}|E{url60,79}"),
    keyed("adyen", "adyen", "AQE[a-z]{b6460,180}={0,2}", sample="AQEk{b6490}"),
    token("gocardless", "live_{eq40}"),
    token("flutterwave_secret", "FLWSECK(?:_TEST)?-{low32}-X", sample="FLWSECK-{low32}-X"),
    token("flutterwave_public", "FLWPUBK(?:_TEST)?-{low32}-X", sample="FLWPUBK_TEST-{low32}-X"),
    token("flutterwave_encryption", "FLWSECK_TEST{an12}|FLWSECK{an12,16}"),
    token("plaid_access", f"access-(?:sandbox|development|production)-{_UUID}", sample=f"access-production-{_UUID}"),
    keyed("plaid_secret", "plaid", "{low30}"),
    keyed("plaid_client_id", "plaid", "{low24}"),
    token("lob", "(?:live|test)_{hex35}", sample="live_{hex35}"),
    token("lob_publishable", "(?:live|test)_pub_{hex31}", sample="test_pub_{hex31}"),
    token("razorpay", "rzp_(?:live|test)_{an14}", sample="rzp_live_{an14}"),
    token("mercadopago", "(?:APP_USR|TEST)-{d12,19}-{d6}-{hex32}-{d6,11}", sample="APP_USR-{d16}-{d6}-{hex32}-{d9}"),
    keyed("coinbase", "coinbase", "{url64}"),
    keyed("kraken", "kraken", "{b6480,90}={0,2}"),
    keyed("kucoin_access", "kucoin", "{hex24}"),
    keyed("kucoin_secret", "kucoin", _UUID),
    keyed("bittrex", "bittrex", "{low32}"),
    keyed("binance", "binance", "{an64}"),
    keyed("upbit", "upbit|bithumb", "{an32,40}"),
    keyed("finicity", "finicity", "{low20}|{hex32}"),
    keyed("finnhub", "finnhub", "{low20}"),
    keyed("etherscan", "etherscan|infura|alchemy|polygonscan", "{up34}|{hex32}|{url32}"),
)
