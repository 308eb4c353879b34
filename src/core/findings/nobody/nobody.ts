import { isDefault } from './defaults.ts';
import { isPrinted } from './printed.ts';
import { isTemplate, isTemplateOnly } from './templates.ts';
import { unquoted, withoutEscapes } from './unwrap.ts';

/**
 * Why an identity names nobody in particular: it is a default, a template that was never filled in,
 * or what a program prints for a value that is no text.
 */
export type Nobody = 'default' | 'template' | 'printed';

/** Characters: longer identities are not looked at. Templates can hold a few lines of code. */
const LONGEST = 1_000;
/** An e-mail address within a text. */
const ADDRESS = /[^\s@"'<>()[\]{}|]+@[^\s@"'<>()[\]{}|]+\.\w/;

/** Why an identity names nobody in particular; null if it may name somebody. */
export function nobodyIn(identity: string): Nobody | null {
  if (identity.length > LONGEST) return null;
  const why = judge(identity);
  if (why !== null || !/[%&+]/.test(identity)) return why;
  const meant = withoutEscapes(identity);
  return meant === identity ? null : judge(meant);
}

/**
 * Whether an identity names nobody and holds nothing else either, so that it is no personal data:
 * `Guest {$id}` is a template that was never filled in, and so is `Ann {$id}`.
 */
export function isNothingButNobody(identity: string): boolean {
  const why = nobodyIn(identity);
  if (why === 'template')
    return isTemplateOnly(identity) || isTemplateOnly(withoutEscapes(identity));
  return why === 'default' || (why === 'printed' && !ADDRESS.test(identity));
}

function judge(identity: string): Nobody | null {
  const text = unquoted(identity);
  // An address between delimiters was filled in, however oddly.
  const filledIn = text.includes('@') && ADDRESS.test(text);
  if (!filledIn && isTemplate(identity)) return 'template';
  if (isDefault(text)) return 'default';
  return isPrinted(text) ? 'printed' : null;
}
