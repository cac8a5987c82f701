/** The rules of a contest as the domain judges and prints them: the form needs no request to say what is wrong. */
export * from '../../../../libs/domain/src/regulations/index.js';
export { CRITERIA } from '../../../../libs/domain/src/criteria/index.js';
export { UNIT_METRICS } from '../../../../libs/domain/src/unit-metrics/index.js';
