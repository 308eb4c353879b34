import 'webextension-polyfill';
