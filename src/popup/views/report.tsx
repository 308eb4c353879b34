import type { JSX } from 'preact';
import type { ActionReport, PageState } from '../../protocol/api.ts';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** What an action did: identity and cookies before and after, and what it cannot do. */
export function Report({ report }: { readonly report: ActionReport }): JSX.Element {
  const { action, before, after, verified } = report;
  const { t } = useSpeech();
  const key = action.replace('-', '_');
  return (
    <section class="report" data-testid="report" data-verified={String(verified)}>
      <strong>{t(verified ? `report_${key}_done` : `report_${key}_not_done`)}</strong>
      <table>
        <colgroup>
          <col />
          <col />
          <col />
        </colgroup>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('identity')}</th>
            <td data-testid="identity-before">
              <WhoWas page={before} />
            </td>
            <td data-testid="identity-after">
              <WhoWas page={after} />
            </td>
          </tr>
          {cookieNames(before, after).map((name) => (
            <tr key={name}>
              <th scope="row">
                <code class="mono">{name}</code>
              </th>
              <td>{cookieValue(before, name) ?? '–'}</td>
              <td>{cookieValue(after, name) ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">{t('cannot_undo')}</p>
    </section>
  );
}

function WhoWas({ page }: { readonly page: PageState }): JSX.Element {
  const { t } = useSpeech();
  return page.state === 'readable' && page.identity !== null ? (
    <Identity id={page.identity} whole {...(page.kind !== 'none' && { kind: page.kind })} />
  ) : (
    <span class="muted">{t('identity_none')}</span>
  );
}

/** Cookies that the action changed, came or went. */
function cookieNames(before: PageState, after: PageState): string[] {
  const names = [before, after].flatMap((page) =>
    page.state === 'readable' ? page.cookies.map(({ name }) => name) : [],
  );
  return [...new Set(names)].filter(
    (name) => cookieValue(before, name) !== cookieValue(after, name),
  );
}

function cookieValue(page: PageState, wanted: string): string | undefined {
  if (page.state !== 'readable') return undefined;
  return page.cookies.find(({ name }) => name === wanted)?.value.slice(0, 120);
}
