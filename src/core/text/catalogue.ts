/** A WebExtensions message catalogue: `_locales/LANG/messages.json`. */
export type Catalogue = Readonly<Record<string, { readonly message: string }>>;

/** Gives the text of a message with `$1` to `$9` substituted; the key itself if there is none. */
export type Translate = (key: string, ...values: readonly string[]) => string;

/** A `Translate` over a catalogue, with the substitution of `i18n.getMessage`. */
export function translator(catalogue: Catalogue): Translate {
  return (key, ...values) => {
    const message = Object.hasOwn(catalogue, key) ? catalogue[key]?.message : undefined;
    if (message === undefined) return key;
    return message.replace(/\$(\$|[1-9])/g, (_, digit: string) =>
      digit === '$' ? '$' : (values[Number(digit) - 1] ?? ''),
    );
  };
}
