import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server that answers every request with the page that the path names, or with an empty one.
 * @returns its port on 127.0.0.1
 */
export async function servePages(
  pages: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<number> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pages[pathname] ?? '<!doctype html><title>Empty</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  signal.addEventListener('abort', () => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}
