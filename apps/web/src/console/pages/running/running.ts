import type { Answer } from '../../../shared/api/client.js';

/** How a contest stands at one moment, as the api tells it. */
export type Running = Answer<'/api/contests/{slug}/running', 'get'>;
