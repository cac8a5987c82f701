import type { Answer } from '../../../shared/api/client.js';

/** Who was found by what the caller told. */
export type Found = Answer<'/api/contests/{slug}/person-searches', 'post'>;
export type FoundPerson = Found['people'][number];

/** One of them with all that the desk may see. */
export type PersonCard = Answer<'/api/contests/{slug}/desk/people/{participantId}', 'get'>;
export type DeskAttempt = PersonCard['attempts'][number];

/** What was told of the person, so that it need not be asked twice. */
export interface Told {
  phone: string;
  receipt: string;
}
