/** Percent-encodes a text for a query string; a lone surrogate, which has no UTF-8, becomes U+FFFD. */
export function encodeComponent(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
}
