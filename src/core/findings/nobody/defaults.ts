/**
 * What sites send for a visitor that they do not know, or by mistake for everybody: in lower case,
 * with `_` between words. Sources: docs/kissmetrics-facts.md, "Identities in the wild".
 */
const DEFAULTS: ReadonlySet<string> = new Set(
  `anonymous anonymous_user anonymous_visitor anonymoususer anon anon_user guest guest_user guestuser
  user users username user_name userid user_id uid visitor visitors member customer somebody someone
  nobody everyone unknown unknown_user unknownuser undefined null nil none no_name noname no_user
  nouser no_id noid no_email noemail nan na n/a n.a. not_set notset not_available not_logged_in
  notloggedin not_identified unidentified missing empty blank default default_user dummy true false
  0 -1 -0 object email e_mail email_address emailaddress identity identifier test test_user testuser
  tester testing example sample foo bar foobar logged_in loggedin logged_out loggedout login - -- ?
  {} []`.split(/\s+/),
);

/** The part before the `@` of addresses that are defaults, whatever the domain. */
const DEFAULT_MAILBOX =
  /^(?:anonymous|guest|unknown|(?:anonymous|guest|unknown)[._-]?user|no[._-]?e?-?mail)@/;
/** The vendor's own example of `?kmi=`. */
const EXAMPLE_ADDRESS = 'example@example.com';

/** Whether a text without quotes around it is a default, whatever its case and separators. */
export function isDefault(text: string): boolean {
  const name = text.toLowerCase();
  if (name === '' || name === EXAMPLE_ADDRESS || DEFAULT_MAILBOX.test(name)) return true;
  if (DEFAULTS.has(name)) return true;
  const inner = /^[([<{]\s*([a-z][^)\]>}]*?)\s*[)\]>}]$/.exec(name)?.[1] ?? name;
  return /[a-z]/.test(inner) && DEFAULTS.has(inner.replace(/[\s_-]+/g, '_'));
}
