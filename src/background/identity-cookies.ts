import { isIdCookie } from '../core/kissmetrics/cookies.ts';
import { onCookieChanged } from '../platform/cookies.ts';
import { tellContent } from '../platform/ports.ts';
import { openTabs } from '../platform/tabs.ts';
import { LOOK } from '../protocol/claims.ts';

/**
 * Asks the pages of a cookie store to look again whenever a cookie with an identity changes there:
 * who the visitor is may change in another tab, in a frame or by a server. Call at the top level.
 */
export function watchIdentityCookies(): void {
  onCookieChanged((name, storeId) => {
    if (!isIdCookie(name)) return;
    void openTabs().then((tabs) => {
      for (const tab of tabs) if (tab.storeId === storeId) tellContent(tab.id, LOOK);
    });
  });
}
