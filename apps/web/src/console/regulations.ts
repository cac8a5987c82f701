/** The rules of a contest as the domain judges and prints them: the form needs no request to say what is wrong. */
export * from '../../../../libs/domain/src/regulations/index.js';
export { accentColours, checkAccent, readableAccent, type AccentColours } from '../../../../libs/domain/src/accent.js';
export { localDay, localTime, parseLocalTime } from '../../../../libs/domain/src/calendar.js';
export { CRITERIA, type RankingCriterion } from '../../../../libs/domain/src/criteria/index.js';
export type { RuleFault, Shape } from '../../../../libs/domain/src/rule-shape.js';
export { checkRankingRule } from '../../../../libs/domain/src/ranking.js';
export { CERTIFICATE_RATIO, CERTIFICATE_WIDTH } from '../../../../libs/domain/src/certificates.js';
export { COMMENDATION_FORMS, topOfBlocks } from '../../../../libs/domain/src/commendation.js';
export { BANNER_RATIO, BANNER_WIDTHS, LOGO_SIDE } from '../../../../libs/domain/src/branding.js';
