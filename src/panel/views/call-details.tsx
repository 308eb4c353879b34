import type { JSX } from 'preact';
import { callFacts } from '../../core/kissmetrics/calls.ts';
import type { CallEntry } from '../../core/session/session.ts';
import { callText } from '../../ui/call-text.ts';
import { useClock } from '../../ui/clock.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { FateMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { type DetailsProps, EntryLink, IdentityOrNone, Section, Stack } from './details-parts.tsx';

/** A call of the page: how it came, when it ran, what became of it. */
export function CallDetails({
  entry,
  session,
  onShow,
  onOpenSource,
}: DetailsProps & { readonly entry: CallEntry }): JSX.Element {
  const { t } = useSpeech();
  const clock = useClock();
  const text = callText(entry);
  const meaning = entry.method === null ? undefined : callFacts(entry.method)?.meaning;
  return (
    <>
      <Section title={t('call')} action={<CopyButton text={text} label={t('call')} />}>
        <code class="raw">
          <LongText text={text} />
        </code>
        {meaning !== undefined && <p class="muted">{t(meaning)}</p>}
      </Section>
      <Section title={t('what_became')}>
        <Facts
          items={[
            [t('call_fate'), <FateMark key="f" fate={entry.fate} />],
            [t('call_through'), t(`through_${entry.through}`)],
            entry.ranAt === undefined
              ? null
              : [t('call_ran'), clock.precise({ ...entry, at: entry.ranAt })],
            entry.identityBefore === undefined
              ? null
              : [t('identity_before'), <IdentityOrNone key="i" id={entry.identityBefore} />],
            ...entry.requests.map((key) => {
              const request = session.entry(key);
              const line = [
                t('call_request'),
                <EntryLink key={key} to={key} onShow={onShow}>
                  {request ? t(`entry_${request.kind}`) : String(key)}
                </EntryLink>,
              ] as const;
              return line;
            }),
          ]}
        />
      </Section>
      {entry.stack !== undefined && <Stack text={entry.stack} onOpen={onOpenSource} />}
    </>
  );
}
