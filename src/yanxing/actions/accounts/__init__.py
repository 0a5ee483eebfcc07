"""Accounts: how somebody gets one, gets in, holds a post, and stops."""
