/**
 * Takes away what came after Chrome and WebView 96 and Safari 15.4, and what the browsers inside Zalo and Facebook do not
 * have: run in a page before anything of ours.
 */
export const OLD_WEB_VIEW = `
  const without = (owner, ...names) => {
    for (const name of names) if (owner && name in owner) {
      try { delete owner[name]; } catch {}
      if (name in owner) Object.defineProperty(owner, name, { value: undefined, configurable: true });
    }
  };
  without(window, 'structuredClone', 'navigation', 'scheduler', 'CompressionStream', 'DecompressionStream', 'EyeDropper',
    'requestIdleCallback', 'cancelIdleCallback', 'reportError', 'URLPattern', 'Highlight', 'CloseWatcher', 'BarcodeDetector',
    'speechSynthesis', 'SpeechSynthesisUtterance', 'Notification', 'PushManager', 'showOpenFilePicker', 'WebTransport',
    'ToggleEvent', 'ViewTransition', 'CSSContainerRule', 'CSSLayerBlockRule', 'Iterator');
  without(Array.prototype, 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with');
  without(Array, 'fromAsync');
  without(Object, 'groupBy');
  without(Map, 'groupBy');
  without(Promise, 'withResolvers', 'try');
  without(Set.prototype, 'union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom');
  without(String.prototype, 'isWellFormed', 'toWellFormed');
  without(RegExp, 'escape');
  without(AbortSignal, 'timeout', 'any', 'abort');
  without(AbortSignal.prototype, 'throwIfAborted', 'reason');
  without(URL, 'canParse', 'parse', 'createObjectURL');
  without(Response, 'json');
  without(Crypto.prototype, 'randomUUID', 'subtle');
  without(Document.prototype, 'startViewTransition');
  without(Element.prototype, 'checkVisibility', 'getHTML', 'setHTMLUnsafe', 'ariaNotify');
  without(HTMLElement.prototype, 'showPopover', 'hidePopover', 'togglePopover', 'popover', 'inert');
  without(HTMLDialogElement.prototype, 'closedBy', 'requestClose');
  without(Navigator.prototype, 'locks', 'share', 'canShare', 'serviceWorker', 'userActivation', 'userAgentData', 'clipboard',
    'wakeLock', 'vibrate', 'storage', 'mediaDevices', 'permissions', 'connection');
  without(Intl, 'DurationFormat', 'Segmenter');
`;
