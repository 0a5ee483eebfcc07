"""The same nouns as JSON, with OpenAPI and tokens."""
