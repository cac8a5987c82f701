/** Browsers by a word of their user agent; those built on another one stand before it. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bZalo/i, 'Zalo'],
  [/\b(?:FBAN|FBAV|FB_IAB)/, 'Facebook'],
  [/coc_coc_browser/i, 'Cốc Cốc'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:UCBrowser|UCWEB)/, 'UC Browser'],
  [/\b(?:OPR|Opera|OPT)\//, 'Opera'],
  [/\b(?:Edg|EdgA|EdgiOS|Edge)\//, 'Edge'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
];

/** Systems likewise: an Android says Linux too, an iPhone Mac OS X. */
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Nobody's browser needs more to say who it is; the rest of a longer text is not looked at. */
const READ_MAX = 500;

/**
 * Family of browser and system in words, for a person to tell the own devices apart: no version, no model, nothing that
 * would follow anybody. Null when the text names neither.
 *
 * Example: Chrome 120 on a phone gives 'Chrome · Android'; 'curl/8.0' gives null.
 */
export function deviceOf(userAgent: string | undefined): string | null {
  const text = (userAgent ?? '').slice(0, READ_MAX);
  const named = [BROWSERS, SYSTEMS].flatMap((families) => families.find(([word]) => word.test(text))?.[1] ?? []);
  return named.length === 0 ? null : named.join(' · ');
}
