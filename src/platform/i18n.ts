import browser from 'webextension-polyfill';
import type { Translate } from '../core/text/catalogue.ts';

/** Texts of the browser's language, from `_locales`. */
export const translate: Translate = (key, ...values) =>
  browser.i18n.getMessage(key, [...values]) || key;

/**
 * The language of the texts, in the browser's own variety of it: `en-GB`. Where the texts are not
 * in the browser's language, theirs: `en`.
 */
export function language(): string {
  const [texts, browsers] = [translate('language_code'), browser.i18n.getUILanguage()];
  return browsers.split('-')[0] === texts ? browsers : texts;
}
