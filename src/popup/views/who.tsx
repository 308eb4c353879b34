import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { HiddenCharacters, KindChip } from '../../ui/identity.tsx';
import { useKinds } from '../../ui/kinds.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { KeyLine } from './key-label.tsx';
import type { PopupViewProps, Readable } from './popup-props.ts';

/** Characters of a tooltip: a page can send megabytes. */
const TOOLTIP = 300;

/** Who the visitor is, of which kind, and under which key. */
export function Who(
  props: Pick<PopupViewProps, 'keyLabels' | 'testHosts' | 'actions'> & { readonly page: Readable },
): JSX.Element {
  const { page } = props;
  const { t, times } = useSpeech();
  const kinds = useKinds();
  const listed = page.identity === null ? null : kinds.listed(page.identity);
  const kind = listed ?? page.kind;
  return (
    <section class="who" aria-label={t('identity_now')}>
      <div class="who-line">
        {page.identity === null && <span class="muted">{t('identity_none')}</span>}
        <bdi
          class="current"
          data-testid="current-identity"
          data-kind={kind}
          title={visible((page.identity ?? '').slice(0, TOOLTIP))}
        >
          {page.identity ?? ''}
        </bdi>
        {page.identity !== null && <CopyButton text={page.identity} label={t('identity_now')} />}
      </div>
      <div class="who-meta">
        {kind !== 'none' && <KindChip kind={kind} />}
        {page.identity !== null && <HiddenCharacters id={page.identity} />}
        <KeyLine {...props} />
      </div>
      {page.library !== 'loaded' && (
        <p class="who-note">
          {page.library === 'queueing'
            ? t('popup_queueing', times.count(page.queued))
            : t('popup_no_library')}
        </p>
      )}
    </section>
  );
}
