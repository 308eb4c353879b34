/** Quotes and white space, as programs leave them around a value. */
const AROUND = /^[\s"'`“”‘’«»]+|[\s"'`“”‘’«»]+$/g;

/** A text without the quotes and white space around it. */
export function unquoted(text: string): string {
  return text.replace(AROUND, '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&amp;': '&',
};

/**
 * A text without the remains of escaping for URLs and HTML: `%7B%7Bemail%7D%7D`, `&lt;%= id %&gt;`,
 * `Guest+User`. What is not well-formed stays as it is.
 */
export function withoutEscapes(text: string): string {
  return text
    .replace(/&(?:lt|gt|quot|amp|#34|#39|#x27);/gi, (one) => ENTITIES[one.toLowerCase()] ?? one)
    .replace(/(?:%[0-9a-f]{2})+/gi, decodedBytes)
    .replace(/(?<=\w)\+(?=\w)/g, ' ');
}

function decodedBytes(bytes: string): string {
  try {
    return decodeURIComponent(bytes);
  } catch {
    return bytes;
  }
}
