import { shortIdentity } from '../core/kissmetrics/identity.ts';
import type { RequestEntry, Session } from '../core/session/session.ts';
import type { Translate } from '../core/text/catalogue.ts';

/**
 * Makes what a screen reader is told: new aliases and new errors and warnings, and nothing of what
 * was there when the panel opened.
 */
export function createAnnouncer(t: Translate): (session: Session) => string {
  let aliases = -1;
  let findings = -1;
  let last = '';
  return (session) => {
    const count = session.counts.alias;
    const { error, warning } = session.severities;
    const grave = error + warning;
    const opened = aliases < 0;
    const parts: string[] = [];
    if (!opened && count > aliases) {
      const entry = session.entries.findLast(({ kind }) => kind === 'alias');
      if (entry?.kind === 'alias')
        parts.push(
          t('announce_alias', said(entry, entry.request.p, t), said(entry, entry.request.n, t)),
        );
    }
    if (!opened && grave > findings) parts.push(t('announce_findings', String(grave)));
    aliases = count;
    findings = grave;
    if (parts.length > 0) last = parts.join(' ');
    return last;
  };
}

function said({ request }: RequestEntry, id: string | null, t: Translate): string {
  return !id && request.unread !== null ? t('not_known') : shortIdentity(id ?? '');
}
