import { visible } from '../core/findings/shown.ts';
import type { CallArgument } from '../core/session/observation.ts';
import type { CallEntry } from '../core/session/session.ts';

/** A call as the page would write it, with the invisible made visible. */
export function callText({ method, args }: Pick<CallEntry, 'method' | 'args'>): string {
  if (method === null) return 'function () { … }';
  return visible(`${method}(${args.map(argumentText).join(', ')})`);
}

function argumentText({ type, text, fullLength }: CallArgument): string {
  const cut = fullLength === undefined ? text : `${text}…`;
  if (type === 'string') return JSON.stringify(cut);
  return type === 'function' ? 'function () { … }' : cut;
}
