import type { ExtensionView } from './extension-view.ts';

/** Presses the switch of the sandbox, and waits until it is on. */
export async function switchSandboxOn(popup: ExtensionView): Promise<void> {
  await popup.click('Sandbox');
  await popup.waitFor('the sandbox to be on', () =>
    document.querySelector('.sandbox[data-on="true"]'),
  );
}

/** Types whom to simulate. */
export async function typeIdentity(popup: ExtensionView, identity: string): Promise<void> {
  await popup.waitFor(
    'the field ‘Identity’',
    (text) => {
      const field = document.querySelector<HTMLInputElement>('.simulate-line input');
      if (!field) return false;
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return true;
    },
    identity,
  );
}
