import { LIMITS } from '../protocol/claims.ts';
import { cut, getOwnPropertyDescriptor } from './primitives.ts';

const ErrorOf = Error;
const { captureStackTrace } = ErrorOf as unknown as {
  captureStackTrace: (holder: object, above: unknown) => void;
};

/**
 * The engine's own text of the call stack, from the caller of `above` on. Absent where the page
 * formats stacks itself: its formatter would see a call that it never made.
 */
export function callStack(above: unknown): string | undefined {
  try {
    if (typeof getOwnPropertyDescriptor(ErrorOf, 'prepareStackTrace')?.value === 'function')
      return undefined;
    const holder: { stack?: unknown } = {};
    captureStackTrace(holder, above);
    return typeof holder.stack === 'string' ? cut(holder.stack, LIMITS.stack) : undefined;
  } catch {
    return undefined;
  }
}
