import type { JSX } from 'preact';
import { lineage } from '../../core/people/lineage.ts';
import type { Session } from '../../core/session/session.ts';
import { useClock } from '../../ui/clock.ts';
import { Identity } from '../../ui/identity.tsx';
import { DeliveryMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { EntryLink } from './details-parts.tsx';

/** Characters of a method's name: a page can send megabytes. */
const METHOD = 60;

/** In one line: who the visitor was before, whether that is one person with who they are, and why. */
export function StoryLine({
  session,
  isPart,
  onShow,
}: {
  readonly session: Session;
  /** Pages before those of the session are hidden: who came first is not known. */
  readonly isPart: boolean;
  readonly onShow: (key: number) => void;
}): JSX.Element | null {
  const { t } = useSpeech();
  const clock = useClock();
  const story = lineage(session);
  if (session.entries.length === 0) return null;
  // The line has its place before there is anything to tell, so that no row moves then.
  if (!story || (story.is === 'first' && isPart)) return <p class="story" />;
  const { change, before, is, alias } = story;
  const { key } = alias ?? change;
  const method = change.cause?.method.slice(0, METHOD);
  return (
    <p class="story" data-is={is}>
      {before !== null && (
        <>
          <span class="label">{t('story_before')}</span> <Identity id={before} />
        </>
      )}
      <EntryLink to={key} onShow={onShow}>
        {t(`story_${is}`, clock.precise(alias ?? change))}
      </EntryLink>
      {alias && alias.delivery !== 'delivered' && <DeliveryMark delivery={alias.delivery} />}
      {method && <span class="chip">{t('caused_by', method)}</span>}
    </p>
  );
}
