"""A local AWS and Cloudflare for plans and applies: moto, with what it lacks for this platform, and the edge."""

# The version that the corrections were written for.
MOTO_VERSION = "5.2.5"
