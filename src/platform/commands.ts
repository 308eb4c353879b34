import browser from 'webextension-polyfill';

/** Calls back with the name of a keyboard command and the tab that the user looks at. */
export function onCommand(listener: (command: string, tabId: number) => void): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined) listener(command, tab.id);
  });
}
