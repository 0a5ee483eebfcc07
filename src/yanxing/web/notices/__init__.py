"""Notices: drafted, numbered, published, as documents."""
