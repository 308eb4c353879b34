// Runs inside Firefox's own browser window, with its privileges: what the driver cannot reach by
// WebDriver, which knows tabs only. The value of this file is a table of functions.
(() => {
  const load = (path) => ChromeUtils.importESModule(path);
  const { require } = load('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const { ExtensionParent } = load('resource://gre/modules/ExtensionParent.sys.mjs');
  const { ExtensionPermissions } = load('resource://gre/modules/ExtensionPermissions.sys.mjs');

  const { AddonManager } = load('resource://gre/modules/AddonManager.sys.mjs');

  const extension = (id) => WebExtensionPolicy.getByID(id).extension;

  /** `<browser>` elements of the extension's pages that were opened, by a number. */
  const views = [];
  let calls = 0;

  /** Runs in the process of an extension's page: evaluates a text, or presses the mouse. */
  function frameScript() {
    const respond = async ({ call, source, press, key }) => {
      if (key !== undefined) {
        strike(key);
        sendAsyncMessage('driver:result', { call });
        return;
      }
      try {
        const sandbox = new Cu.Sandbox(content, {
          sandboxPrototype: content,
          wantXrays: false,
          sameZoneAs: content,
        });
        const value = await Cu.evalInSandbox(source, sandbox);
        const result = press ? pressOn(value) : JSON.stringify(value);
        sendAsyncMessage('driver:result', { call, result });
      } catch (error) {
        sendAsyncMessage('driver:result', { call, error: String(error) });
      }
    };
    const strike = (key) => {
      const keyboard = Cc['@mozilla.org/text-input-processor;1'].createInstance(
        Ci.nsITextInputProcessor,
      );
      keyboard.beginInputTransactionForTests(content);
      const event = new content.KeyboardEvent('', { key });
      keyboard.keydown(event);
      keyboard.keyup(event);
    };
    const pressOn = (element) => {
      if (!element) return false;
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) throw new Error('The element has no size.');
      const at = [left + width / 2, top + height / 2];
      let heard = false;
      const hear = () => {
        heard = true;
      };
      element.addEventListener('click', hear, { once: true, capture: true });
      for (const type of ['mousemove', 'mousedown', 'mouseup'])
        if (content.synthesizeMouseEvent)
          content.synthesizeMouseEvent(type, ...at, { button: 0, clickCount: 1 });
        // Before Firefox 147.
        else content.windowUtils.sendMouseEvent(type, ...at, 0, 1, 0);
      return heard;
    };
    addMessageListener('driver:run', ({ data }) => void respond(data));
  }

  function addView(browser) {
    const source = encodeURIComponent(`(${frameScript})()`);
    browser.messageManager.loadFrameScript(`data:application/javascript,${source}`, false);
    return views.push(browser) - 1;
  }

  function send(view, message) {
    const { messageManager } = views[view];
    const call = calls++;
    return new Promise((resolve, reject) => {
      messageManager.addMessageListener('driver:result', function listener({ data }) {
        if (data.call !== call) return;
        messageManager.removeMessageListener('driver:result', listener);
        if (data.error === undefined) resolve(data.result);
        else reject(new Error(data.error));
      });
      messageManager.sendAsyncMessage('driver:run', { ...message, call });
    });
  }

  const isAt = (browser, file) =>
    browser?.currentURI?.spec.includes(file) && browser.messageManager;

  return {
    /** Value of a text as JSON, evaluated in a view. */
    evaluate: (view, source) => send(view, { source, press: false }),
    /** Presses on the element that a text evaluates to; false without one. */
    press: (view, source) => send(view, { source, press: true }),

    /** Presses a key where the focus is in a view. */
    key: (view, name) => send(view, { key: name }),

    isListening: (id) => extension(id).backgroundState === 'running',

    killBackground: (id) => extension(id).terminateBackground({ ignoreDevToolsAttached: true }),

    async reloadExtension(id) {
      const addon = await AddonManager.getAddonByID(id);
      await addon.reload();
      return true;
    },

    setOffline(offline) {
      Services.io.offline = offline;
    },

    async setAccess(id, allowed) {
      const permissions = [];
      const before = await ExtensionPermissions.get(id);
      const origins = [...before.origins];
      await ExtensionPermissions.remove(id, { permissions, origins }, extension(id));
      await ExtensionPermissions.add(id, { permissions, origins: allowed }, extension(id));
    },

    /** What the menu's ‘Reopen closed tab’ does. */
    reopenTab() {
      const { SessionStore } = load('resource:///modules/sessionstore/SessionStore.sys.mjs');
      SessionStore.undoCloseTab(window, 0);
      return true;
    },

    /** Opens the toolbox for the tab in front. */
    async openToolbox() {
      await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: 'webconsole' });
      return true;
    },

    /** The panel's view; null while it is not there yet. */
    async openPanel(title) {
      const toolbox = gDevTools.getToolboxForTab(gBrowser.selectedTab);
      const tool = toolbox.getAdditionalTools().find(({ label }) => label === title);
      if (!tool) return null;
      await toolbox.selectTool(tool.id);
      const frame = toolbox.doc.getElementById(`toolbox-panel-iframe-${tool.id}`);
      const browser = frame?.contentDocument?.getElementById('webext-panels-browser');
      return isAt(browser, 'panel.html') ? addView(browser) : null;
    },

    async openPopup(id) {
      const action = ExtensionParent.apiManager.global.browserActionFor(extension(id));
      await action.openPopup(window, true);
      return true;
    },

    /** The popup's view; null while it is not there yet. */
    popup() {
      // Firefox loads the page in a hidden browser and swaps it into the panel.
      const browser = [...document.querySelectorAll('browser.webextension-popup-browser')].find(
        (candidate) =>
          isAt(candidate, 'popup.html') && candidate.closest('panel')?.state === 'open',
      );
      return browser ? addView(browser) : null;
    },

    /** The view of an extension's page in a window of its own; null while it is not there yet. */
    window(file) {
      for (const { gBrowser: own } of Services.wm.getEnumerator('navigator:browser'))
        if (own !== gBrowser && isAt(own.selectedBrowser, file))
          return addView(own.selectedBrowser);
      return null;
    },

    /** Presses the first button of the question that a window asks; false while none does. */
    allow() {
      for (const { PopupNotifications } of Services.wm.getEnumerator('navigator:browser')) {
        const button = PopupNotifications.panel.querySelector('popupnotification')?.button;
        if (PopupNotifications.isPanelOpen && button && !button.disabled) {
          button.click();
          return true;
        }
      }
      return false;
    },

    closePopup() {
      for (const panel of document.querySelectorAll('panel'))
        if (panel.querySelector('browser.webextension-popup-browser')) panel.hidePopup();
      return !document.querySelector('browser.webextension-popup-browser');
    },

    /** A picture of a view, as a data URL. */
    async screenshot(view) {
      const { browsingContext } = views[view];
      const bitmap = await browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d').drawImage(bitmap, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      return bytes.toBase64();
    },
  };
})();
