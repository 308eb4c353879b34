import type { JSX } from 'preact';
import { Menu } from '../../ui/menu.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { PanelViewProps } from './panel-props.ts';

/** What is set once and seldom changed. */
export function OptionsMenu({
  options,
  onOptions,
  outline,
  layout,
  onLayout,
  onIntroduction,
  onShortcuts,
  onClearAll,
}: Pick<
  PanelViewProps,
  'options' | 'onOptions' | 'outline' | 'layout' | 'onLayout' | 'onIntroduction'
> & {
  readonly onShortcuts: () => void;
  readonly onClearAll: () => void;
}): JSX.Element {
  const { t } = useSpeech();
  return (
    <Menu
      label={t('options')}
      icon="more"
      groups={[
        {
          label: t('options'),
          items: [
            {
              role: 'menuitemcheckbox',
              label: t('option_clear_on_navigation'),
              hint: t('option_clear_on_navigation_hint'),
              testId: 'option-clear-on-navigation',
              checked: options.clearOnNavigation,
              onChoose: () => onOptions({ clearOnNavigation: !options.clearOnNavigation }),
            },
          ],
        },
        {
          label: t('tab_timeline'),
          items: [
            {
              role: 'menuitemcheckbox',
              label: t('option_relative_times'),
              hint: '+',
              testId: 'option-relative-times',
              checked: layout.relativeTimes,
              onChoose: () => onLayout({ ...layout, relativeTimes: !layout.relativeTimes }),
            },
            {
              role: 'menuitem',
              label: t('collapse_all'),
              disabled: outline.heads === outline.foldedHeads,
              onChoose: () => outline.foldAll(true),
            },
            {
              role: 'menuitem',
              label: t('expand_all'),
              disabled: outline.foldedHeads === 0,
              onChoose: () => outline.foldAll(false),
            },
          ],
        },
        {
          label: t('clear'),
          items: [{ role: 'menuitem', label: t('clear_all'), onChoose: onClearAll }],
        },
        {
          label: t('help'),
          items: [
            { role: 'menuitem', label: t('shortcuts'), hint: '?', onChoose: onShortcuts },
            { role: 'menuitem', label: t('intro_again'), onChoose: () => onIntroduction(true) },
          ],
        },
      ]}
    />
  );
}
