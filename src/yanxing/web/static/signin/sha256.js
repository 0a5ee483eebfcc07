// HMAC-SHA256 in plain script: browsers give theirs only to secure pages, and an office's LAN has none.
// FIPS 180-4 and RFC 2104, over text of ASCII; window.yanxingHmac(keyHex, text) -> hex.
(function () {
  "use strict";
  var K = [], first = [];
  (function () {
    // The constants: fractional parts of square and cube roots of the first primes.
    var found = 0, number = 2;
    function fraction(x) { return (x - Math.floor(x)) * 4294967296 | 0; }
    while (found < 64) {
      var prime = true;
      for (var d = 2; d * d <= number; d += 1) { if (number % d === 0) { prime = false; break; } }
      if (prime) {
        if (found < 8) { first[found] = fraction(Math.pow(number, 1 / 2)); }
        K[found] = fraction(Math.pow(number, 1 / 3));
        found += 1;
      }
      number += 1;
    }
  }());

  function turn(x, n) { return x >>> n | x << 32 - n; }

  function sha256(bytes) {
    var h = first.slice(), length = bytes.length, padded = bytes.slice(), w = [], i, t;
    padded.push(0x80);
    while (padded.length % 64 !== 56) { padded.push(0); }
    for (i = 7; i >= 0; i -= 1) { padded.push(i > 3 ? 0 : length * 8 >>> i * 8 & 255); }
    for (var start = 0; start < padded.length; start += 64) {
      for (t = 0; t < 16; t += 1) {
        i = start + t * 4;
        w[t] = padded[i] << 24 | padded[i + 1] << 16 | padded[i + 2] << 8 | padded[i + 3];
      }
      for (t = 16; t < 64; t += 1) {
        var a15 = w[t - 15], a2 = w[t - 2];
        var s0 = turn(a15, 7) ^ turn(a15, 18) ^ a15 >>> 3, s1 = turn(a2, 17) ^ turn(a2, 19) ^ a2 >>> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1 | 0;
      }
      var v = h.slice();
      for (t = 0; t < 64; t += 1) {
        var e = v[4], a = v[0];
        var t1 = v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & v[5] ^ ~e & v[6]) + K[t] + w[t] | 0;
        var t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & v[1] ^ a & v[2] ^ v[1] & v[2]) | 0;
        v = [t1 + t2 | 0, a, v[1], v[2], v[3] + t1 | 0, e, v[5], v[6]];
      }
      for (t = 0; t < 8; t += 1) { h[t] = h[t] + v[t] | 0; }
    }
    var out = [];
    h.forEach(function (word) { out.push(word >>> 24, word >>> 16 & 255, word >>> 8 & 255, word & 255); });
    return out;
  }

  function ascii(text) { return text.split("").map(function (each) { return each.charCodeAt(0) & 255; }); }
  function unhex(hex) { return (hex.match(/../g) || []).map(function (pair) { return parseInt(pair, 16); }); }
  function hex(bytes) { return bytes.map(function (each) { return ("0" + each.toString(16)).slice(-2); }).join(""); }

  window.yanxingHmac = function (keyHex, text) {
    var key = unhex(keyHex);
    if (key.length > 64) { key = sha256(key); }
    while (key.length < 64) { key.push(0); }
    var inner = sha256(key.map(function (each) { return each ^ 0x36; }).concat(ascii(text)));
    return hex(sha256(key.map(function (each) { return each ^ 0x5c; }).concat(inner)));
  };
}());
