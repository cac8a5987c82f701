import { distinctNames, posterFile, posterPdf, zipOf, type DocumentMaker, type PostersParams } from '#documents';
import { fileTitle, postedUnits, type PostedUnit } from './posted-units.js';

/** Posters of all invited units, in the order of the units. */
export const makePosters: DocumentMaker<PostersParams> = async (work) => {
  const { sheet, format } = work.params;
  const { contest, units } = await postedUnits(work);
  const title = `${sheet.startsWith('a5') ? 'Tờ rơi' : 'Áp phích'} ${sheet.toUpperCase()}`;
  const nameOf = distinctNames(format === 'pdf' ? '.pdf' : '.zip');
  async function* facts(each: AsyncGenerator<PostedUnit>) {
    for await (const { facts: one } of each) yield one;
  }
  async function* files(each: AsyncGenerator<PostedUnit>) {
    const fileName = distinctNames('.pdf');
    for await (const one of each) {
      const bytes = await posterFile([one.facts], sheet, `${title} - ${one.unit.name}`);
      yield { name: fileName(fileTitle(one)), bytes };
    }
  }
  const chunks = format === 'pdf' ? posterPdf(facts(units), sheet, title) : zipOf(files(units));
  for await (const chunk of chunks) await work.write(chunk);
  return {
    name: nameOf(`${title} - ${contest.title}`),
    mime: format === 'pdf' ? 'application/pdf' : 'application/zip',
  };
};
