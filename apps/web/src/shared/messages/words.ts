import type { vi } from './vi/index.js';

/** The sentences of a language: the keys of the Vietnamese ones, with the same parameters. */
export type Words = typeof vi;
