import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface SecurePage {
  readonly html: string;
  /** Its content security policy. */
  readonly policy?: string;
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * Serves pages over https, with a certificate of its own making for every host.
 * @param folder takes the key and the certificate
 * @param page gives the page of a path with its query; null answers with an image
 * @returns the port on 127.0.0.1
 */
export async function serveSecurely(
  folder: string,
  signal: AbortSignal,
  page: (path: string) => SecurePage | null,
): Promise<number> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -keyout ${key} -out ${cert}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  );
  const options = { key: readFileSync(key), cert: readFileSync(cert) };
  const server = createServer(options, ({ url = '/' }, response) => {
    const { html, policy } = page(url) ?? {};
    response.setHeader('content-type', html ? 'text/html; charset=utf-8' : 'image/gif');
    if (policy !== undefined) response.setHeader('content-security-policy', policy);
    response.end(html ?? GIF);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  signal.addEventListener('abort', () => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}
