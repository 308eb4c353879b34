import browser, { type WebRequest } from 'webextension-polyfill';

/** A rule in the form of `declarativeNetRequest`. */
interface Rule {
  readonly id: number;
}
type Rules = { readonly session: readonly Rule[]; readonly dynamic: readonly Rule[] };

/** A request on its way out, as the browser asks about it. */
export interface Asked {
  readonly url: string;
  readonly tabId: number;
  readonly documentUrl: string;
}

/**
 * Whether this browser holds requests by rules. Firefox's rules cannot redirect to data, so there a
 * listener decides, for which the browser wakes the background.
 */
export const holdsByRules = (): boolean => {
  const { permissions = [] } = browser.runtime.getManifest();
  return !permissions.includes('webRequestBlocking');
};

/** Puts rules in the place of all that there are. */
export async function replaceRules({ session, dynamic }: Rules): Promise<void> {
  const api = browser.declarativeNetRequest;
  // Both at once would leave a moment with too few; what holds through a crash goes in first.
  const [oldDynamic, oldSession] = await Promise.all([
    api.getDynamicRules(),
    api.getSessionRules(),
  ]);
  if (dynamic.length + session.length + oldDynamic.length + oldSession.length === 0) return;
  const change = (old: readonly Rule[], rules: readonly Rule[]) => ({
    removeRuleIds: old.map(({ id }) => id),
    addRules: [...rules] as never[],
  });
  const both = [
    () => api.updateDynamicRules(change(oldDynamic, dynamic)),
    () => api.updateSessionRules(change(oldSession, session)),
  ];
  if (dynamic.length < oldDynamic.length) both.reverse();
  for (const update of both) await update();
}

/** Asks for every request to `hosts` whether it goes to another URL instead. Call at the top level. */
export function redirectRequests(
  hosts: readonly string[],
  decide: (request: Asked) => Promise<string | null>,
): void {
  const listener = async (
    details: WebRequest.OnBeforeRequestDetailsType,
  ): Promise<WebRequest.BlockingResponse> => {
    const { url, tabId, documentUrl, originUrl } = details;
    const redirectUrl = await decide({ url, tabId, documentUrl: documentUrl ?? originUrl ?? '' });
    if (redirectUrl === null) return {};
    return details.type === 'main_frame' ? { cancel: true } : { redirectUrl };
  };
  const urls = hosts.map((host) => `*://${host}/*`);
  browser.webRequest.onBeforeRequest.addListener(listener, { urls }, ['blocking']);
}
