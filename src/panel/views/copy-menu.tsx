import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { curlCommand } from '../../core/formats/curl.ts';
import { entryJson, entryMarkdown } from '../../core/formats/entry-text.ts';
import type { Entry, Session } from '../../core/session/session.ts';
import { writeClipboard } from '../../ui/clipboard.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Copies an entry as a whole, in the form that is needed. */
export function CopyMenu({
  entry,
  session,
}: {
  readonly entry: Entry;
  readonly session: Session;
}): JSX.Element {
  const { t } = useSpeech();
  const [done, setDone] = useState<'copied' | 'failed' | null>(null);
  const item = (form: string, make: () => string): MenuItem => ({
    role: 'menuitem',
    label: t(`copy_as_${form}`),
    onChoose() {
      setDone(null);
      writeClipboard(make()).then(
        () => setDone('copied'),
        () => setDone('failed'),
      );
    },
    ...(form === 'curl' && { hint: t('copy_as_curl_hint') }),
  });
  return (
    <div class="copy-menu" onFocusOut={() => setDone(null)}>
      <span role="status" data-done={done}>
        {done && t(`copy_${done}`)}
      </span>
      <Menu
        label={t('copy_as')}
        icon="copy"
        groups={[
          {
            label: t('copy_as'),
            items: [
              ...('url' in entry ? [item('url', () => entry.url)] : []),
              // What could not be read would be missing from it.
              ...('request' in entry && entry.request.unread === null
                ? [item('curl', () => curlCommand(entry))]
                : []),
              item('json', () => entryJson(entry, session, t)),
              item('markdown', () => entryMarkdown(entry, t)),
            ],
          },
        ]}
      />
    </div>
  );
}
