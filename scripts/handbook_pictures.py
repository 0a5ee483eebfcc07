"""Cut and reduce the pictures that the handbook names: build/shots/days/ → docs/handbook/pictures/.

The first screen of each page; those of a desk three quarters as wide; 128 colours. Pictures that no page
names any more are removed.
"""

import base64
import re
import struct
import sys
import zlib
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from shots import chromium

ROOT = Path(__file__).parent.parent
SEEN = ROOT / "build/shots/days"
BOOK = ROOT / "docs/handbook"
TALL = {"390": 844, "1440": 1000}
SHARE = {"390": 1.0, "1440": 0.75}

REDUCE = """async ([data, tall, share]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + data;
  await image.decode();
  const high = Math.min(image.height, tall);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * share);
  canvas.height = Math.round(high * share);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, image.width, high, 0, 0, canvas.width, canvas.height);
  const seen = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  const count = new Map();
  for (let at = 0; at < seen.length; at += 4) {
    const colour = (seen[at] >> 2 << 12) | (seen[at + 1] >> 2 << 6) | (seen[at + 2] >> 2);
    count.set(colour, (count.get(colour) || 0) + 1);
  }
  const parts = colour => [colour >> 12, colour >> 6 & 63, colour & 63];
  const kept = [...count].sort((a, b) => b[1] - a[1]).slice(0, 128).map(each => each[0]);
  const place = new Map(kept.map((colour, index) => [colour, index]));
  const nearest = colour => {
    const [r, g, b] = parts(colour);
    let best = 0, least = Infinity;
    kept.forEach((other, index) => {
      const [x, y, z] = parts(other);
      const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
      if (far < least) { least = far; best = index; }
    });
    return best;
  };
  for (const colour of count.keys()) { if (!place.has(colour)) { place.set(colour, nearest(colour)); } }
  let text = "";
  for (let at = 0; at < seen.length; at += 4) {
    const colour = (seen[at] >> 2 << 12) | (seen[at + 1] >> 2 << 6) | (seen[at + 2] >> 2);
    text += String.fromCharCode(place.get(colour));
  }
  const palette = kept.flatMap(colour => parts(colour).map(part => part << 2 | part >> 4));
  return [canvas.width, canvas.height, palette, btoa(text)];
}"""


def named() -> set[str]:
    """The pictures the pages name, without folder."""
    pages = "".join(page.read_text("utf-8") for page in BOOK.glob("*.md"))
    return set(re.findall(r"pictures/([\w-]+\.png)", pages))


def reduced(page: Page, path: Path) -> bytes:
    """A PNG with a palette."""
    size = path.stem.rsplit("-", 1)[1]
    data = base64.b64encode(path.read_bytes()).decode()
    width, height, palette, text = page.evaluate(REDUCE, [data, TALL[size], SHARE[size]])
    dots = base64.b64decode(text)
    lines = b"".join(b"\0" + dots[at : at + width] for at in range(0, len(dots), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, data = part
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main() -> None:
    wanted = named()
    missing = sorted(name for name in wanted if not (SEEN / name).exists())
    if missing:
        sys.exit("手册里提到、测试没有拍到的图 / named, but no test took it: " + ", ".join(missing))
    folder = BOOK / "pictures"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        if old.name not in wanted:
            old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        for name in sorted(wanted):
            (folder / name).write_bytes(reduced(page, SEEN / name))
        browser.close()
    total = sum(path.stat().st_size for path in folder.glob("*.png"))
    print(f"{len(wanted)} 张图，共 {total // 1024} kB")


if __name__ == "__main__":
    main()
