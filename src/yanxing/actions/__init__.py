"""Does. One verb a function, keyword-only, actor and time passed in; the only writer."""
