import { pbkdf2 } from '@noble/hashes/pbkdf2';
import { sha256 } from '@noble/hashes/sha2';
import { answerWith } from './answer.js';

// A worker for plain http, where browsers have no crypto.subtle: the same in plain JavaScript. Of the algorithms of ALTCHA
// only the one that our server asks for.
answerWith(async ({ cost, keyLength }, salt, password) => ({
  derivedKey: pbkdf2(sha256, password, salt, { c: cost, dkLen: keyLength }),
}));
