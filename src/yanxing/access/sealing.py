"""Fields kept encrypted, and the blind index that finds one by its exact value.

A sealed value is one byte (version of the key), a nonce of 12 bytes, and AES-GCM ciphertext with its tag. The
context (`person:17:id_number`) is authenticated with it: a value copied to another row does not open there.
Nothing here says in an error what was sealed.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Mapping
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yanxing.access.identity import (
    IdNumber,
    IdTrouble,
    mask_id_number,
    mask_phone,
    normal_id_number,
    normal_phone,
    phone_tail,
    plain,
    read_id_number,
)

__all__ = [
    "IdNumber",
    "IdTrouble",
    "NotOpened",
    "Sealer",
    "mask_id_number",
    "mask_phone",
    "phone_tail",
    "read_id_number",
]

Kind = Literal["id_number", "phone", "plain"]
Sealed = bytes | bytearray | memoryview

_NONCE = 12
_TAG = 16
_KEY = 32

_NORMAL: Mapping[Kind, Callable[[str], str]] = {
    "id_number": normal_id_number,
    "phone": normal_phone,
    "plain": plain,
}


class NotOpened(Exception):  # noqa: N818 - said of a value, as NotReadable is of a file
    """A sealed value stays shut. `code`: `no_key` (its version is not among the keys), `damaged` or moved."""

    def __init__(self, code: Literal["no_key", "damaged"], version: int | None = None) -> None:
        super().__init__(f"{code}, key version {version}")
        self.code = code
        self.version = version


class Sealer:
    """Seals with the newest key, opens with any. Keys: version (1 to 255) → 32 bytes.

    The index key has 32 bytes, is none of the others and never changes: a new one means a new index.
    Raises `ValueError` for keys that are none.
    """

    def __init__(self, keys: Mapping[int, bytes], index_key: bytes) -> None:
        if not keys or not all(0 < version < 256 for version in keys):
            raise ValueError("keys are needed, with versions from 1 to 255")
        if any(len(key) != _KEY for key in (*keys.values(), index_key)):
            raise ValueError("every key has 32 bytes")
        if index_key in keys.values():
            raise ValueError("the index needs a key of its own")
        self._ciphers = {version: AESGCM(key) for version, key in keys.items()}
        self._index_key = index_key
        self.newest = max(keys)
        self._head = bytes([self.newest])
        self._cipher = self._ciphers[self.newest]

    def seal(self, text: str, *, context: str) -> bytes:
        """The text as bytes to store in the one place that `context` names."""
        nonce = os.urandom(_NONCE)
        return self._head + nonce + self._cipher.encrypt(nonce, _utf8(text), self._head + context.encode())

    def open(self, sealed: Sealed, *, context: str) -> str:
        """The text. Raises `NotOpened`."""
        data = bytes(sealed)
        version = key_version(data)
        if version not in self._ciphers:
            raise NotOpened("no_key", version)
        nonce, body = data[1 : 1 + _NONCE], data[1 + _NONCE :]
        try:
            return (
                self._ciphers[version]
                .decrypt(nonce, body, data[:1] + context.encode())
                .decode("utf-8", "surrogatepass")
            )
        except InvalidTag as failure:
            raise NotOpened("damaged", version) from failure

    def reseal(self, sealed: Sealed, *, context: str) -> bytes:
        """The same text under the newest key. Raises `NotOpened`."""
        return self.seal(self.open(sealed, context=context), context=context)

    def key_version(self, sealed: Sealed) -> int:
        """Which key it was sealed with. Raises `NotOpened`."""
        return key_version(sealed)

    def blind_index(self, text: str, *, kind: Kind) -> bytes:
        """32 bytes, equal for every spelling of the same number. Raises `ValueError` for an empty one:
        people without a number would all find each other."""
        normal = _NORMAL[kind](text)
        if not normal:
            raise ValueError("nothing to index")
        return hmac.digest(self._index_key, _utf8(f"{kind}\0{normal}"), "sha256")


def key_version(sealed: Sealed) -> int:
    """Which key it was sealed with. Raises `NotOpened` for what is too short to be sealed."""
    if len(sealed) < 1 + _NONCE + _TAG:
        raise NotOpened("damaged")
    return bytes(sealed[:1])[0]


def _utf8(text: str) -> bytes:
    """Half a character, as a damaged file may hold, is kept as it came."""
    return text.encode("utf-8", "surrogatepass")
