/** Words that templates call the fields of a person by. */
const FIELDS: ReadonlySet<string> = new Set(
  `email emailaddress emailaddr mail address user users userid username usermail uid id ids uuid guid
  name login account customer contact member subscriber recipient person profile identity identifier
  visitor client lead merge field fields`.split(/\s+/),
);
/** Words that stand beside them. */
const BESIDE: ReadonlySet<string> = new Set(
  `e current my the first last full primary default unique our this session`.split(/\s+/),
);
/** Words that say that something is to be put in their place. */
const PLACEHOLDER: ReadonlySet<string> = new Set('your here insert enter put replace'.split(' '));

/** Where none of the words can be: cheaper than looking for them. */
const SOME = new RegExp([...FIELDS].join('|'), 'i');
export const mayHaveFieldWord = (text: string): boolean => SOME.test(text);

/** Whether a text has a word for a field of a person in it. */
export function hasFieldWord(text: string): boolean {
  return wordsOf(text).some((word) => FIELDS.has(word));
}

/** Whether a text is nothing but the name of such a field, e.g. `Contact.Email`, `E-mail`. */
export function isFieldWords(text: string): boolean {
  const words = wordsOf(text);
  return (
    !/\d/.test(text) &&
    words.some((word) => FIELDS.has(word)) &&
    words.every((word) => FIELDS.has(word) || BESIDE.has(word) || PLACEHOLDER.has(word))
  );
}

/** Whether a text asks for such a field to be put in its place, e.g. `your_identifier_here`. */
export function isPlaceholder(text: string): boolean {
  return isFieldWords(text) && wordsOf(text).some((word) => PLACEHOLDER.has(word));
}

/** The words of a name, in lower case: `userId`, `USER_ID` and `user-id` have the same two. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
