import { readdirSync, readFileSync } from 'node:fs';
import { DomainError } from '#domain';

/** A contest to begin from: what is said of it in a list, and regulations that want a title, an address and an agency. */
export interface Template {
  code: string;
  title: string;
  summary: string;
}

const FOLDER = new URL('../templates/', import.meta.url);

/** The templates that come with the product, in the order of their files. */
export function builtInTemplates(): Template[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const { title, summary } = read(name);
      return { code: codeOf(name), title, summary };
    });
}

/** The regulations of a template, with the dates of a year long ago. @throws DomainError TEMPLATE_NOT_FOUND */
export function templateRegulations(code: string): unknown {
  const name = readdirSync(FOLDER).find((one) => one.endsWith('.json') && codeOf(one) === code);
  if (name === undefined) throw new DomainError('TEMPLATE_NOT_FOUND');
  return read(name).regulations;
}

/** `1-hang-tuan.json` is the template `hang-tuan`: the figure before it says where it stands in the list. */
const codeOf = (name: string): string => name.replace(/^\d+-|\.json$/g, '');

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as { title: string; summary: string; regulations: unknown };
