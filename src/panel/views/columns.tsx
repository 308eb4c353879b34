import type { JSX } from 'preact';
import { ColumnResizer, type ColumnWidths } from '../../ui/column-resizer.tsx';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** The columns with a width of their own; what a row says takes what is left between them. */
const COLUMNS = {
  lanes: { least: 20, initial: 58, most: 58 },
  time: { least: 40, initial: 84, most: 160 },
  kind: { least: 16, initial: 102, most: 200 },
  outcome: { least: 16, initial: 118, most: 260 },
} as const satisfies Readonly<Record<string, ColumnWidths>>;
type Column = keyof typeof COLUMNS;

const BEFORE_TEXT: readonly Column[] = ['lanes', 'time', 'kind'];
const AFTER_TEXT: readonly Column[] = ['outcome'];

/** Widths in pixels, by column; those that are missing are as they were made. */
export type Widths = Readonly<Record<string, number>>;

function widthOf(column: Column, widths: Widths): number {
  const { least, initial, most } = COLUMNS[column];
  return Math.min(most, Math.max(least, widths[column] ?? initial));
}

/** The widths for the style sheet. */
export function columnStyle(widths: Widths): Record<string, string> {
  return Object.fromEntries(
    [...BEFORE_TEXT, ...AFTER_TEXT].map((column) => [
      `--col-${column}`,
      `${widthOf(column, widths)}px`,
    ]),
  );
}

/** The columns' names, with lines between them that move, and the choice of how times are told. */
export function ColumnHeader({
  widths,
  relative,
  onWidths,
  onDone,
  onRelative,
}: {
  readonly widths: Widths;
  /** Times are told since the visit began. */
  readonly relative: boolean;
  readonly onWidths: (widths: Widths) => void;
  /** A line has come to rest. */
  readonly onDone: (widths: Widths) => void;
  readonly onRelative: (relative: boolean) => void;
}): JSX.Element {
  const { t } = useSpeech();
  const resizer = (column: Column): JSX.Element => (
    <ColumnResizer
      label={t('column_width', t(`column_${column}`))}
      width={widthOf(column, widths)}
      widths={COLUMNS[column]}
      before={AFTER_TEXT.includes(column)}
      onWidth={(width) => onWidths({ ...widths, [column]: width })}
      onDone={(width) => onDone({ ...widths, [column]: width })}
    />
  );
  const name = (column: Column): JSX.Element => (
    <span class="column-name">{t(`column_${column}`)}</span>
  );
  return (
    <div class="columns" role="group" aria-label={t('columns')}>
      {BEFORE_TEXT.map((column) => (
        <div key={column} class="column" data-column={column}>
          {column === 'time' ? (
            <button
              type="button"
              class="column-name"
              aria-pressed={relative}
              title={t(relative ? 'times_to_clock' : 'times_to_relative')}
              onClick={() => onRelative(!relative)}
            >
              {t('column_time')}
              <span aria-hidden="true">{relative ? ' +' : ''}</span>
            </button>
          ) : (
            name(column)
          )}
          {resizer(column)}
        </div>
      ))}
      <div class="column">
        <span class="column-name">{t('column_text')}</span>
      </div>
      <div class="column" title={t('column_findings')}>
        <Icon name="warning" />
        <span class="visually-hidden">{t('column_findings')}</span>
      </div>
      {AFTER_TEXT.map((column) => (
        <div key={column} class="column">
          {resizer(column)}
          {name(column)}
        </div>
      ))}
    </div>
  );
}
