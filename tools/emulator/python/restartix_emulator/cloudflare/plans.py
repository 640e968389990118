"""What each plan of a zone includes.

https://developers.cloudflare.com/rules/page-rules/#availability
https://developers.cloudflare.com/cache/how-to/cache-rules/#availability
https://developers.cloudflare.com/waf/custom-rules/#availability
https://developers.cloudflare.com/waf/rate-limiting-rules/#availability
https://developers.cloudflare.com/cache/how-to/edge-browser-cache-ttl/#edge-cache-ttl
"""

from __future__ import annotations

PAGE_RULES = {"free": 3, "pro": 20, "business": 50, "enterprise": 125}
# By phase of a ruleset.
RULES = {
    "http_request_cache_settings": {"free": 10, "pro": 25, "business": 50, "enterprise": 300},
    "http_request_firewall_custom": {"free": 5, "pro": 20, "business": 100, "enterprise": 1000},
    "http_ratelimit": {"free": 1, "pro": 2, "business": 5, "enterprise": 100},
    "http_request_dynamic_redirect": {"free": 10, "pro": 25, "business": 50, "enterprise": 300},
    "http_request_origin": {"free": 10, "pro": 25, "business": 50, "enterprise": 300},
}
# Seconds at least.
EDGE_TTL = {"free": 7200, "pro": 3600, "business": 1, "enterprise": 1}
# Seconds over which a rate is measured; None for any.
RATE_PERIODS: dict[str, tuple[int, ...] | None] = {
    "free": (10,),
    "pro": (10, 60),
    "business": (10, 60, 120, 300, 600),
    "enterprise": None,
}
