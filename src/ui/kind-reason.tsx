import type { JSX } from 'preact';
import type { IdentityKind } from '../core/kissmetrics/identity.ts';
import type { KindReason } from '../core/people/kinds/kinds.ts';
import type { Translate } from '../core/text/catalogue.ts';
import { useKinds } from './kinds.tsx';
import { useSpeech } from './text.tsx';

/**
 * Why an identity is taken for anonymous or named; nothing for an e-mail address, or for the
 * library's own ID, which says so by itself.
 */
export function KindReasonLine({
  id,
  onOptions,
}: {
  readonly id: string;
  /** Opens the options, where the user can say otherwise. */
  readonly onOptions: () => void;
}): JSX.Element | null {
  const { t } = useSpeech();
  const kinds = useKinds();
  const text = reasonText(kinds.reason(id), kinds.of(id), t);
  return text === null ? null : (
    <p class="muted kind-reason" data-testid="kind-reason">
      {text}{' '}
      <button type="button" class="link" onClick={onOptions}>
        {t('kind_reason_change')}
      </button>
    </p>
  );
}

function reasonText(reason: KindReason, kind: IdentityKind, t: Translate): string | null {
  switch (reason.by) {
    case 'library':
    case 'text':
      return null;
    case 'list':
      return t(`kind_reason_list_${kind}`);
    case 'device':
      return t('kind_reason_device', '$device:');
    case 'use':
      return t(
        `kind_reason_${reason.use}`.replaceAll('-', '_'),
        t(`machine_shape_${reason.shape}`),
      );
  }
}
