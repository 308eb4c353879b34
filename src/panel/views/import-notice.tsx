import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { SourceActions, SourcesView } from './panel-props.ts';

/** Characters of a sentence about a file, and of its name: that can be anything. */
const LONGEST = 400;
const NAME = 60;

/** What is being read, why a file could not be, and that what is shown comes from one. */
export function ImportNotice({
  sources,
  onSource,
}: {
  readonly sources: SourcesView;
  readonly onSource: SourceActions;
}): JSX.Element {
  const { t, times } = useSpeech();
  const { reading, failure, imported, shown } = sources;
  const source = imported.find(({ id }) => id === shown);
  const { unknownTimes = 0, unknownZones = 0 } = source ?? {};
  return (
    <>
      {reading && (
        <div class="banner" data-state="reading">
          <Icon name="pending" />
          <span role="status">{t('import_reading', shownName(reading.name))}</span>
          <progress value={reading.share} aria-label={t('import_progress')} />
          <button type="button" class="button" onClick={onSource.cancel}>
            {t('cancel')}
          </button>
        </div>
      )}
      {failure !== null && (
        <div class="banner" data-state="failed">
          <Icon name="error" />
          <span role="alert">{visible(failure.slice(0, LONGEST))}</span>
          <button
            type="button"
            class="button"
            data-weight="quiet"
            aria-label={t('close')}
            title={t('close')}
            onClick={onSource.dismiss}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
      {source && (
        <p class="banner" data-state="imported" data-testid="imported">
          <Icon name={source.format === 'earlier' ? 'earlier' : 'file'} />
          <span>
            <strong>{t(`imported_${source.format}`, shownName(source.name))}</strong>{' '}
            {t('imported_live_goes_on')}
            {source.leftOut > 0 && (
              <>
                {' '}
                {t(
                  'imported_left_out',
                  times.count(source.leftOut),
                  visible(source.problem.slice(0, LONGEST)),
                )}
              </>
            )}
            {unknownTimes > 0 && ` ${t('imported_unknown_times', times.count(unknownTimes))}`}
            {unknownZones > 0 && ` ${t('imported_unknown_zones', times.count(unknownZones))}`}
          </span>
        </p>
      )}
    </>
  );
}

/** A long name without its middle: its end tells what the file is. */
function shownName(name: string): string {
  const short = name.length > NAME ? `${name.slice(0, NAME - 20)}…${name.slice(-19)}` : name;
  return visible(short);
}
