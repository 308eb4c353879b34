export type Theme = 'light' | 'dark';

/** Sets the theme of this document; by the system's preference, followed live, if none is given. */
export function applyTheme(theme?: Theme): void {
  const root = document.documentElement;
  if (theme) {
    root.dataset.theme = theme;
    return;
  }
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => {
    root.dataset.theme = dark.matches ? 'dark' : 'light';
  };
  dark.addEventListener('change', follow);
  follow();
}
