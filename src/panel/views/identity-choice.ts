import type { IdentityRef } from '../../core/people/explain.ts';

/** The identities that the user has chosen to have explained: none, one or two. */
export type IdentityChoice = readonly IdentityRef[];

/** Takes an identity in or out; a third takes the place of the second. */
export function toggled(choice: IdentityChoice, one: IdentityRef): IdentityChoice {
  const others = choice.filter((other) => !isSame(other, one));
  return others.length < choice.length ? others : [...choice.slice(0, 1), one];
}

/** 1 or 2; 0 if it is not chosen. */
export function placeOf(choice: IdentityChoice, one: IdentityRef): number {
  return choice.findIndex((other) => isSame(other, one)) + 1;
}

function isSame(a: IdentityRef, b: IdentityRef): boolean {
  return a.apiKey === b.apiKey && a.id === b.id;
}
