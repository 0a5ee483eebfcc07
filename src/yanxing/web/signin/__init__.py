"""Signing in: hall screen, phone, desk, paper."""
