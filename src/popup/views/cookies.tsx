import type { JSX } from 'preact';
import { cookieFacts } from '../../core/kissmetrics/cookies.ts';
import type { PageCookie } from '../../protocol/api.ts';
import { useSpeech } from '../../ui/text.tsx';

/** The Kissmetrics cookies of the page's site, decoded, each with what it is for. */
export function Cookies({
  cookies,
}: {
  readonly cookies: readonly PageCookie[];
}): JSX.Element | null {
  const { t } = useSpeech();
  if (cookies.length === 0) return null;
  return (
    <details open={cookies.length <= 4}>
      <summary>{t('cookies', String(cookies.length))}</summary>
      <ul class="cookies">
        {cookies.map(({ name, value, domain, path }) => {
          const facts = cookieFacts(name);
          return (
            <li key={`${name}${domain}${path}`} title={`${domain}${path}`}>
              <code class="mono">{name}</code>
              <bdi class="mono">{value.slice(0, 1_000)}</bdi>
              {facts && <span class="muted">{t(facts.meaning)}</span>}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
