import { serverNow } from '../shared/api/server-clock.js';

const OFFSET_MS = 7 * 3_600_000;

/** The day in Vietnam, 'YYYY-MM-DD'. */
export const today = (): string => new Date(serverNow() + OFFSET_MS).toISOString().slice(0, 10);
