export {
  posterAddress,
  posterFacts,
  posterLogo,
  shortPath,
  wholeTime,
  type PosterAddress,
  type PosterContest,
  type PosterFacts,
  type PosterUnit,
} from './poster-facts.js';
export { POSTER_SHEETS, posterFile, posterPdf, posterPicture, type PosterSheet } from './write-posters.js';
