"""Processes: the embedded PostgreSQL, the keys, the state folder, the account, and the tree that runs them.

Standard library and psycopg only: what is started here must start quickly and stay small.
"""
