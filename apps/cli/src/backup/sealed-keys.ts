import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Secrets } from '#platform';
import { Refusal } from '../errand.js';

const HEAD = Buffer.from('cchc-keys-1\n');
const [SALT, NONCE, TAG] = [16, 12, 16];
/** A phrase is guessed at some tens a second with these. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

const keyShape = z.strictObject({ id: z.string(), key: z.string() });
const list = z.array(keyShape).min(1);
const keysShape = z.object({
  keys: z.strictObject({ token: list, receipt: list, session: list, encryption: list }),
});
type Keys = z.infer<typeof keysShape>['keys'];

/** The phrase that a person keeps elsewhere: the file's first line. @throws Refusal for one that is easily guessed */
export function readPassphrase(path: string): string {
  const phrase = readFileSync(path, 'utf8').split(/\r?\n/)[0]!.normalize('NFC');
  if ([...phrase].length < 16) throw new Refusal('Câu mật khẩu phải có ít nhất 16 ký tự, ở dòng đầu của tệp.', 2);
  return phrase;
}

/** The keys of an installation under a phrase: AES-256-GCM, the key of it by scrypt. Passwords of servers stay out. */
export function sealKeys(secretsFile: string, phrase: string): Buffer {
  const { keys } = readKeys(secretsFile);
  const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
  const cipher = createCipheriv('aes-256-gcm', scryptSync(phrase, salt, 32, COST), nonce).setAAD(HEAD);
  const hidden = Buffer.concat([cipher.update(JSON.stringify({ keys })), cipher.final()]);
  return Buffer.concat([HEAD, salt, nonce, cipher.getAuthTag(), hidden]);
}

/** @throws Refusal for another phrase, or bytes that were changed */
export function openKeys(sealed: Buffer, phrase: string): Keys {
  const rest = sealed.subarray(HEAD.length);
  const [salt, nonce] = [rest.subarray(0, SALT), rest.subarray(SALT, SALT + NONCE)];
  const tag = rest.subarray(SALT + NONCE, SALT + NONCE + TAG);
  try {
    const decipher = createDecipheriv('aes-256-gcm', scryptSync(phrase, salt, 32, COST), nonce, { authTagLength: TAG });
    decipher.setAAD(HEAD).setAuthTag(tag);
    const text = Buffer.concat([decipher.update(rest.subarray(SALT + NONCE + TAG)), decipher.final()]).toString();
    return keysShape.parse(JSON.parse(text)).keys;
  } catch {
    throw new Refusal('Câu mật khẩu không mở được tệp khoá của bản sao lưu.');
  }
}

/**
 * Puts keys into a secrets file in front of those it has: they sign from now on, and what was signed with the others still
 * holds, except with one of the same name, whose place it takes. The file as it was stays beside it.
 *
 * @returns the names of the keys that are new to the file
 */
export function addKeys(secretsFile: string, keys: Keys): string[] {
  const file = readKeys(secretsFile);
  const added: string[] = [];
  for (const purpose of Object.keys(keys) as (keyof Keys)[]) {
    const [come, own] = [keys[purpose], file.keys[purpose]];
    added.push(
      ...come.filter((one) => !own.some(({ id, key }) => id === one.id && key === one.key)).map(({ id }) => id),
    );
    file.keys[purpose] = [...come, ...own.filter(({ id }) => !come.some((one) => one.id === id))];
  }
  if (added.length === 0) return added;
  new Secrets(file); // whoever reads it later must be able to
  const text = readFileSync(secretsFile);
  writeFileSync(`${secretsFile}.before`, text, { mode: 0o600 });
  writeFileSync(`${secretsFile}.new`, JSON.stringify(file, null, 2), { mode: 0o600, flush: true });
  renameSync(`${secretsFile}.new`, secretsFile);
  return added;
}

function readKeys(secretsFile: string): { keys: Keys } {
  return z.looseObject(keysShape.shape).parse(JSON.parse(readFileSync(secretsFile, 'utf8')));
}
