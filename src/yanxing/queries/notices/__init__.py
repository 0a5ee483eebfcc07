"""Notices as their readers may see them."""
