import type { JSX } from 'preact';
import { entryCookies } from '../../core/formats/entry-cookies.ts';
import { COOKIES, type CookieFacts } from '../../core/kissmetrics/cookies.ts';
import type { CookieState } from '../../core/session/observation.ts';
import type { CookieChange, Entry, Session } from '../../core/session/session.ts';
import { LongText } from '../../ui/long-text.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Section } from './details-parts.tsx';

/** The Kissmetrics cookies before and after an entry, with what changed marked. */
export function CookieDetails({
  entry,
  session,
}: {
  readonly entry: Entry;
  readonly session: Session;
}): JSX.Element | null {
  const { t } = useSpeech();
  const change = entryCookies(entry, session);
  if (change === undefined) return null;
  const { before, after } = change;
  const shown = COOKIES.filter(({ name }) => find(before, name) || find(after, name));
  return (
    <Section title={t('cookies')}>
      {shown.length === 0 ? (
        <p class="muted">{t('cookies_none')}</p>
      ) : (
        <table class="cookie-changes" data-testid="cookie-changes">
          <thead>
            <tr>
              <th scope="col">{t('cookie_column_name')}</th>
              {before && <th scope="col">{t('cookie_column_before')}</th>}
              <th scope="col">{t(before ? 'cookie_column_after' : 'cookie_column_then')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((facts) => (
              <Line key={facts.name} facts={facts} change={change} />
            ))}
          </tbody>
        </table>
      )}
      {before && before === after && <p class="muted remark">{t('cookies_unchanged')}</p>}
    </Section>
  );
}

function Line({
  facts: { name, meaning },
  change: { before, after },
}: {
  readonly facts: CookieFacts;
  readonly change: CookieChange;
}): JSX.Element {
  const { t } = useSpeech();
  const old = find(before, name);
  const now = find(after, name);
  const changed =
    before !== null && (old?.value !== now?.value || old?.fullLength !== now?.fullLength);
  const word = !old ? 'set' : !now ? 'removed' : 'changed';
  return (
    <tr data-cookie={name} data-changed={changed ? word : undefined}>
      <th scope="row">
        <code class="mono">{name}</code>{' '}
        {changed && <span class="chip">{t(`cookie_${word}`)}</span>}
        <div class="muted">{t(meaning)}</div>
      </th>
      {before && (
        <td>
          <Value cookie={old} />
        </td>
      )}
      <td>
        <Value cookie={now} />
      </td>
    </tr>
  );
}

function Value({ cookie }: { readonly cookie: CookieState | undefined }): JSX.Element {
  const { t, times } = useSpeech();
  if (cookie === undefined) return <span class="muted">{t('cookie_absent')}</span>;
  return (
    <>
      <code class="mono">
        <LongText text={cookie.value} spaces />
        {cookie.fullLength !== undefined && '…'}
      </code>
      {cookie.fullLength !== undefined && (
        <div class="muted">{t('text_cut', times.count(cookie.fullLength))}</div>
      )}
    </>
  );
}

function find(cookies: readonly CookieState[] | null, name: string): CookieState | undefined {
  return cookies?.find((cookie) => cookie.name === name);
}
