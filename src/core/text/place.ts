/**
 * Which document an address is of, in short: host and path, or the address itself of one that has
 * neither, such as `about:srcdoc`.
 */
export function placeText(url: string): string {
  const parts = /^https?:\/\/([^/?#]*@)?([^/?#]+)([^?#]*)/i.exec(url);
  if (parts === null) return url.replace(/[?#,].*$/s, '');
  const [, , host = '', path = ''] = parts;
  return path === '/' ? host : host + path;
}
