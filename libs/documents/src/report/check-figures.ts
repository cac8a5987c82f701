import { contradictionsOf, participationSentence, type ReportData } from '#domain';
import { factsOf, print } from './figures.js';
import type { Block } from '../official-document.js';
import type { ReportDraft } from './report-document.js';

/**
 * Whether every figure that a report prints in its sentences is the computed one, and its counts agree with each other. A list
 * of what is not so, empty when all is well; a report with a fault is not given out.
 *
 * - The counts, cut in several ways, add up to the same.
 * - Each figure, computed again from the counts that it names, is what stands at its place.
 * - A digit in a paragraph belongs to a sentence whose words were written with their figures.
 * - The sentence on units, attempts and full marks is that of the rules (`participationSentence`).
 */
export function checkFigures({ document, sentences }: ReportDraft, data: ReportData): string[] {
  const facts = factsOf(data);
  const faults = contradictionsOf(data);
  for (const { text, figures } of sentences) {
    for (const { kind, of, text: printed, at } of figures) {
      const computed = print(facts, kind, of);
      const stands = text.slice(at, at + printed.length);
      if (computed !== stands) faults.push(`${of.join(' / ')}: ${stands}, computed ${computed}`);
    }
  }
  const known = new Set(sentences.map(({ text }) => text));
  const paragraphs = textsOf([...document.body, ...document.annexes.flatMap(({ body }) => body)]);
  for (const text of paragraphs)
    if (/\d/.test(text) && !known.has(text)) faults.push(`not a checked sentence: ${text}`);
  for (const text of known) if (!paragraphs.includes(text)) faults.push(`not in the document: ${text}`);
  if (data.rules.maxScore !== null) {
    const wanted = participationSentence({
      ...{ invited: data.participation.invited, tookPart: data.participation.tookPart },
      ...{ attempts: data.total.attempts, fullMarksAttempts: data.total.fullMarksAttempts },
      maxScore: data.rules.maxScore,
    });
    if (!paragraphs.some((text) => text.includes(wanted))) faults.push(`the sentence is missing: ${wanted}`);
  }
  return faults;
}

const textsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.block === 'paragraph' ? [block.text] : []));
