import { Readable } from 'node:stream';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DocumentJobService, type DocumentJob, type DocumentKind } from '#documents';
import { DomainError } from '#domain';
import type { Identity } from '#identity';
import { ContestReader, type ReportedContest } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { sentence } from '../messages.js';
import { Noted } from '../noted.js';
import { holdsIn, refuseOthers } from '../office.js';
import { Answers } from '../openapi.js';
import { attachment } from '../results/attachment.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  DocumentId,
  DocumentJobBody,
  DocumentJobsQuery,
  DocumentJobsView,
  documentJobView,
  DocumentJobView,
} from './document-job.dto.js';
import { DOCUMENT_KINDS, DOCUMENT_ROLES } from './document-kinds.js';

/** Files that are made beside what serves people: asked for, followed, cancelled, taken away. */
@ApiTags('documents')
@Controller('contests/:slug/document-jobs')
@Allow(DOCUMENT_ROLES, 'contest')
export class DocumentJobController {
  constructor(
    private readonly jobs: DocumentJobService,
    private readonly contests: ContestReader,
  ) {}

  @Post()
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Yêu cầu lập một văn bản; lập xong thì tải về trong 7 ngày' })
  @Answers(202, DocumentJobView)
  async ask(
    @Param('slug') slug: string,
    @Body({ schema: DocumentJobBody }) { id, kind, params: body }: DocumentJobBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<DocumentJobView> {
    const contest = await this.contestFor(slug, caller, kind);
    // Body and kind were checked together by the union.
    const params = DOCUMENT_KINDS[kind].complete(body as never, { caller, contest });
    const wish = { id, contestId: contest.id, kind, params, by: caller.accountId, requestId: request.id };
    return viewFor(caller, request)(await this.jobs.ask(wish));
  }

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các văn bản đã yêu cầu lập, mới nhất trước' })
  @Answers(200, DocumentJobsView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: DocumentJobsQuery }) { kind }: DocumentJobsQuery,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<DocumentJobsView> {
    const contest = await this.contests.bySlug(knownSlug(slug));
    const all = kind === undefined ? (Object.keys(DOCUMENT_KINDS) as DocumentKind[]) : [kind];
    const kinds = all.filter((one) => holdsIn(caller, contest.id, DOCUMENT_KINDS[one].roles));
    if (kinds.length === 0) throw new DomainError('NOT_ALLOWED');
    return { jobs: (await this.jobs.list(contest.id, kinds)).map(viewFor(caller, request)) };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một văn bản đang lập: tiến độ, kết quả' })
  @Answers(200, DocumentJobView)
  async read(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<DocumentJobView> {
    return viewFor(caller, request)(await this.jobFor(slug, id, caller));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thôi lập một văn bản; đã lập xong thì vẫn còn' })
  @Answers(200, DocumentJobView)
  async cancel(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<DocumentJobView> {
    const job = await this.jobFor(slug, id, caller);
    const { id: contestId } = await this.contests.bySlug(slug);
    return viewFor(caller, request)(await this.jobs.cancel(contestId, job.id, { ...caller, requestId: request.id }));
  }

  @Get(':id/file')
  @Noted('document.downloaded')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'Tải về một văn bản đã lập xong' })
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async file(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const { file, id: known } = await this.jobFor(slug, id, caller);
    if (!file) throw new DomainError('DOCUMENT_NOT_READY');
    const bytes = Readable.from(this.jobs.bytes(known), { objectMode: false });
    return new StreamableFile(bytes, { type: file.mime, disposition: attachment(file.name), length: file.size });
  }

  private async jobFor(slug: string, id: string, caller: Identity): Promise<DocumentJob> {
    const contest = await this.contests.bySlug(knownSlug(slug));
    refuseOthers(caller, contest.id, DOCUMENT_ROLES);
    if (!DocumentId.safeParse(id).success) throw new DomainError('DOCUMENT_NOT_FOUND');
    const job = await this.jobs.read(contest.id, id);
    refuseOthers(caller, contest.id, DOCUMENT_KINDS[job.kind].roles);
    return job;
  }

  private async contestFor(slug: string, caller: Identity, kind: DocumentKind): Promise<ReportedContest> {
    const contest = await this.contests.bySlug(knownSlug(slug));
    refuseOthers(caller, contest.id, DOCUMENT_KINDS[kind].roles);
    return contest;
  }
}

const viewFor = (caller: Identity, request: CallerRequest) => (job: DocumentJob) =>
  documentJobView(job, caller.accountId, (code) => sentence(request.headers, code, {}));
