import browser, { type WebRequest } from 'webextension-polyfill';

export type RequestDetails = WebRequest.OnBeforeRequestDetailsType & {
  readonly initiator?: string;
};
export type RedirectDetails = WebRequest.OnBeforeRedirectDetailsType;
export type CompletedDetails = WebRequest.OnCompletedDetailsType;
export type AnswerDetails = WebRequest.OnHeadersReceivedDetailsType;
export type ErrorDetails = WebRequest.OnErrorOccurredDetailsType;

export interface RequestListeners {
  before(details: RequestDetails): void;
  redirected(details: RedirectDetails): void;
  completed(details: CompletedDetails): void;
  /** The head of an answer has come. */
  answered(details: AnswerDetails): void;
  failed(details: ErrorDetails): void;
}

/** Watches requests to `hosts`, http and https, and wakes the background for no other traffic. */
export function watchRequests(hosts: readonly string[], listeners: RequestListeners): void {
  const filter = { urls: hosts.map((host) => `*://${host}/*`) };
  const { onBeforeRequest, onBeforeRedirect, onHeadersReceived, onCompleted, onErrorOccurred } =
    browser.webRequest;
  onBeforeRequest.addListener((details) => listeners.before(details), filter, ['requestBody']);
  onBeforeRedirect.addListener((details) => listeners.redirected(details), filter);
  onHeadersReceived.addListener((details) => listeners.answered(details), filter);
  onCompleted.addListener((details) => listeners.completed(details), filter);
  onErrorOccurred.addListener((details) => listeners.failed(details), filter);
}
