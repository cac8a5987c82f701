import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { answerWith } from './answer.js';

// A worker: what the browser itself is quick at.
answerWith(deriveKey);
