import {
  distinctNames,
  invitation,
  qrPicture,
  toDocx,
  zipOf,
  type DocumentMaker,
  type DocumentParams,
} from '#documents';
import { fileTitle, postedUnits, type PostedUnit } from './posted-units.js';

/** A letter for each invited unit as a Word file, for the document office to number and send. */
export const makeInvitations: DocumentMaker<DocumentParams['invitations']> = async (work) => {
  const { contest, units } = await postedUnits(work);
  async function* files(each: AsyncGenerator<PostedUnit>) {
    const fileName = distinctNames('.docx');
    for await (const one of each) {
      const bytes = await toDocx(invitation(one.facts, await qrPicture(one.facts.link)));
      yield { name: fileName(`Giấy mời - ${fileTitle(one)}`), bytes };
    }
  }
  for await (const chunk of zipOf(files(units))) await work.write(chunk);
  return { name: distinctNames('.zip')(`Giấy mời - ${contest.title}`), mime: 'application/zip' };
};
