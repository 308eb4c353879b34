/** Members by which senders name identities and API keys in JSON. */
const IDENTITY = /"(?:_p|_n|identity|alias)"\s*:\s*("(?:[^"\\]|\\.)*")/g;
const API_KEY = /"_k"\s*:\s*("(?:[^"\\]|\\.)*")/g;

/**
 * What a body names that is JSON in no form that is known, or the beginning of one: what cannot be
 * read as a request must not slip through a mask. An event's name may be among the identities.
 */
export function namedInJson(text: string): {
  readonly identities: readonly string[];
  readonly apiKeys: readonly string[];
} {
  if (!/^\s*[{[]/.test(text)) return { identities: [], apiKeys: [] };
  return { identities: valuesOf(text, IDENTITY), apiKeys: valuesOf(text, API_KEY) };
}

function valuesOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, literal = '']) => {
    try {
      return [String(JSON.parse(literal))];
    } catch {
      return [];
    }
  });
}
