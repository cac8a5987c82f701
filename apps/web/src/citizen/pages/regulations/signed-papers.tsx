import type { ContestDetails } from '../../../shared/api/views.js';
import { brandingFile } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';

/** What was signed and sealed, as the files that they are: with kind and size, for whoever pays for each megabyte. */
export function SignedPapers({ papers }: { papers: ContestDetails['branding']['papers'] }) {
  const { t, f } = useLanguage();
  if (papers.length === 0) return null;
  return (
    <section class="card signed" lang="vi">
      <h2>{t.regulations.signed}</h2>
      <ul>
        {papers.map(({ file, title, number, date, sizeBytes }) => {
          const day = date && f.date(`${date}T00:00:00+07:00`);
          return (
            <li key={file}>
              <a href={brandingFile(file)}>{title}</a>
              <p class="small soft">
                {[
                  number && t.regulations.number(number),
                  day && t.regulations.day(day),
                  t.regulations.pdf(f.decimal(megabytes(sizeBytes))),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** 1258291 bytes → 1.2; what is less than a tenth counts as one. */
const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / 104_857.6)) / 10;
