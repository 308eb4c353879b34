import type { JSX } from 'preact';
import { visible, withSpaceMarks } from '../core/findings/shown.ts';
import { type IdentityKind, shortIdentity } from '../core/kissmetrics/identity.ts';
import { MarkedShort } from './highlight.tsx';
import { useKinds } from './kinds.tsx';
import { LongText } from './long-text.tsx';
import { spaceDrawer, unseenSpaces } from './spaces.tsx';
import { useSpeech } from './text.tsx';

/** Characters of an identity on one line before its middle is left out. */
const LINE = 44;
/** Characters of a tooltip, and of an identity in full: a page can send megabytes. */
const TOOLTIP = 300;
const WHOLE = 1_200;

/** An open ring for an anonymous identity, a filled square for a named one. */
export function IdentityMark({
  kind,
  label,
}: {
  readonly kind: IdentityKind;
  /** The kind in a word, where none stands beside the mark. */
  readonly label?: string;
}): JSX.Element {
  const shape =
    kind === 'named' ? (
      <rect x="1" y="1" width="8" height="8" rx="1.5" fill="currentColor" />
    ) : (
      <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" stroke-width="1.8" />
    );
  return label === undefined ? (
    <svg class="identity-mark" viewBox="0 0 10 10" aria-hidden="true">
      {shape}
    </svg>
  ) : (
    <svg class="identity-mark" viewBox="0 0 10 10" role="img" aria-label={label}>
      {shape}
    </svg>
  );
}

/** The kind of an identity as shape and word. */
export function KindChip({ kind }: { readonly kind: IdentityKind }): JSX.Element {
  const { t } = useSpeech();
  return (
    <span class="chip kind-chip" data-kind={kind}>
      <IdentityMark kind={kind} />
      {t(`kind_${kind}`)}
    </span>
  );
}

/** A warning beside an identity that does not read as it is, with what is hidden in it. */
export function HiddenCharacters({ id }: { readonly id: string }): JSX.Element | null {
  const { t } = useSpeech();
  const start = id.slice(0, TOOLTIP);
  const plain = visible(start);
  const spaces = unseenSpaces(start);
  if (plain === start && spaces === 'none') return null;
  return (
    <span class="chip" data-severity="warning" title={withSpaceMarks(plain)}>
      {t(plain === start ? `hidden_spaces_${spaces}` : 'hidden_characters')}
      <span class="visually-hidden">: {withSpaceMarks(plain, `(${t('space')})`)}</span>
    </span>
  );
}

/**
 * An identity with its kind as shape and colour, isolated from the direction of the text around
 * it, with the invisible made visible.
 */
export function Identity({
  id,
  kind: given,
  whole = false,
}: {
  readonly id: string;
  /** By default what the session says. */
  readonly kind?: IdentityKind;
  /** All of it over several lines, instead of shortened in one. */
  readonly whole?: boolean;
}): JSX.Element {
  const { t } = useSpeech();
  const kinds = useKinds();
  const kind = given ?? kinds.of(id);
  const start = id.slice(0, TOOLTIP);
  const short = visible(shortIdentity(id, LINE));
  return (
    <span class="identity" data-kind={kind} data-whole={whole || undefined}>
      <IdentityMark kind={kind} label={t(`kind_${kind}`)} />
      {whole ? (
        <LongText text={id} limit={WHOLE} spaces />
      ) : (
        <bdi title={withSpaceMarks(visible(start))}>
          <MarkedShort text={short} whole={start} draw={spaceDrawer(short, t('space'))} />
        </bdi>
      )}
    </span>
  );
}
