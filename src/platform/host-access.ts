import browser from 'webextension-polyfill';
import { allows } from './access.ts';

const originsOf = (host: string): string[] => [`http://${host}/*`, `https://${host}/*`];

/** Those of the hosts that the user does not let the extension see. */
export async function withheldOf(hosts: readonly string[]): Promise<string[]> {
  const allowed = await Promise.all(hosts.map((host) => allows(originsOf(host))));
  return hosts.filter((_, index) => !allowed[index]);
}

/** Asks the user for a host. Has to be called while a press of theirs is handled. */
export function requestHost(host: string): Promise<boolean> {
  return browser.permissions.request({ origins: originsOf(host) });
}
