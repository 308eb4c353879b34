import { decodeComponent } from '../kissmetrics/query.ts';

/** What stands in the place of the API key. */
export const KEY_PLACEHOLDER = 'YOUR_API_KEY';

/** A request as far as it can be sent again. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
}

/**
 * A curl command for a POSIX shell that sends a tracking request again, but for the API key: a
 * placeholder stands in its place, because whoever pastes the command would otherwise merge people
 * in the site's real data, and an alias cannot be undone. Put the key of a test site there.
 */
export function curlCommand({ method, url, body }: CurlRequest): string {
  const hash = url.indexOf('#');
  const sent = hash < 0 ? url : url.slice(0, hash);
  const question = sent.indexOf('?');
  const target =
    question < 0 ? sent : `${sent.slice(0, question + 1)}${withoutKey(sent.slice(question + 1))}`;
  const verb = /^[A-Z]{1,20}$/.test(method) ? method : 'GET';
  const parts = ['curl', '--globoff'];
  if (verb !== 'GET' || body !== undefined) parts.push('--request', verb);
  if (body !== undefined) parts.push('--data-raw', shellQuote(withoutKey(body)));
  parts.push('--url', shellQuote(target));
  return parts.join(' ');
}

/** A query string or form-encoded body with every `_k` replaced; the rest byte for byte. */
function withoutKey(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      return decodeComponent(name).text === '_k' ? `${name}=${KEY_PLACEHOLDER}` : pair;
    })
    .join('&');
}

/** In single quotes nothing means anything to a shell; NUL cannot be passed at all. */
function shellQuote(text: string): string {
  return `'${text.replaceAll('\u0000', '').replaceAll("'", "'\\''")}'`;
}
