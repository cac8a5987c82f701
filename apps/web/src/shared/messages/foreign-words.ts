/**
 * English and code words that slip into Vietnamese pages. Names that people know as names (Zalo, Excel, QR) are no fault.
 */
const ENGLISH = new Set(
  (
    'ok okay online offline link links email mail website web click tap submit login logout signin signup password username ' +
    'user account admin server client browser session token cookie cache refresh reload loading load error errors warning ' +
    'success failed fail retry timeout network update updated download upload file files folder data database ' +
    'dashboard leaderboard ranking rank score scores quiz question questions answer answers option options attempt attempts ' +
    'round rounds contest contests unit units board result results feedback help home page menu search filter sort ' +
    'next previous prev back cancel close open save saved saving start stop finish draft review deadline countdown ' +
    'checkbox button form field input select default true false null undefined nan none yes no check verify code ' +
    'mobile desktop tablet app apps screen live realtime share copy paste print scan camera audio video image icon'
  ).split(' '),
);
/** Constants of code, and what JavaScript writes when something that is no text was put into text. */
const CODE = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\[object|\$\{|\{\{|\bNaN\b/g;

/** @returns the words of a Vietnamese text that do not belong there, in their order, each as often as it stands */
export function foreignWords(text: string): string[] {
  const code = [...text.matchAll(CODE)].map((match) => ({ at: match.index!, word: match[0] }));
  const words = [...text.matchAll(/(?<![\p{L}\p{N}_.@/-])[a-zA-Z]+(?![\p{L}\p{N}_@-])/gu)]
    .map((match) => ({ at: match.index!, word: match[0].toLowerCase() }))
    .filter(({ word }) => ENGLISH.has(word));
  return [...code, ...words].sort((a, b) => a.at - b.at).map(({ word }) => word);
}
