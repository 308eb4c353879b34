import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import { cookieFacts } from '../../core/kissmetrics/cookies.ts';
import type { PageCookie } from '../../protocol/api.ts';
import { LongText } from '../../ui/long-text.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Characters of a value that are drawn. */
const LONGEST = 240;
/** Cookies that are shown at once; more wait behind a click. */
const FEW = 5;

/** The Kissmetrics cookies of the page's site, decoded, each with what it is for. */
export function Cookies({
  cookies,
}: {
  readonly cookies: readonly PageCookie[];
}): JSX.Element | null {
  const { t } = useSpeech();
  if (cookies.length === 0) return null;
  return (
    <details open={cookies.length <= FEW}>
      <summary>
        {t('cookies')} <span class="badge">{cookies.length}</span>
      </summary>
      <table class="cookies">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{t('cookie_column_name')}</th>
            <th scope="col">{t('cookie_column_value')}</th>
          </tr>
        </thead>
        <tbody>
          {cookies.map(({ name, value, domain, path }) => {
            const facts = cookieFacts(name);
            return (
              <tr key={`${name}${domain}${path}`} title={visible(`${domain}${path}`)}>
                <th scope="row">
                  <code class="mono">{name}</code>
                </th>
                <td>
                  <div class="mono cookie-value">
                    <LongText text={value} limit={LONGEST} />
                  </div>
                  {facts && <div class="muted">{t(facts.meaning)}</div>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
