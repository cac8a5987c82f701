import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  AdmissionService,
  attemptJson,
  parseAttemptAddress,
  PredictionService,
  ResultService,
  ReviewService,
  StartService,
  WriteService,
  type AttemptClaims,
  type Receipt,
  type ResultView as Result,
  type ReviewView as Review,
} from '#attempts';
import { DomainError, LIMITS } from '#domain';
import { Doorkeeper, type Identity } from '#identity';
import { Allow, Caller, HeldAttempt, MaybeCaller, ownerOf, ReceivedAt, type CallerRequest } from '../access.js';
import { PROOF_HEADER, visitorOf } from '../identity/signed-in.js';
import { Answers } from '../openapi.js';
import {
  AttemptView,
  PredictionBody,
  ReceiptView,
  ResultQuery,
  ResultView,
  ReviewView,
  RoundAddress,
  SaveBody,
  SubmitBody,
} from './attempt.dto.js';

const ATTEMPT_TOKEN = {
  name: 'x-attempt-token',
  required: false,
  description: 'Thẻ của lượt thi, do start hoặc resume cấp',
};

/** Of an answer that is handed over as bytes. */
const JSON_TYPE = 'application/json; charset=utf-8';

/** One attempt: start, go on, save, submit, result, review. */
@ApiTags('attempts')
@Controller()
export class AttemptController {
  constructor(
    private readonly keeper: Doorkeeper,
    private readonly admission: AdmissionService,
    private readonly starts: StartService,
    private readonly writes: WriteService,
    private readonly predictions: PredictionService,
    private readonly results: ResultService,
    private readonly reviews: ReviewService,
  ) {}

  @Post('rounds/:roundId/attempts')
  @Allow('signed_in', 'own')
  @ApiOperation({ summary: 'Bắt đầu lượt thi (hoặc nhận lại lượt đang mở)' })
  @ApiHeader({ name: 'idempotency-key', required: true })
  @ApiHeader(PROOF_HEADER)
  @Answers(201, AttemptView)
  @Header('content-type', JSON_TYPE)
  @Header('cache-control', 'no-store')
  async start(
    @Param('roundId') roundId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Caller() caller: Identity,
    @ReceivedAt() receivedAt: number,
    @Req() request: CallerRequest,
  ): Promise<Buffer> {
    if (key === undefined) throw new DomainError('IDEMPOTENCY_KEY_REQUIRED');
    if (!isKey(key)) throw new DomainError('INVALID_INPUT', { field: 'idempotency-key' });
    if (!RoundAddress.safeParse(roundId).success) throw new DomainError('ROUND_NOT_FOUND');
    const [contest, round] = roundId.split('-').map(Number) as [number, number];
    const { accountId, sessionId } = caller;
    const start = { contestId: contest, roundId: round, accountId, sessionId, startKey: key, receivedAt };
    await this.admission.enter(start, () => this.keeper.admitStart(visitorOf(request), accountId));
    return attemptJson(await this.starts.start(start));
  }

  @Get('attempts/:attemptId')
  @Allow('signed_in', 'own')
  @ApiOperation({ summary: 'Xem lượt thi của mình' })
  @Answers(200, AttemptView)
  @Header('content-type', JSON_TYPE)
  @Header('cache-control', 'no-store')
  async read(@Param('attemptId') id: string, @Caller() caller: Identity): Promise<Buffer> {
    const { contestId, attemptId } = parseAttemptAddress(id);
    return attemptJson(await this.starts.read(contestId, attemptId, caller.accountId));
  }

  @Post('attempts/:attemptId/resume')
  @Allow('signed_in', 'own')
  @HttpCode(200)
  @ApiOperation({ summary: 'Làm tiếp trên thiết bị này' })
  @Answers(200, AttemptView)
  @Header('content-type', JSON_TYPE)
  @Header('cache-control', 'no-store')
  async resume(@Param('attemptId') id: string, @Caller() caller: Identity): Promise<Buffer> {
    const { contestId, attemptId } = parseAttemptAddress(id);
    return attemptJson(await this.starts.resume(contestId, attemptId, caller.accountId, caller.sessionId));
  }

  @Put('attempts/:attemptId/answers')
  @Allow('attempt', 'own')
  @ApiOperation({ summary: 'Lưu một hoặc nhiều câu trả lời' })
  @ApiHeader(ATTEMPT_TOKEN)
  @Answers(200, ReceiptView)
  @Header('cache-control', 'no-store')
  async save(
    @Body({ schema: SaveBody }) body: SaveBody,
    @HeldAttempt() held: AttemptClaims | undefined,
    @ReceivedAt() receivedAt: number,
  ): Promise<Receipt> {
    return this.writes.save(mustHold(held), { ...body, receivedAt });
  }

  @Post('attempts/:attemptId/submit')
  @Allow('attempt', 'own')
  @HttpCode(200)
  @ApiOperation({ summary: 'Nộp bài' })
  @ApiHeader(ATTEMPT_TOKEN)
  @Answers(200, ReceiptView)
  @Header('cache-control', 'no-store')
  async submit(
    @Body({ schema: SubmitBody }) body: SubmitBody,
    @HeldAttempt() held: AttemptClaims | undefined,
    @ReceivedAt() receivedAt: number,
  ): Promise<Receipt> {
    const { prediction, ...save } = body;
    return this.writes.submit(mustHold(held), { ...save, prediction: prediction ?? null, receivedAt });
  }

  @Put('attempts/:attemptId/prediction')
  @Allow('signed_in', 'own')
  @ApiOperation({ summary: 'Sửa số dự đoán sau khi nộp bài, khi thể lệ cho sửa đến lúc đợt thi đóng' })
  @Answers(200, ResultView)
  @Header('cache-control', 'no-store')
  async predict(
    @Param('attemptId') id: string,
    @Body({ schema: PredictionBody }) { prediction }: PredictionBody,
    @Caller() { accountId }: Identity,
  ): Promise<Result> {
    const { contestId, attemptId } = parseAttemptAddress(id);
    await this.predictions.change(contestId, attemptId, accountId, prediction);
    return this.results.read(contestId, attemptId, { accountId }, 0);
  }

  @Get('attempts/:attemptId/result')
  @Allow('attempt', 'own')
  @ApiOperation({ summary: 'Kết quả; wait=2s thì chờ đến khi chấm xong' })
  @ApiHeader(ATTEMPT_TOKEN)
  @Answers(200, ResultView)
  @Header('cache-control', 'no-store')
  async result(
    @Param('attemptId') id: string,
    @Query({ schema: ResultQuery }) query: ResultQuery,
    @HeldAttempt() held: AttemptClaims | undefined,
    @MaybeCaller() caller: Identity | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result> {
    const { contestId, attemptId } = parseAttemptAddress(id);
    const waitMs = query.wait === undefined ? 0 : Number(query.wait.slice(0, -1)) * 1_000;
    const result = await this.results.read(contestId, attemptId, ownerOf(held, caller), waitMs);
    // Accepted, not ready: come back.
    if (result.state === 'submitted') void reply.status(202).header('retry-after', '1');
    return result;
  }

  @Get('attempts/:attemptId/review')
  @Allow('attempt', 'own')
  @ApiOperation({ summary: 'Xem lại bài: câu trả lời của mình, đáp án và giải thích khi thể lệ đã cho công bố' })
  @ApiHeader(ATTEMPT_TOKEN)
  @Answers(200, ReviewView)
  @Header('cache-control', 'no-store')
  async review(
    @Param('attemptId') id: string,
    @HeldAttempt() held: AttemptClaims | undefined,
    @MaybeCaller() caller: Identity | undefined,
  ): Promise<Review> {
    const { contestId, attemptId } = parseAttemptAddress(id);
    return this.reviews.read(contestId, attemptId, ownerOf(held, caller));
  }
}

function isKey(text: string): boolean {
  return text.length <= LIMITS.idempotencyKeyLengthMax && /^[\x21-\x7e]{8,}$/.test(text);
}

/** Writing needs the token: it says which device's writer was let in. */
function mustHold(held: AttemptClaims | undefined): AttemptClaims {
  if (!held) throw new DomainError('NOT_ALLOWED');
  return held;
}
