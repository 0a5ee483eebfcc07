"""From a policy file to a checked policy: reading, checking, examples, schema, and plain findings."""
