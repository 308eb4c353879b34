import type { JSX } from 'preact';
import { lineage } from '../../core/people/lineage.ts';
import type { Session } from '../../core/session/session.ts';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { EntryLink } from './details-parts.tsx';

/** Characters of a method's name: a page can send megabytes. */
const METHOD = 60;

/** In one line: who the visitor was before, whether that is one person with who they are, and why. */
export function StoryLine({
  session,
  onShow,
}: {
  readonly session: Session;
  readonly onShow: (key: number) => void;
}): JSX.Element | null {
  const { t, times } = useSpeech();
  const story = lineage(session);
  if (session.entries.length === 0) return null;
  // The line has its place before there is anything to tell, so that no row moves then.
  if (!story) return <p class="story" />;
  const { change, is, alias } = story;
  const { key, at } = alias ?? change;
  const method = change.cause?.method.slice(0, METHOD);
  return (
    <p class="story" data-is={is}>
      {change.previous !== null && (
        <>
          <span class="label">{t('story_before')}</span> <Identity id={change.previous} />
        </>
      )}
      <EntryLink to={key} onShow={onShow}>
        {t(`story_${is}`, times.precise(at))}
      </EntryLink>
      {is === 'kept' && alias && <span>{t(`delivery_${alias.delivery}`)}</span>}
      {method && <span class="chip">{t('caused_by', method)}</span>}
    </p>
  );
}
