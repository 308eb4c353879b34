import { hasFieldWord, isFieldWords, isPlaceholder, mayHaveFieldWord } from './field-words.ts';
import { unquoted } from './unwrap.ts';

/**
 * Delimiters that mark what is to be filled in, wherever they are in a text. Sources: the languages'
 * own documentation, and docs/kissmetrics-facts.md for those of mail services.
 */
const DELIMITERS: readonly (readonly [open: string, close: string])[] = [
  // Handlebars, Mustache, Liquid, Jinja, Twig, Blade, Angular, Vue, Tag Manager, Marketo, Braze.
  ['{{', '}}'],
  ['{%', '%}'],
  ['{!!', '!!}'],
  // JavaScript, JSP, shell; Velocity; Ruby; Struts; Thymeleaf.
  ['${', '}'],
  ['$!{', '}'],
  ['#{', '}'],
  ['%{', '}'],
  ['@{', '}'],
  ['$(', ')'],
  // ERB, JSP, ASP; PHP.
  ['<%', '%>'],
  ['<?', '?>'],
  // Mailchimp; ExactTarget, Pardot; Emma, Convio; Emailvision; Salesforce, AWeber.
  ['*|', '|*'],
  ['%%', '%%'],
  ['[[', ']]'],
  ['[emv field]', '[emv /field]'],
  ['{!', '}'],
  // Smarty.
  ['{$', '}'],
];

/** A variable or a few of its members: PHP, shell, Velocity, Constant Contact. */
const VARIABLE = /^\$!?[a-z_]\w*(?:(?:->|::|\.)\$?\w+(?:\([^()]*\))?|\[[^\]]*\])*\$?$/i;
const ACCESS = /->|::|\[/;
/** printf, Python, Objective-C; positional arguments of shells and of .NET. */
const PRINTF = /^(?:%(?:\d+\$)?[sdiu@]|%\(\w+\)[sdr]|\$\d|\{\d{1,2}\})$/;
/** Razor. */
const RAZOR =
  /^@(?:\(.+\)|(?:Model|ViewBag|ViewData|User|Request|Session|Context|HttpContext)[.[(?].+)$/s;
/** Code that was quoted by mistake: `user.email`, `@current_user.id`. */
const MEMBER =
  /^@?(?:(?:this|window|self|\$scope)\.)?(?:current_?)?(?:user|member|customer|account|contact|subscriber)(?:\.|->)\w+(?:\(\))?$/i;
/** The remains of joining texts: `'+user.id+'`, `" & email & "`, `'.$email.'`, `'||email||'`. */
const JOINED = /^([\s'"`“”‘’]*)(\+|\.|&|\|\|)\s*(\$?[a-z_][\w$.[\]()'">-]*?)\s*\2([\s'"`“”‘’]*)$/i;
/** Wrappers that people use for nicknames too: only around the name of a field. */
const WRAPPED =
  /^(?:\[([^[\]]+)\]|\(([^()]+)\)|<{1,2}([^<>]+)>{1,2}|~([^~]+)~|#{1,2}([^#]+)#{1,2}|__?([a-z].*[a-z])__?|:([a-z]\w*)|@@?([^@]+)@@?|%([^%]+)%)$/i;
const BRACES = /^\{\s*([^{}]+?)\s*\}$/;

/** Nothing but letters, digits and what joins them: most identities. */
const PLAIN = /^[\w.-]*$/;

/** Whether an identity is, or holds, a template that was never filled in. */
export function isTemplate(identity: string): boolean {
  if (PLAIN.test(identity) && !mayHaveFieldWord(identity)) return false;
  return outsideOf(identity.toLowerCase()) !== null || isWholly(identity);
}

/** Whether an identity is a template, or several, and nothing else. */
export function isTemplateOnly(identity: string): boolean {
  if (isWholly(identity)) return true;
  const outside = outsideOf(identity.toLowerCase());
  return outside !== null && !/[\p{L}\p{N}]/u.test(outside);
}

function isWholly(identity: string): boolean {
  const text = unquoted(identity);
  if (PRINTF.test(text) || RAZOR.test(text)) return true;
  if (MEMBER.test(text)) return hasFieldWord(text);
  if (VARIABLE.test(text)) return ACCESS.test(text) || hasFieldWord(text);
  const [, before = '', , name = '', after = ''] = JOINED.exec(identity) ?? [];
  if (name !== '') return /\S/.test(before + after) || hasFieldWord(name);
  const braces = BRACES.exec(text)?.[1];
  if (braces !== undefined) return /^\$[a-z_]/i.test(braces) || hasFieldWord(braces);
  if (/^%\w+%$/.test(text)) return true;
  const wrapped = WRAPPED.exec(text)?.slice(1).find(Boolean);
  return wrapped === undefined ? isPlaceholder(text) : isFieldWords(wrapped);
}

/** What is left of a text without what is between delimiters; null if it has none. */
function outsideOf(text: string): string | null {
  let outside = text;
  let found = false;
  for (const [open, close] of DELIMITERS) {
    for (;;) {
      const start = outside.indexOf(open);
      if (start < 0) break;
      const end = outside.indexOf(close, start + open.length);
      if (end < 0 || outside.slice(start + open.length, end).trim() === '') break;
      found = true;
      outside = outside.slice(0, start) + outside.slice(end + close.length);
    }
  }
  return found ? outside : null;
}
