import browser from 'webextension-polyfill';

/** This extension's version. */
export const version = (): string => browser.runtime.getManifest().version;
