"""A local AWS and Cloudflare for plans and applies: moto, with what it lacks for this platform, and the edge."""

import os

# moto would let any web page read its answers; it looks when it is first imported.
os.environ["MOTO_DISABLE_GLOBAL_CORS"] = "true"

# The version that the corrections were written for.
MOTO_VERSION = "5.2.5"
