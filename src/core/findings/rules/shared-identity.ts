import { identityWatch } from '../identity-rule.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** What sites send for a visitor that they do not know, or by mistake for everybody. */
const SHARED: ReadonlySet<string> = new Set(
  `anonymous anonymous_user anonymous-user anonymoususer anon guest guest_user guest-user guestuser
  user users username user_name userid user_id user-id uid visitor visitors member customer somebody
  someone nobody everyone unknown undefined null nil none no_name noname nan na n/a n.a. not_set notset
  (not-set) (none) (null) empty blank default dummy true false 0 -1 -0 object email e-mail
  test test_user test-user testuser tester testing example sample foo bar foobar logged_in loggedin
  logged_out loggedout login - -- ? {} []`.split(/\s+/),
);
/** The same, of several words. */
const SHARED_PHRASES: ReadonlySet<string> = new Set([
  'not set',
  '(not set)',
  'not available',
  'not logged in',
  'logged in',
  'logged out',
  'no name',
  'anonymous user',
  'anonymous visitor',
  'guest user',
  'unknown user',
  'test user',
  'user name',
  'user id',
]);
/** Values that a program printed instead of a name, and templates that nobody filled in. */
const UNFILLED = /^(?:\[object \w+\]|(?:async )?function\b.*|\{\{.*\}\}|\$\{.*\}|<%.*%>|%\w+%)$/s;

/** Longer ones need no look. */
const LONGEST = 200;

/** An identity that many people would share, so that all of them become one person for good. */
export const sharedIdentity: Rule = {
  id: 'shared-identity',
  severity: 'error',
  help: HELP.identities,
  watch: (context) =>
    identityWatch(context, (identity) =>
      isShared(identity) ? { values: [shown(identity)] } : null,
    ),
};

/** Whether an identity names nobody in particular. */
export function isShared(identity: string): boolean {
  if (identity.length > LONGEST) return false;
  const name = identity
    .replace(/^[\s"'`“”‘’«»]+|[\s"'`“”‘’«»]+$/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
  return name === '' || SHARED.has(name) || SHARED_PHRASES.has(name) || UNFILLED.test(name);
}
