"""Files, served with their owner's access."""
