"""Plays a street's spring and summer of 2024 through the public actions, up to an afternoon in September."""

from yanxing.demo.play.playing import play

__all__ = ["play"]
