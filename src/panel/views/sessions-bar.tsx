import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { ImportedView, SourceActions, SourcesView } from './panel-props.ts';

/** Characters of a file's name. */
const NAME = 60;

interface Props {
  readonly sources: SourcesView;
  readonly onSource: SourceActions;
}

/** The live session and the imported ones to choose from; nothing while there is no other. */
export function SessionsBar({ sources, onSource }: Props): JSX.Element | null {
  const { t } = useSpeech();
  if (sources.imported.length === 0) return null;
  return (
    <div class="sessions" role="group" aria-label={t('sessions')}>
      <span class="session" data-shown={sources.shown === 0}>
        <button type="button" aria-pressed={sources.shown === 0} onClick={() => onSource.show(0)}>
          <span class="live-dot" aria-hidden="true" />
          {t('session_live')}
        </button>
      </span>
      {sources.imported.map((source) => (
        <Imported
          key={source.id}
          source={source}
          shown={sources.shown === source.id}
          onSource={onSource}
        />
      ))}
    </div>
  );
}

function Imported({
  source,
  shown,
  onSource,
}: Pick<Props, 'onSource'> & {
  readonly source: ImportedView;
  readonly shown: boolean;
}): JSX.Element {
  const { t } = useSpeech();
  const name = visible(source.name.slice(0, NAME));
  const close = t('session_close', name);
  return (
    <span class="session" data-shown={shown}>
      <button
        type="button"
        aria-pressed={shown}
        title={visible(source.name)}
        onClick={() => onSource.show(source.id)}
      >
        <Icon name={source.format === 'earlier' ? 'earlier' : 'file'} />
        <bdi>{name}</bdi>
      </button>
      <button
        type="button"
        class="session-close"
        aria-label={close}
        title={close}
        onClick={() => onSource.close(source.id)}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}
