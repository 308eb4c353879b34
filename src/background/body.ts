import type { RequestDetails } from '../platform/web-request.ts';

/** Bytes of a body that are kept; the vendor's own requests have a few hundred. */
const LONGEST = 65_536;

interface Body {
  readonly body?: string;
  readonly bodyProblem?: string;
}

/** The body of a POST as text, as far as the browser shows it. */
export function requestBody({ requestBody: given }: Pick<RequestDetails, 'requestBody'>): Body {
  if (!given) return {};
  if (given.error !== undefined) return { bodyProblem: given.error };
  if (given.formData) return bounded(encodeForm(given.formData as Record<string, unknown>));
  if (!given.raw) return {};
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    let room = LONGEST;
    for (const part of given.raw) {
      if (!part.bytes) return { body: text, bodyProblem: 'file' };
      const bytes = part.bytes as ArrayBuffer;
      text += decoder.decode(bytes.slice(0, room), { stream: true });
      if (bytes.byteLength > room) return { body: text, bodyProblem: 'cut' };
      room -= bytes.byteLength;
    }
    return { body: text + decoder.decode() };
  } catch {
    return { bodyProblem: 'not UTF-8' };
  }
}

function bounded(text: string): Body {
  return text.length <= LONGEST
    ? { body: text }
    : { body: text.slice(0, LONGEST), bodyProblem: 'cut' };
}

/** The browser shows a form decoded; this encodes it again, so that the log holds one form. */
function encodeForm(form: Record<string, unknown>): string {
  const pairs = new URLSearchParams();
  for (const [name, values] of Object.entries(form))
    for (const value of Array.isArray(values) ? values : [values])
      pairs.append(name, String(value));
  return pairs.toString();
}
