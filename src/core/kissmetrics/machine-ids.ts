/**
 * Forms of IDs that programs make: an anonymous ID of another sender than the library, or an account
 * ID. The form alone cannot tell which. Sources: docs/kissmetrics-facts.md, "Identities in the wild".
 */
const SHAPES = {
  /** Segment, RudderStack, the mobile SDKs; iOS writes it in upper case. */
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /** kissmetrics-js: eleven times four hex digits. */
  hex44: /^[0-9a-f]{44}$/i,
  /** A distinct ID of Mixpanel's browser library: times and random numbers in five parts. */
  mixpanel: /^[0-9a-f]{11,17}-[0-9a-f]{10,17}-[0-9a-f]{6,8}-[0-9a-f]{4,8}-[0-9a-f]{11,17}$/i,
  /** A client ID of Google Analytics: a random number and seconds since 1970. */
  ga: /^(?:GA\d\.\d{1,2}\.)?\d{6,10}\.\d{10}$/,
  /** The ULID specification: 26 characters of Crockford's Base32. */
  ulid: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i,
  /** 16 random bytes in URL-safe Base64, as Ruby's SecureRandom makes. Words are left out. */
  random: /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])(?!.*[a-z]{6})[\w-]{22}$/,
} as const;

export type MachineShape = keyof typeof SHAPES;
export const MACHINE_SHAPES = Object.keys(SHAPES) as readonly MachineShape[];

/** The longest of them. */
const LONGEST = 80;

/** The form of an ID that a program made; null for anything else, the library's own ID included. */
export function machineShape(id: string): MachineShape | null {
  if (id.length < 17 || id.length > LONGEST) return null;
  return MACHINE_SHAPES.find((shape) => SHAPES[shape].test(id)) ?? null;
}

/** Mixpanel marks its device IDs, so that they are told from what a page passes to `identify`. */
const DEVICE = /^\$device:[\w-]{8,}$/;

/** Whether an ID says of itself that it is a device's. */
export function isDeviceId(id: string): boolean {
  return DEVICE.test(id);
}
