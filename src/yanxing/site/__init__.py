"""The site: settings, addresses, the office clock and the WSGI entrance."""
