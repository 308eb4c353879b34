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
    for (const part of given.raw) {
      if (!part.bytes) return { body: text, bodyProblem: 'file' };
      text += decoder.decode((part.bytes as ArrayBuffer).slice(0, LONGEST), { stream: true });
      if (text.length > LONGEST) break;
    }
    return bounded(text);
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
