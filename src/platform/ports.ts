import browser, { type Runtime } from 'webextension-polyfill';
import type { Channel } from '../protocol/channel.ts';
import { isAlive } from './extension.ts';

/** A port as a channel, with a signal that aborts when either end disconnects. */
export interface PortChannel extends Channel {
  readonly name: string;
  readonly closed: AbortSignal;
  close(): void;
}

function portChannel(port: Runtime.Port): PortChannel {
  const controller = new AbortController();
  port.onDisconnect.addListener(() => controller.abort());
  return {
    name: port.name,
    closed: controller.signal,
    close() {
      controller.abort();
      port.disconnect();
    },
    post: (message) => port.postMessage(message),
    listen(listener, signal) {
      const hear = (message: unknown): void => listener(message);
      port.onMessage.addListener(hear);
      signal.addEventListener('abort', () => port.onMessage.removeListener(hear), { once: true });
    },
  };
}

/** Connects to the background. Throws when the extension was updated or removed. */
export function connectToBackground(name: string): PortChannel {
  // An orphaned page may get a port that leads nowhere.
  if (!isAlive()) throw new Error('The extension was updated or removed.');
  return portChannel(browser.runtime.connect({ name }));
}

/**
 * Hears connections from the extension's own pages; any other sender is cut off. Content scripts
 * and foreign extensions cannot pass: their URL is not the extension's.
 */
export function onPageConnected(listener: (channel: PortChannel) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    const { sender } = port;
    const own = browser.runtime.getURL('');
    if (sender?.id === browser.runtime.id && sender.url?.startsWith(own))
      listener(portChannel(port));
    else port.disconnect();
  });
}

/** Who sent a message from a content script, as the browser says: never from the message. */
export interface ContentSender {
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId?: string;
  readonly url?: string;
}

/** Hears messages from content scripts of this extension; what the listener gives is the answer. */
export function onContentMessage(
  listener: (message: unknown, sender: ContentSender) => Promise<unknown>,
): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const { tab, frameId, documentId, url } = sender;
    if (sender.id !== browser.runtime.id || tab?.id === undefined || frameId === undefined)
      return undefined;
    return listener(message, {
      tabId: tab.id,
      frameId,
      ...(documentId !== undefined && { documentId }),
      ...(url !== undefined && { url }),
    });
  });
}

/** Sends a message to the content scripts of all frames of a tab, if there are any that listen. */
export function tellContent(tabId: number, message: string): void {
  browser.tabs.sendMessage(tabId, message).catch(() => {});
}
