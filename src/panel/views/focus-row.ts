import { useLayoutEffect } from 'preact/hooks';

/** The one row of the list that Tab reaches. */
const ROW = '.timeline [role=row][tabindex="0"]';

/** Gives the focus to the row of the list that Tab reaches; says whether there is one. */
export function focusRow(): boolean {
  const row = document.querySelector<HTMLElement>(ROW);
  row?.focus({ preventScroll: true });
  return row !== null;
}

/** Where drawing removes what has the focus, such as a button that has done its work: on to the row. */
export function useKeptFocus(): void {
  /** As it is before this drawing. */
  const focused = document.activeElement;
  useLayoutEffect(() => {
    const gone = focused !== null && !focused.isConnected;
    if (gone && document.activeElement === document.body) focusRow();
  });
}
