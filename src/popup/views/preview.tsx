import type { JSX } from 'preact';
import { shown } from '../../core/findings/shown.ts';
import { type IdentifyPreview, previewIdentify } from '../../core/people/identify-preview.ts';
import type { People } from '../../core/people/people.ts';
import type { Persona } from '../../protocol/rehearsal.ts';
import { useSpeech } from '../../ui/text.tsx';
import type { Readable } from './popup-props.ts';

/** Says what being a persona would do, before it is done. */
export function Preview({
  page,
  people,
  persona,
  protectedBy,
}: {
  readonly page: Readable;
  readonly people: Pick<People, 'effect'>;
  readonly persona: Persona;
  /** The sandbox holds what would be sent. */
  readonly protectedBy: boolean;
}): JSX.Element {
  const { t } = useSpeech();
  const { kind, identity } = persona;
  if (kind === 'anonymous')
    return <p>{identity ? t('preview_anonymous', shown(identity)) : t('preview_new_visitor')}</p>;
  if (identity === '') return <p class="muted">{t('preview_empty')}</p>;
  const preview = previewIdentify({ type: 'string', text: identity }, page, people);
  return (
    <>
      <p>
        {page.library === 'queueing' && `${t('preview_queued')} `}
        {sentence(preview)}
      </p>
      {preview.does === 'alias' && (
        <p data-testid="preview-effect">
          {t(`preview_effect_${preview.effect.joins}`)}{' '}
          <strong>{t(protectedBy ? 'preview_held' : 'preview_sent')}</strong>
        </p>
      )}
    </>
  );

  function sentence(what: IdentifyPreview): string {
    const id = shown(identity);
    switch (what.does) {
      case 'alias':
        return t('preview_alias', id, shown(what.p));
      case 'switch':
        return t('preview_switch', id, shown(what.from));
      default:
        return t(`preview_${what.does}`, id);
    }
  }
}
