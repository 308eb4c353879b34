import { COOKIE_ANONYMOUS } from '../../core/kissmetrics/names.ts';
import { siteOf } from '../../core/kissmetrics/page-url.ts';
import { setCookie } from '../../platform/cookies.ts';
import { runInPage } from '../../platform/tabs.ts';
import type { Persona } from '../../protocol/rehearsal.ts';
import { cookieDomainInPage, identifyInPage } from '../page-functions.ts';
import { hostOf } from './hold-plan.ts';
import { forgetVisitor } from './snapshot.ts';

/** Cookie of the last visit, and its value for a visitor who has been here before. */
const LAST_VISIT = 'km_lv';
const RETURNING = 'x';
/** The library's own lifetime for its cookies, in seconds. */
const FIVE_YEARS_S = 5 * 365 * 24 * 60 * 60;

export interface Visitor {
  readonly tabId: number;
  readonly url: string;
  readonly site: string;
  readonly storeId?: string;
}

/** Makes the site take the visitor for a persona, with the library's own means where it has any. */
export async function become(persona: Persona, visitor: Visitor): Promise<void> {
  const { tabId, site, storeId } = visitor;
  if (persona.kind === 'anonymous') {
    await forgetVisitor(site, storeId);
    if (persona.identity !== '') await set(COOKIE_ANONYMOUS, persona.identity, visitor);
  }
  if (persona.returning) await set(LAST_VISIT, RETURNING, visitor);
  if (persona.kind === 'named') await runInPage(tabId, identifyInPage, persona.identity);
}

/** Sets a cookie as the library would. */
async function set(name: string, value: string, visitor: Visitor): Promise<void> {
  const { tabId, url, storeId } = visitor;
  const asked = await runInPage(tabId, cookieDomainInPage);
  const domain = asked.ok && typeof asked.result === 'string' ? asked.result : `.${siteOf(url)}`;
  const cookie = {
    name,
    value: encodeURIComponent(value),
    path: '/',
    secure: false,
    httpOnly: false,
    sameSite: 'unspecified',
    expirationDate: Math.floor(Date.now() / 1000) + FIVE_YEARS_S,
  } as const;
  // A host without a dot, such as localhost, takes no cookie with a domain.
  if (!domain.slice(1).includes('.')) {
    await setCookie({ ...cookie, domain: hostOf(url), hostOnly: true }, storeId);
    return;
  }
  await setCookie({ ...cookie, domain, hostOnly: false }, storeId);
}
