"""The Cloudflare API that the edge of the platform uses: one file for each family of resources.

Answers and errors follow https://developers.cloudflare.com/api/; where that is silent, what clients report of the API.
"""
