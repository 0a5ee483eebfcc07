"""The trail's chain: sealing finished transactions, and proving that nothing was changed since."""
