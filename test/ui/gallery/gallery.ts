import type { JSX } from 'preact';

/** A view in one state. */
export interface Gallery {
  readonly View: () => JSX.Element;
  /** What comes in once it has been drawn; settles when all of it has. */
  arrive(): Promise<void>;
}

/** Settles when the browser is about to draw. */
export const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** Settles when what was rendered is laid out, measured, drawn again by its measure, and at rest. */
export async function atRest(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await nextFrame();
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
}
