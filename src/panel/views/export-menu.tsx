import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { EXPORT_FORMATS, type ExportFormat } from '../../core/formats/export.ts';
import { download, dragOut } from '../../ui/download.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { ExportChoice, PanelViewProps } from './panel-props.ts';

/** Saves the rows in a format, by a press or by dragging the format out of the panel. */
export function ExportMenu({
  session,
  rows,
  exported,
}: Pick<PanelViewProps, 'session' | 'rows' | 'exported'>): JSX.Element {
  const { t, times } = useSpeech();
  const [only, setOnly] = useState<ExportChoice['rows']>('all');
  const [mask, setMask] = useState(false);
  const fileOf = (format: ExportFormat) => exported({ format, rows: only, mask });
  const radio = (value: ExportChoice['rows'], count: number): MenuItem => ({
    role: 'menuitemradio',
    label: t(`export_${value}`),
    hint: times.count(count),
    checked: only === value,
    onChoose: () => setOnly(value),
  });
  return (
    <Menu
      label={t('export')}
      icon="export"
      groups={[
        {
          label: t('export_rows'),
          items: [radio('all', session.entries.length), radio('shown', rows.length)],
        },
        {
          label: t('export_privacy'),
          items: [
            {
              role: 'menuitemcheckbox',
              label: t('export_mask'),
              checked: mask,
              onChoose: () => setMask(!mask),
            },
          ],
        },
        {
          label: t('export_as'),
          items: EXPORT_FORMATS.map((format) => ({
            role: 'menuitem',
            label: t(`export_format_${format}`),
            hint: t(`export_hint_${format}`),
            onChoose: () => download(fileOf(format)),
            onDrag: (data) => dragOut(fileOf(format), data),
          })),
        },
      ]}
    />
  );
}
