import type { JSX } from 'preact';
import { type IdentityKind, identityKind, shortIdentity } from '../core/kissmetrics/identity.ts';

/** Characters of an identity that a line draws; a page can send megabytes. */
const DRAWN = 300;

/** An open ring for an anonymous identity, a filled square for a named one. */
export function IdentityMark({ kind }: { readonly kind: IdentityKind }): JSX.Element {
  return (
    <svg class="identity-mark" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      {kind === 'named' ? (
        <rect x="1" y="1" width="8" height="8" rx="1.5" fill="currentColor" />
      ) : (
        <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" stroke-width="1.8" />
      )}
    </svg>
  );
}

/** An identity with its kind as shape and colour, isolated from the direction of text around it. */
export function Identity({
  id,
  kind = identityKind(id),
  whole = false,
}: {
  readonly id: string;
  readonly kind?: IdentityKind;
  /** All of it over several lines, instead of shortened in one. */
  readonly whole?: boolean;
}): JSX.Element {
  const shown = whole ? id : shortIdentity(id);
  return (
    <span class="identity" data-kind={kind} data-whole={whole || undefined}>
      <IdentityMark kind={kind} />
      <bdi title={id.slice(0, DRAWN)}>{whole ? id.slice(0, 4 * DRAWN) : shown}</bdi>
    </span>
  );
}
