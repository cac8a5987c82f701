import { Inject, Injectable } from '@nestjs/common';
import { CertificateDesignService, type GivenCertificate } from '#contests';
import { decisionWords, isoInstant, prizeWords, serialOf, type CertificateDesign } from '#domain';
import { certificateHead, certificateOf, pictureOfCertificate, writeCertificates } from '#documents';
import { Turns } from '#identity';
import { Clock, ENV, type Env } from '#platform';
import { baseFor } from '../pages/qr.js';

/** In what names a design is looked at. */
export type PreviewNames = 'usual' | 'longest';

/**
 * Certificates as picture and PDF, one at a time, for who holds them and who designs them. A page takes a tenth of a
 * second, a quarter of it from the thread that answers requests: a few are drawn at once, some wait, and whoever comes then is
 * asked to come again. Apart from the heavy work of staff, so that neither is in the way of the other.
 */
@Injectable()
export class CertificateDrawing {
  private readonly turns = new Turns({ atOnce: 2, waitingMax: 40, retryAfterSeconds: 5 });

  constructor(
    private readonly designs: CertificateDesignService,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @param host the Host of the request. @throws DomainError SERVER_BUSY {retryAfterSeconds} */
  async draw(given: GivenCertificate, as: 'png' | 'pdf', host: string | undefined): Promise<Buffer> {
    const { design, background, isSample } = await this.designs.looks(given.contestSlug);
    const paper = certificateOf(given, design.date, baseFor(host, this.env.PUBLIC_URL));
    const head = certificateHead(design, background, isSample || given.isSample);
    return this.turns.take(() => (as === 'png' ? pictureOfCertificate(head, paper) : writeCertificates(head, [paper])));
  }

  /** The design that a contest has now, with names that nobody has or the longest that there are. @throws as `draw` */
  async preview(
    contest: { id: number; slug: string; title: string },
    { names, kind, as }: { names: PreviewNames; kind: 'result' | 'prize'; as: 'png' | 'pdf' },
    host: string | undefined,
  ): Promise<Buffer> {
    const { design } = await this.designs.looks(contest.slug);
    const longest = names === 'longest' ? await this.designs.longest(contest.id) : null;
    const given = {
      ...{ number: 12, serial: serialOf(12, design.symbol), code: '0000-0000-0000-0000' },
      fullName: longest?.fullName ?? 'Nguyễn Thị Minh Phượng',
      unitName: longest?.unitName ?? 'Sở Nội vụ',
      ...{ contestTitle: contest.title, contestSlug: contest.slug, ...WORDS[kind](design) },
      ...{ issuedAt: isoInstant(this.clock.now()), revokedAt: null, revokeReason: null, replacedBy: null },
      isSample: true,
    };
    return this.draw(given, as, host);
  }
}

/** What stands on a paper that is looked at. */
const WORDS = {
  result: ({ rule, tellsScore }: CertificateDesign) => ({
    ...{ isPrize: false, decision: null },
    words:
      rule === 'full_marks'
        ? 'đã đạt điểm tối đa 20/20 điểm tại'
        : tellsScore
          ? 'đã đạt 18/20 điểm tại'
          : 'đã tham gia',
  }),
  prize: () => ({
    ...{ isPrize: true, decision: decisionWords({ number: '…/QĐ-…', date: null }) },
    words: prizeWords({ title: 'Giải Nhất', fieldTitle: 'Tuần 1', groupTitle: null }),
  }),
};
