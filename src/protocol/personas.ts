import * as v from 'valibot';
import { PERSONA, type Persona } from './rehearsal.ts';
import type { Setting } from './settings.ts';

/** Personas that can be saved. */
const MOST = 50;

/** Whom the user simulates again and again; names are unique. */
export const PERSONAS: Setting<readonly Persona[]> = {
  name: 'personas',
  guard: v.pipe(v.array(PERSONA), v.maxLength(MOST)),
  initial: [],
};

/** The list with a persona in it, in the place of one of its name. */
export function withPersona(list: readonly Persona[], persona: Persona): readonly Persona[] {
  return [...withoutPersona(list, persona.name), persona].slice(-MOST);
}

export function withoutPersona(list: readonly Persona[], name: string): readonly Persona[] {
  return list.filter((one) => one.name !== name);
}
