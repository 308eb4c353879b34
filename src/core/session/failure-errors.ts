/** What kept a request from its answer, as far as a browser tells. */
export const FAILURES = [
  'http-client',
  'http-server',
  'dns',
  'refused',
  'unreachable',
  'timeout',
  'reset',
  'tls',
  'offline',
  'proxy',
  'redirects',
  'extension',
  'tracking-protection',
  'csp',
  'mixed-content',
  'policy',
  'service-worker',
  'answer',
  'cancelled',
  'cached',
] as const;
export type FailureReason = (typeof FAILURES)[number];

/** An error by which a browser says why a request has no answer. */
interface ErrorLine {
  readonly reason: FailureReason;
  /** Such a request did not leave the browser. */
  readonly blocked?: true;
}

const blocked = (reason: FailureReason): ErrorLine => ({ reason, blocked: true });
const failed = (reason: FailureReason): ErrorLine => ({ reason });

/** Error of our own for a request that the page's content security policy blocked; the directive follows. */
export const CSP_ERROR = 'CONTENT_SECURITY_POLICY';
/** Error of our own for a request over http that the browser blocked because its page is secure. */
export const MIXED_CONTENT_ERROR = 'MIXED_CONTENT';
/** Error of our own for a request that the browser answered from its cache: nothing was sent. */
export const CACHE_ERROR = 'ANSWERED_FROM_CACHE';

/** Error of our own for a request that the page's service worker answered, so that it did not leave. */
export const SERVICE_WORKER_ERROR = 'SERVICE_WORKER';
/** Error of our own for a request that an extension sent somewhere else before it left. */
export const INTERNAL_REDIRECT_ERROR = 'INTERNAL_REDIRECT';

/** No browser's words: of some it tells webRequest nothing, of others without an error. */
const OURS = {
  [CACHE_ERROR]: blocked('cached'),
  [CSP_ERROR]: blocked('csp'),
  [MIXED_CONTENT_ERROR]: blocked('mixed-content'),
  [SERVICE_WORKER_ERROR]: blocked('service-worker'),
  [INTERNAL_REDIRECT_ERROR]: blocked('extension'),
};

/**
 * Without `net::`. Source, for each line: net/base/net_error_list.h of Chromium,
 * https://chromium.googlesource.com/chromium/src/+/main/net/base/net_error_list.h.
 */
const CHROMIUM = {
  ERR_NAME_NOT_RESOLVED: failed('dns'),
  ERR_NAME_RESOLUTION_FAILED: failed('dns'),
  ERR_ICANN_NAME_COLLISION: failed('dns'),
  'ERR_DNS_*': failed('dns'),
  ERR_CONNECTION_REFUSED: failed('refused'),
  ERR_CONNECTION_FAILED: failed('unreachable'),
  ERR_ADDRESS_UNREACHABLE: failed('unreachable'),
  ERR_ADDRESS_INVALID: failed('unreachable'),
  ERR_NETWORK_ACCESS_DENIED: failed('unreachable'),
  ERR_CONNECTION_TIMED_OUT: failed('timeout'),
  ERR_TIMED_OUT: failed('timeout'),
  ERR_CONNECTION_RESET: failed('reset'),
  ERR_CONNECTION_CLOSED: failed('reset'),
  ERR_CONNECTION_ABORTED: failed('reset'),
  ERR_EMPTY_RESPONSE: failed('reset'),
  ERR_CONTENT_LENGTH_MISMATCH: failed('reset'),
  ERR_INCOMPLETE_CHUNKED_ENCODING: failed('reset'),
  ERR_SOCKET_NOT_CONNECTED: failed('reset'),
  'ERR_HTTP2_*': failed('reset'),
  'ERR_QUIC_*': failed('reset'),
  'ERR_SSL_*': failed('tls'),
  'ERR_CERT_*': failed('tls'),
  ERR_BAD_SSL_CLIENT_AUTH_CERT: failed('tls'),
  ERR_ECH_NOT_NEGOTIATED: failed('tls'),
  ERR_INTERNET_DISCONNECTED: failed('offline'),
  ERR_NETWORK_CHANGED: failed('offline'),
  ERR_NETWORK_IO_SUSPENDED: failed('offline'),
  'ERR_PROXY_*': failed('proxy'),
  'ERR_TUNNEL_*': failed('proxy'),
  'ERR_SOCKS_*': failed('proxy'),
  ERR_NO_SUPPORTED_PROXIES: failed('proxy'),
  ERR_TOO_MANY_REDIRECTS: failed('redirects'),
  ERR_UNSAFE_REDIRECT: failed('redirects'),
  ERR_BLOCKED_BY_CLIENT: blocked('extension'),
  ERR_BLOCKED_BY_FINGERPRINTING_PROTECTION: blocked('tracking-protection'),
  ERR_BLOCKED_BY_CSP: blocked('csp'),
  // What came back was withheld from the page: the request itself has arrived.
  ERR_BLOCKED_BY_RESPONSE: failed('answer'),
  ERR_BLOCKED_BY_ORB: failed('answer'),
  ERR_INVALID_RESPONSE: failed('answer'),
  ERR_INVALID_HTTP_RESPONSE: failed('answer'),
  'ERR_RESPONSE_HEADERS_*': failed('answer'),
  ERR_CONTENT_DECODING_FAILED: failed('answer'),
  'ERR_BLOCKED_*': blocked('policy'),
  ERR_CLEARTEXT_NOT_PERMITTED: blocked('policy'),
  ERR_UNSAFE_PORT: blocked('policy'),
  // Mixed content, before version 58.
  ERR_INSECURE_RESPONSE: blocked('mixed-content'),
  ERR_ABORTED: failed('cancelled'),
};

/**
 * As webRequest and HAR files show them. Source, for each line: xpcom/base/ErrorList.py of Firefox,
 * https://searchfox.org/mozilla-central/source/xpcom/base/ErrorList.py; of the security library's,
 * https://searchfox.org/mozilla-central/source/security/nss/lib/util/SECerrs.h and its neighbours.
 */
const FIREFOX = {
  NS_ERROR_UNKNOWN_HOST: failed('dns'),
  NS_ERROR_DNS_LOOKUP_QUEUE_FULL: failed('dns'),
  NS_ERROR_CONNECTION_REFUSED: failed('refused'),
  NS_ERROR_NET_TIMEOUT: failed('timeout'),
  NS_ERROR_NET_TIMEOUT_EXTERNAL: failed('timeout'),
  NS_ERROR_NET_RESET: failed('reset'),
  NS_ERROR_NET_INTERRUPT: failed('reset'),
  NS_ERROR_NET_PARTIAL_TRANSFER: failed('reset'),
  NS_ERROR_NET_EMPTY_RESPONSE: failed('reset'),
  'NS_ERROR_NET_HTTP2_*': failed('reset'),
  'NS_ERROR_NET_HTTP3_*': failed('reset'),
  'SEC_ERROR_*': failed('tls'),
  'SSL_ERROR_*': failed('tls'),
  'MOZILLA_PKIX_ERROR_*': failed('tls'),
  NS_ERROR_NET_INADEQUATE_SECURITY: failed('tls'),
  NS_ERROR_OFFLINE: failed('offline'),
  NS_ERROR_NETWORK_LINK_DOWN: failed('offline'),
  'NS_ERROR_PROXY_*': failed('proxy'),
  NS_ERROR_UNKNOWN_PROXY_HOST: failed('proxy'),
  NS_ERROR_REDIRECT_LOOP: failed('redirects'),
  // By a rule or a listener of an extension.
  NS_ERROR_ABORT: blocked('extension'),
  'NS_ERROR_BLOCKED_BY_*': blocked('extension'),
  NS_ERROR_TRACKING_URI: blocked('tracking-protection'),
  NS_ERROR_FINGERPRINTING_URI: blocked('tracking-protection'),
  NS_ERROR_CRYPTOMINING_URI: blocked('tracking-protection'),
  NS_ERROR_SOCIALTRACKING_URI: blocked('tracking-protection'),
  NS_ERROR_EMAILTRACKING_URI: blocked('tracking-protection'),
  'NS_ERROR_CSP_*': blocked('csp'),
  NS_ERROR_CONTENT_BLOCKED: blocked('policy'),
  NS_ERROR_BLOCKED_BY_POLICY: blocked('policy'),
  NS_ERROR_PORT_ACCESS_NOT_ALLOWED: blocked('policy'),
  NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED: blocked('policy'),
  // Cross-origin rules: the request has arrived, its answer is withheld.
  NS_ERROR_DOM_BAD_URI: failed('answer'),
  NS_ERROR_DOM_CORP_FAILED: failed('answer'),
  NS_ERROR_DOM_COEP_FAILED: failed('answer'),
  NS_ERROR_CORRUPTED_CONTENT: failed('answer'),
  NS_ERROR_INVALID_CONTENT_ENCODING: failed('answer'),
  NS_BINDING_ABORTED: failed('cancelled'),
};

/** By the error's name; one that ends in `*` stands for all that begin like it. */
export const ERROR_TABLE: Readonly<Record<string, ErrorLine>> = Object.freeze(
  Object.assign(Object.create(null), OURS, CHROMIUM, FIREFOX),
);

const PREFIXES = Object.entries(ERROR_TABLE)
  .filter(([name]) => name.endsWith('*'))
  .map(([name, line]) => [name.slice(0, -1), line] as const);

/** Characters of an error text that are read: a file may hold megabytes. */
const LONGEST = 500;

/**
 * What the table says of a browser's error text; null if it does not know it. A text may hold several
 * names, as `NS_ERROR_GENERATE_FAILURE(NS_ERROR_MODULE_SECURITY, SEC_ERROR_EXPIRED_CERTIFICATE)`.
 */
export function lookUpError(error: string): ErrorLine | null {
  const names = error.slice(0, LONGEST).match(/[A-Za-z0-9_]+/g) ?? [];
  for (const name of names.map((text) => text.toUpperCase()))
    if (ERROR_TABLE[name] !== undefined) return ERROR_TABLE[name];
  for (const name of names.map((text) => text.toUpperCase())) {
    const line = PREFIXES.find(([prefix]) => name.startsWith(prefix))?.[1];
    if (line !== undefined) return line;
  }
  return null;
}
