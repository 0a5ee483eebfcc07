"""Static files with their digest in the name: kept for a year by browsers, never stale."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class OfficeStatics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    manifest_strict = False  # a source map nobody ships must not stop the start
