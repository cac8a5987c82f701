import { existsSync, readFileSync } from 'node:fs';

let version: string | undefined;

/** The version of this software, of the package that it runs from, compiled or as written: 'thi-cchc 0.1.0'. */
export function softwareVersion(): string {
  const places = ['../../../package.json', '../../../../package.json'].map((place) => new URL(place, import.meta.url));
  const own = places.find((place) => existsSync(place));
  version ??= own ? (JSON.parse(readFileSync(own, 'utf8')) as { version: string }).version : 'unknown';
  return `thi-cchc ${version}`;
}
