"""A local AWS for plans and applies: moto, with what it lacks for this platform."""

# The version that the corrections were written for.
MOTO_VERSION = "5.2.5"
