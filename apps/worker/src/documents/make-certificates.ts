import { personPrizes } from '#awards';
import {
  CertificateDesignService,
  CertificateGiver,
  CertificateService,
  PrizeGiver,
  type GivenCertificate,
} from '#contests';
import {
  certificateHead,
  certificateOf,
  distinctNames,
  writeCertificates,
  zipOf,
  type CertificatesParams,
  type DocumentMaker,
} from '#documents';
import { DomainError } from '#domain';
import { readEnv } from '#platform';

/** Certificates read at once. */
const PAGE = 500;
/** More pages than a printer is given in one file; by unit there are fewer. */
const PDF_PAGES_MAX = 10_000;

/**
 * Gives everybody who has earned one a certificate, of the result, the prize or both, where that is wished, and writes those that
 * hold: as one PDF, or a PDF each in a zip. @throws DomainError CERTIFICATES_CLOSED; NO_CERTIFICATES where there is none; DOCUMENT_TOO_LARGE
 */
export const makeCertificates: DocumentMaker<CertificatesParams> = async (work) => {
  const { slug, params, dataSource, clock, signal, progress, write, askedBy } = work;
  const { unitName, kind, format, gives } = params;
  const service = new CertificateService(dataSource, clock);
  const by = { accountId: askedBy, requestId: null };
  if (gives && kind !== 'prize')
    await new CertificateGiver(dataSource, clock).giveAll(slug, by, null, () => signal.throwIfAborted());
  if (gives && kind !== 'result') await new PrizeGiver(dataSource).giveAll(slug, by, personPrizes);

  const list: GivenCertificate[] = [];
  for (let page: GivenCertificate[] = []; list.length === 0 || page.length === PAGE;) {
    const after = list.at(-1)?.number ?? 0;
    page = await service.list(slug, { after, limit: PAGE, unitName, kind, validOnly: true });
    list.push(...page);
    signal.throwIfAborted();
    if (list.length === 0) throw new DomainError('NO_CERTIFICATES');
  }
  if (format === 'pdf' && list.length > PDF_PAGES_MAX) throw new DomainError('DOCUMENT_TOO_LARGE');

  const { design, background, isSample } = await new CertificateDesignService(dataSource, clock).looks(slug);
  const head = certificateHead(design, background, isSample);
  const base = new URL(readEnv().PUBLIC_URL).origin;
  const papers = list.map((given) => certificateOf(given, design.date, base));
  const title = `Giấy chứng nhận${kind === 'prize' ? ' đạt giải' : ''} - ${unitName ?? list[0]!.contestTitle}`;
  const far = (done: number) => progress(done, papers.length);
  if (format === 'pdf') {
    await write(await writeCertificates(head, papers, { onProgress: far, signal }));
    return { name: `${title}.pdf`, mime: 'application/pdf' };
  }
  const nameOf = distinctNames('.pdf');
  async function* files() {
    for (const [i, paper] of papers.entries()) {
      signal.throwIfAborted();
      yield {
        name: nameOf(`${paper.serial.replace('/', '-')} ${paper.fullName}`),
        bytes: await writeCertificates(head, [paper]),
      };
      far(i + 1);
    }
  }
  for await (const chunk of zipOf(files())) await write(chunk);
  return { name: `${title}.zip`, mime: 'application/zip' };
};
