import type { Look } from './look.js';
import { LATE, NEEDED, PRODUCT } from './words.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML and XML, between tags and in quoted attributes. */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

/**
 * A value as JSON that may stand in a script element: nothing in it can end the element or open a comment, and no line
 * separator is left that old parsers take for the end of a line.
 */
export const escapeData = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The shell cut at its three marks, so that a request only joins pieces. */
export type Shell = readonly [beforeHead: string, beforeWords: string, beforeData: string, end: string];

const MARKS = /<!--(?:head|noscript|data)-->/;

/** @throws Error when the shell has not its marks, in their order */
export function cutShell(html: string): Shell {
  const marks = html.match(new RegExp(MARKS, 'g'));
  if (marks?.join() !== '<!--head-->,<!--noscript-->,<!--data-->')
    throw new Error('The shell of the pages has lost its marks.');
  return html.split(MARKS) as unknown as Shell;
}

/** The first HTML of an address. @param now server time when the data were read, ISO; null without data */
export function firstHtml(shell: Shell, look: Look, links: string, now: string | null): string {
  const [beforeHead, beforeWords, beforeData, end] = shell;
  const island =
    now === null
      ? ''
      : `<script type="application/json" id="first-data">${escapeData({ now, ...look.answers })}</script>`;
  return beforeHead + head(look, links) + beforeWords + words(look) + beforeData + island + end;
}

function head({ title, description, canonical, picture, isListed }: Look, links: string): string {
  const named = title === PRODUCT ? PRODUCT : `${title} · ${PRODUCT}`;
  const meta = (key: 'name' | 'property', name: string, content: string) =>
    `<meta ${key}="${name}" content="${escapeMarkup(content)}">`;
  const lines = [
    `<title>${escapeMarkup(named)}</title>`,
    meta('name', 'description', description),
    isListed ? `<link rel="canonical" href="${escapeMarkup(canonical)}">` : meta('name', 'robots', 'noindex'),
    meta('property', 'og:site_name', PRODUCT),
    meta('property', 'og:locale', 'vi_VN'),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:title', title),
    meta('property', 'og:description', description),
    meta('property', 'og:url', canonical),
    meta('property', 'og:image', picture),
    meta('property', 'og:image:type', 'image/png'),
    meta('property', 'og:image:width', '1200'),
    meta('property', 'og:image:height', '630'),
    meta('property', 'og:image:alt', title),
    meta('name', 'twitter:card', 'summary_large_image'),
    links,
  ];
  return lines.filter((line) => line !== '').join('\n    ');
}

/** Said at once to a browser without scripts (no-script.css), after a while to one whose script has not come (ui.css). */
function words({ help, isWhole }: Look): string {
  const lines = [...(isWhole ? [] : [NEEDED]), ...help].map((line) => `<p>${escapeMarkup(line)}</p>`);
  return (
    '<noscript><link rel="stylesheet" href="/no-script.css"></noscript>' +
    `<div class="box opening-late"><p class="opening-slow">${LATE}</p>${lines.join('')}</div>`
  );
}
