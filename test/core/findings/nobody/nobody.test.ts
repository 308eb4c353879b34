import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../support/fold.ts';
import { ANON, log } from '../../support/log.ts';

/** Which message `shared-identity` has for an identity; null if it is silent. */
function said(identity: string): string | null {
  const { findings } = fold(log().event(identity, 'Visited'));
  const found = findings.find(({ rule }) => rule === 'shared-identity');
  return found === undefined ? null : (found.variant ?? 'plain');
}

/** Built, because a linter takes the real thing for a slip. */
const inBraces = (name: string): string => ['$', `{${name}}`].join('');

/** By the language or service that would have filled it in. */
const TEMPLATES: readonly (readonly [string, readonly string[]])[] = [
  ['Mailchimp', ['*|EMAIL|*', '*|URL:EMAIL|*', '*|UNIQID|*']],
  ['Pardot and ExactTarget', ['%%email%%', '%%emailaddr%%', '%%Email Address%%', '%%to_email%%']],
  ['Emma and Convio', ['[[email]]', '[[S1:primary_email]]']],
  ['Campaign Monitor and ONTRAPORT', ['[email]', '[E-mail]', '[EMAIL_ADDRESS]']],
  ['Emailvision', ['[EMV FIELD]EMAIL[EMV /FIELD]']],
  ['Mad Mimi', ['(email)']],
  ['Infusionsoft', ['~Contact.Email~']],
  ['Constant Contact', ['$SUBSCRIBER.EMAIL$']],
  ['INinbox', ['##email##']],
  ['Salesforce and AWeber', ['{!Contact.Email}', '{!email}']],
  ['HubSpot and Marketo', ['{ contact.email }', '{lead.Email Address:default=noemail}']],
  ['Vertical Response', ['{EMAIL_ADDRESS}']],
  ['Ruby', ['#{@current_user.id}', '#{user.email}', '@current_user.id']],
  ['ERB and JSP', ['<%= user.id %>', '<%= @account.id %>', '<%=SessionDetails.UserName%>']],
  ['ASP', ['<%# Eval("Email") %>', '<%: Model.Email %>']],
  ['Razor', ['@Model.Email', '@User.Identity.Name', '@(Model.Id)', '@ViewBag["UserId"]']],
  ['PHP', ['<?php echo $email ?>', '<?=$user->id?>', '$email', '$user->getEmail()', "$user['id']"]],
  ['PHP of two parts', ['<?=$user->first?> <?=$user->last?> (<?=$user->id?>)']],
  ['Smarty', ['{$email}', '{$cookie->email}']],
  ['JavaScript', [inBraces('user.id'), inBraces(' email '), 'user.email', 'currentUser.uid']],
  [
    'joined texts',
    ["'+user+'", '" + user.email + "', "' . $email . '", '"&email&"', "'||email||'"],
  ],
  [
    'Handlebars, Liquid and the like',
    ['{{user.email}}', '{{{email}}}', '{{ .Email }}', '{% user %}'],
  ],
  ['Blade', ['{{ Auth::user()->email }}', '{!! $user->id !!}']],
  ['Tag Manager', ['{{User ID}}', '{{dlv - userId}}']],
  ['Python', ['%(email)s', '%s', '{email}', '{user.id}', '{0}', '{}']],
  ['printf', ['%d', '%1$s', '%@']],
  ['shells', ['$USER', inBraces('USER'), '$(whoami)', '$1']],
  ['Windows', ['%USERNAME%', '%USER_ID%']],
  ['Velocity and Struts', [`$!${'{email}'}`, '%{user.id}']],
  ['ColdFusion', ['#user.id#']],
  ['placeholders', ['your_identifier_here', 'YOUR_USER_ID', '<your email>', 'user_id_here']],
  ['macros', ['__USER_ID__', '@@email@@', ':user_id']],
  ['a text around it', ['Guest {$clientId}', 'user-{{id}}', 'mailto:*|EMAIL|*']],
];
/** `{}` is a default of old, and stays one. */
const OTHERWISE: Readonly<Record<string, string>> = { '{}': 'default' };

const quoting: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['in quotes', (text) => `"${text}"`],
  ['in single quotes', (text) => `'${text}'`],
  ['in curly quotes', (text) => `“${text}”`],
  ['with white space', (text) => ` ${text}\t`],
  ['with white space in quotes', (text) => `' ${text} '`],
  ['percent-encoded', (text) => encodeURIComponent(text)],
  ['percent-encoded twice, once decoded', (text) => encodeURIComponent(`"${text}"`)],
  ['escaped for HTML', (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
];

describe('a template that was never filled in', () => {
  const rows = TEMPLATES.flatMap(([by, texts]) => texts.map((text) => [by, text] as const));
  test.each(rows)('of %s is one however it is quoted: %s', (_, text) => {
    const found = quoting.map(([how, quote]) => [how, said(quote(text))]);
    const expected = OTHERWISE[text] ?? 'template';
    expect(found).toEqual(quoting.map(([how]) => [how, expected]));
  });
});

describe('a default', () => {
  test.each([
    ...['missing', 'Missing', 'anonymous', 'Anonymous User', 'anonymous-user', 'guest_user'],
    ...['unknown_user', 'Unknown-User', 'no-email', 'noemail', 'no_user', 'NOT_LOGGED_IN'],
    ...['USER_ID', 'IDENTITY', 'emailaddress', 'unidentified', '<null>', '(unknown)', '[guest]'],
    ...['anonymous@user.com', 'guest@example.com', 'unknown@example.com', 'no-email@example.com'],
    ...['example@example.com', 'Guest%20User', 'Guest+User', '%28not%20set%29', '&quot;null&quot;'],
  ])('is known: %s', (text) => {
    expect(said(text)).toBe('default');
  });
});

describe('what a program prints for a value that is not text', () => {
  test.each([
    ...['[object Object]', '[object Object],[object Object]', '%5Bobject%20Object%5D'],
    ...['function () { return id }', 'async function f() {}', '() => user.id', 'Array'],
  ])('is known: %s', (text) => {
    expect(said(text)).toBe('printed');
  });
});

const digit = fc.constantFrom(...'0123456789');
const hex = fc.constantFrom(...'0123456789abcdef');
/** Whether an address is one that people have, and none of the defaults. */
const isPersonal = (address: string): boolean =>
  /^[a-z\d][\w.+-]*@/i.test(address) && !/^(?:anonymous|guest|unknown|no)/i.test(address);
const personalAddress = fc.emailAddress().filter(isPersonal);
const userName = fc
  .tuple(
    fc.array(fc.constantFrom('ka', 'lo', 'mi', 'ne', 'ru', 'sha', 'tor', 'vi'), {
      minLength: 2,
      maxLength: 4,
    }),
    fc.constantFrom('', '.', '_', '-'),
    fc.string({ unit: digit, maxLength: 4 }),
  )
  .map(([parts, mark, end]) => `${parts.join('')}${mark}${end}`);
const human = fc
  .array(
    fc.constantFrom(
      ...['Anna', 'O’Brien', "O'Neill", 'Zoë', 'José', 'Ñandú', 'Jean-Luc', 'd’Étoile', 'Müller'],
      ...['李雷', '田中', 'Мария', 'Ивановна', 'محمد', 'علي', 'שרה', 'Ελένη', '민준', 'सीता', 'ຄໍາ'],
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(' '));

/** What sites use as identities of one person each. */
const REAL: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'an e-mail address': personalAddress,
  'an e-mail address in angle brackets': personalAddress.map((address) => `<<${address}>>`),
  'an e-mail address in braces': personalAddress.map((address) => `{{${address}}}`),
  'a UUID': fc.uuid(),
  'an upper-case UUID': fc.uuid().map((id) => id.toUpperCase()),
  'a number': fc.integer({ min: 1 }).map(String),
  'a number with a prefix': fc
    .tuple(fc.constantFrom('User #', 'Facebook ID #', 'cus_', 'user:', 'auth0|', '#'), fc.nat())
    .map(([prefix, id]) => `${prefix}${id}`),
  'a phone number': fc.string({ unit: digit, minLength: 8, maxLength: 13 }).map((n) => `+49 ${n}`),
  'a hex ID': fc.string({ unit: hex, minLength: 24, maxLength: 64 }),
  'a user name': userName,
  'a handle': userName.map((name) => `@${name}`),
  'a decorated user name': fc
    .tuple(userName, fc.constantFrom('[*]', '{*}', '(*)', '~*~', '__*__', '<*>', '$*', '#*', ':*'))
    .map(([name, around]) => around.replace('*', name)),
  'a human name': human,
  'an anonymous ID': fc.constant(ANON),
};

describe('an identity of one person', () => {
  test.each(Object.entries(REAL))('is neither: %s', (_, identity) => {
    fc.assert(
      fc.property(identity, fc.constantFrom(...quoting), (id, [, quote]) => {
        expect(said(quote(id))).toBeNull();
      }),
    );
  });

  test('takes time in proportion to its length, whatever is in it', () => {
    const part = fc.constantFrom(...'{%$#<?*|[(@~_+.&\'" ]}>)ab'.split(''), '{{', '}}', '<%', '*|');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 600 }), (parts) => {
        said(parts.join(''));
      }),
    );
    for (const one of ['{{', '$a.', '$a->b(', '(', '+a', '[x', '%(', "'+a", '<%', '_a', '__a_'])
      said(one.repeat(Math.floor(1_000 / one.length)));
  });
});
