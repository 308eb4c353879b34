import browser from 'webextension-polyfill';
import type { Translate } from '../core/text/catalogue.ts';

/** Texts of the browser's language, from `_locales`. */
export const translate: Translate = (key, ...values) =>
  browser.i18n.getMessage(key, [...values]) || key;

/** The browser's language, e.g. `en-GB`. */
export const language = (): string => browser.i18n.getUILanguage();
