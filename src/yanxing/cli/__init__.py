"""The command `yanxing`: arguments in, words out; the work itself is done further down."""
