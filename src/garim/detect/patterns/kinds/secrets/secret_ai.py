"""Tokens of AI services."""

from __future__ import annotations

from garim.detect.patterns.kinds.secrets.secret_generic import keyed, token

KINDS = (
    token(
        "anthropic",
        "sk-ant-api\\d\\d-{url86,95}AA|sk-ant-(?:api|sid|oat|ort|admin)\\d\\d-{url40,120}",
        sample="sk-ant-api03-{url93}AA",
    ),
    token(
        "openai", "sk-(?:proj|svcacct|admin|None)-{url20,200}|sk-{an20}T3BlbkFJ{an20}", sample="sk-proj-{url74}T3BlbkFJ{url74}"
    ),
    token("openai_like", "sk-{an32,64}", rank=75),
    token("openrouter", "sk-or-v1-{hex64}"),
    token("huggingface", "hf_{an34,40}"),
    token("huggingface_org", "api_org_{an34}"),
    token("groq", "gsk_{an48,56}"),
    token("xai", "xai-{an70,90}"),
    keyed("mistral", "mistral", "{an32}"),
    keyed("deepseek", "deepseek", "sk-{hex32}"),
    keyed("cohere", "cohere|co_api", "{an40}"),
    token("perplexity", "pplx-{an40,56}"),
    token("replicate", "r8_{an37,40}"),
    token("together", "tgp_v1_{url43}"),
    keyed("together_legacy", "together[_-]?ai|together", "{hex64}"),
    token("fireworks", "fw_{an22,28}"),
    token("langsmith", "lsv2_(?:pt|sk|ak)_{hex32}_{hex10}", sample="lsv2_pt_{hex32}_{hex10}"),
    token("langsmith_legacy", "ls__{hex32}"),
    token("langfuse", "[ps]k-lf-{hex8}-{hex4}-{hex4}-{hex4}-{hex12}", sample="sk-lf-{hex8}-{hex4}-{hex4}-{hex4}-{hex12}"),
    token("pinecone", "pcsk_{w50,80}"),
    keyed("pinecone_legacy", "pinecone", "{hex8}-{hex4}-{hex4}-{hex4}-{hex12}"),
    token("weights_and_biases", "wandb_v1_{w60,100}"),
    keyed("weights_and_biases_legacy", "wandb|weights", "{hex40}"),
    token("nvidia", "nvapi-{url60,70}"),
    token("cerebras", "csk-{low48}"),
    token("elevenlabs", "sk_{hex48}"),
    token("assemblyai", "aai_{hex32,64}"),
    keyed("assemblyai_legacy", "assembly[_-]?ai", "{hex32}"),
    keyed("deepgram", "deepgram", "{hex40}"),
    token("stability", "sk-stab{an40}"),
    token("tavily", "tvly-(?:dev-|prod-)?{an32}", sample="tvly-{an32}"),
    token("jina", "jina_{an60}"),
    token("voyage", "pa-{url43}"),
    token("friendli", "flp_{an40,60}"),
    keyed("upstage", "upstage|solar", "up_{an29}"),
    token("privateai", "pai_{an40}"),
    keyed("privateai_legacy", "private[_-]?ai|privateai", "{low32}"),
    token("cursor", "crsr_{hex64}|key_{hex64}"),
    keyed("firecrawl", "firecrawl", "fc-{hex32}"),
)
