"""API v1: what the pages show as JSON and CSV, and files of values from programs.

`operations` lists what there is; the routes, the OpenAPI document and the tests go by that list.
docs/api.md tells it to those who write such programs.
"""
