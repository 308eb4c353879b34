import browser from 'webextension-polyfill';

const originsOf = (host: string): string[] => [`http://${host}/*`, `https://${host}/*`];

/** Those of the hosts that the user does not let the extension see. */
export async function withheldOf(hosts: readonly string[]): Promise<string[]> {
  const open = await Promise.all(
    hosts.map((host) => browser.permissions.contains({ origins: originsOf(host) })),
  );
  return hosts.filter((_, index) => !open[index]);
}

/** Asks the user for a host. Call it while a press is handled. */
export function requestHost(host: string): Promise<boolean> {
  return browser.permissions.request({ origins: originsOf(host) });
}

/** Calls back when the user gave or took access, until the signal aborts. */
export function onAccess(listener: () => void, signal: AbortSignal): void {
  for (const event of [browser.permissions.onAdded, browser.permissions.onRemoved]) {
    event.addListener(listener);
    signal.addEventListener('abort', () => event.removeListener(listener), { once: true });
  }
}
