import { batchProduct } from '../kissmetrics/batch.ts';
import { decodeComponent } from '../kissmetrics/query.ts';
import { splitUrl } from '../kissmetrics/url.ts';

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
  if (verb === 'HEAD' && body === undefined) parts.push('--head');
  else if (verb !== 'GET' || body !== undefined) parts.push('--request', verb);
  const address = splitUrl(url);
  if (address !== null && batchProduct(address.host, address.path) !== null)
    parts.push('--header', shellQuote(`X-KM-ApiKey: ${KEY_PLACEHOLDER}`));
  if (body !== undefined)
    parts.push(
      '--data-raw',
      shellQuote(withoutKey(body.replace(JSON_KEY, `$1"${KEY_PLACEHOLDER}"`))),
    );
  parts.push('--url', shellQuote(target));
  return parts.join(' ');
}

/** The API key as a member of JSON. */
const JSON_KEY = /("_k"\s*:\s*)"(?:[^"\\]|\\.)*"/g;
/** Parameters that are secrets. */
const SECRETS: ReadonlySet<string> = new Set(['_k', '_signature']);

/** A query string or form-encoded body with every secret replaced; the rest byte for byte. */
function withoutKey(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      return SECRETS.has(decodeComponent(name).text) ? `${name}=${KEY_PLACEHOLDER}` : pair;
    })
    .join('&');
}

/** In single quotes nothing means anything to a shell; NUL cannot be passed at all. */
function shellQuote(text: string): string {
  return `'${text.replaceAll('\u0000', '').replaceAll("'", "'\\''")}'`;
}
