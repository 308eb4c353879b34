import type { UnreadBody, UnreadReason } from './tracking-request.ts';

/** A request as it was sent, as far as it is known. */
export interface SentRequest {
  readonly url: string;
  /** Empty if it is not known. */
  readonly method?: string;
  /** Text of the body, without its compression. */
  readonly body?: string;
  /** Why the body is not known, or not all of it; see `REASONS`. */
  readonly bodyProblem?: string;
  /** Bytes of the body as sent. */
  readonly bodySize?: number;
}

/** Bytes that were taken for text: neither form nor JSON has a control character unencoded. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** Whether a text is none of bytes that were taken for one. */
export function isText(text: string): boolean {
  return !NOT_TEXT.test(text);
}

/** Bytes that an earlier version, or another tool, has taken for text. */
export function withoutBytes({ url, method, bodySize }: SentRequest): SentRequest {
  return {
    ...{ url, bodyProblem: 'not UTF-8' },
    ...(method === undefined ? {} : { method }),
    ...(bodySize === undefined ? {} : { bodySize }),
  };
}

/**
 * What is known of a body that could not be read; null if all was read.
 * @param complete the address has all that a request needs
 * @param noForm the body is text, but in no form that is known
 */
export function unreadBody(
  sent: SentRequest,
  complete: boolean,
  noForm: boolean,
): UnreadBody | null {
  const { method, body, bodyProblem, bodySize } = sent;
  const size = bodySize ?? null;
  if (noForm && bodyProblem === undefined) return { reason: 'form', size };
  if (bodyProblem !== undefined) {
    const { reason, certain } = unreadReason(bodyProblem);
    return certain || !complete ? { reason, size } : null;
  }
  // Who does not say the method does not say either whether there was a body.
  return method === '' && !body && !complete ? { reason: 'lost', size } : null;
}

/**
 * What a log calls the problem of a body. `certain`: there was a body, part of which is not known;
 * else it is not even known whether there was one.
 */
const REASONS: Readonly<Record<string, readonly [reason: UnreadReason, certain: boolean]>> =
  Object.freeze(
    Object.assign(Object.create(null), {
      cut: ['cut', true],
      file: ['file', true],
      'not UTF-8': ['binary', true],
      'not recorded': ['not-recorded', true],
      'perhaps not recorded': ['not-recorded', false],
      lost: ['lost', false],
    }),
  );

/** Any other word is a browser's own. Chromium says `Unknown error.` of a Blob and of nothing alike. */
function unreadReason(problem: string): {
  readonly reason: UnreadReason;
  readonly certain: boolean;
} {
  const [reason, certain] = REASONS[problem] ?? (['hidden', false] as const);
  return { reason, certain };
}

/** Whether it is not known what a request sends as a whole. Such a one is no repetition of another. */
export function isPartlyKnown({ method, body, bodyProblem }: SentRequest): boolean {
  return bodyProblem !== undefined || (body ? !isText(body) : method === '');
}
