const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map(
  [...`${ALPHABET}`].map((character, value) => [character, value]),
);

/** The bytes of a Base64 text (RFC 4648), line breaks and missing `=` allowed; null if it is none. */
export function decodeBase64(text: string): Uint8Array | null {
  const plain = text.replace(/[\r\n]/g, '').replace(/={1,2}$/, '');
  if (plain.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((plain.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const character of plain) {
    const value = VALUES.get(character);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length++] = (held >> bits) & 0xff;
  }
  return bytes;
}
