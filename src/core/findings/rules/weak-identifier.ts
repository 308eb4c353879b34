import { identityWatch } from '../identity-rule.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^(?:${BYTE}\\.){3}${BYTE}$`);
/** The longest text form of an IPv6 address, with an IPv4 tail. */
const LONGEST_IPV6 = 45;

/** An identity that is an IP address: shared by many people, and different for one from day to day. */
export const weakIdentifier: Rule = {
  id: 'weak-identifier',
  severity: 'warning',
  help: HELP.identities,
  watch: (context) =>
    identityWatch(context, (identity) =>
      isIpAddress(identity.trim()) ? { values: [shown(identity)] } : null,
    ),
};

export function isIpAddress(text: string): boolean {
  return IPV4.test(text) || isIpv6(text.replace(/^\[(.*)\]$/, '$1'));
}

/** RFC 4291, section 2.2: eight groups of hex digits, `::` once for some of zero, or an IPv4 tail. */
function isIpv6(text: string): boolean {
  if (text.length > LONGEST_IPV6 || !text.includes(':')) return false;
  const [left = '', right, more] = text.split('::');
  if (more !== undefined) return false;
  const groups = [...groupsOf(left), ...groupsOf(right ?? '')];
  const last = groups.at(-1);
  const tail = last !== undefined && IPV4.test(last);
  if (tail) groups.pop();
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const count = groups.length + (tail ? 2 : 0);
  return right === undefined ? count === 8 : count < 8;
}

function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':');
}
