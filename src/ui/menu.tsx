import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icons.tsx';
import { keepInWindow } from './keep-in-window.ts';

/** One line of a menu. A radio or check stays open when it is chosen: it is set before an action. */
export interface MenuItem {
  readonly role: 'menuitem' | 'menuitemradio' | 'menuitemcheckbox';
  readonly label: string;
  /** A few words more, beside it. */
  readonly hint?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly onChoose: () => void;
  /** Lets the item be dragged. */
  readonly onDrag?: (data: DataTransfer) => void;
}

export interface MenuGroup {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

interface MenuProps {
  readonly label: string;
  readonly icon: IconName;
  readonly groups: readonly MenuGroup[];
}

/** A button that opens a menu, with the keys of the WAI-ARIA menu button pattern. */
export function Menu({ label, icon, groups }: MenuProps): JSX.Element {
  const [opened, setOpened] = useState<'first' | 'last' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (focus: boolean): void => {
    setOpened(null);
    if (focus) button.current?.focus();
  };
  return (
    <div
      class="menu-box"
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        const inside = to instanceof Node && event.currentTarget.contains(to);
        // A window that is left for another is found again as it was.
        if (!inside && document.hasFocus()) setOpened(null);
      }}
    >
      <button
        ref={button}
        type="button"
        class="button"
        data-weight="quiet"
        aria-haspopup="menu"
        aria-expanded={opened !== null}
        title={label}
        onClick={() => setOpened(opened === null ? 'first' : null)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpened(event.key === 'ArrowDown' ? 'first' : 'last');
        }}
      >
        <Icon name={icon} />
        <span class="button-word">{label}</span>
      </button>
      {opened && <MenuList label={label} groups={groups} start={opened} onClose={close} />}
    </div>
  );
}

function MenuList({
  label,
  groups,
  start,
  onClose,
}: Omit<MenuProps, 'icon'> & {
  readonly start: 'first' | 'last';
  readonly onClose: (focus: boolean) => void;
}): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
  ];
  useLayoutEffect(() => {
    keepInWindow(list.current);
    items()
      .at(start === 'first' ? 0 : -1)
      ?.focus();
  }, []);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    // What the menu does with a key, nobody around it shall do too.
    event.stopPropagation();
    const all = items();
    const at = all.findIndex((item) => item.matches(':focus'));
    const to = targetOf(event.key, at, all);
    if (event.key === 'Escape' || event.key === 'Tab') onClose(event.key === 'Escape');
    if (to === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    to?.focus();
  };
  return (
    <div ref={list} class="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <div key={group.label} role="group" aria-label={group.label} class="menu-group">
          <span class="menu-title" aria-hidden="true">
            {group.label}
          </span>
          {group.items.map((item) => (
            <MenuLine key={item.label} item={item} onClose={onClose} />
          ))}
        </div>
      ))}
    </div>
  );
}

function MenuLine({
  item,
  onClose,
}: {
  readonly item: MenuItem;
  readonly onClose: (focus: boolean) => void;
}): JSX.Element {
  const { role, label, hint, checked, disabled, onChoose, onDrag } = item;
  return (
    <button
      type="button"
      class="menu-item"
      data-testid={item.testId}
      role={role}
      tabIndex={-1}
      {...(role === 'menuitem' ? {} : { 'aria-checked': checked === true })}
      aria-disabled={disabled || undefined}
      draggable={onDrag !== undefined}
      onDragStart={(event) => event.dataTransfer && onDrag?.(event.dataTransfer)}
      onClick={() => {
        if (disabled) return;
        onChoose();
        if (role === 'menuitem') onClose(true);
      }}
    >
      <span class="menu-label">{label}</span>
      {hint !== undefined && <span class="menu-hint">{hint}</span>}
    </button>
  );
}

/** Where a key leads to: the next, the last, or the next one whose label begins with a letter. */
function targetOf(key: string, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return all[(at + 1) % all.length];
    case 'ArrowUp':
      return all.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
  }
  if (key.length !== 1 || key === ' ') return undefined;
  const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return after.find((item) => item.textContent?.toLowerCase().startsWith(key.toLowerCase()));
}
