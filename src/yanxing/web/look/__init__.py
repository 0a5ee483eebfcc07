"""How pages look: charts, time lines, pasted blocks, and the gallery that shows every part."""
