import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { openForPractice, PracticeService } from '#bank';
import { offerPractice, practicePlace, type PracticePlace } from '#contests';
import { DomainError } from '#domain';
import { DeskService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  PracticeAnswerBody,
  PracticeOfferBody,
  PracticeOfferView,
  PracticeQuery,
  PracticeQuestionsView,
  PracticeVerdictView,
  PracticeView,
} from './practice.dto.js';

/** Practising for a contest: for everybody, as often as they like, and kept nowhere. */
@ApiTags('practice')
@Controller('contests/:slug/practice')
export class PracticeController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly practice: PracticeService,
    private readonly desk: DeskService,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Ôn luyện của một cuộc thi: có mở không, có những chủ đề nào' })
  @Answers(200, PracticeView)
  async read(@Param('slug') slug: string): Promise<PracticeView> {
    const { title, bankId, bankCode, isOpen } = await this.place(slug);
    const topics = await this.practice.topics(bankId);
    const questions = topics.reduce((sum, topic) => sum + topic.questions, 0);
    return { contestTitle: title, bankCode, isOpen: isOpen && questions > 0, questions, topics };
  }

  @Get('questions')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Vài câu hỏi ôn luyện, chọn ngẫu nhiên' })
  @Answers(200, PracticeQuestionsView)
  async questions(
    @Param('slug') slug: string,
    @Query({ schema: PracticeQuery }) { topic, without = '' }: PracticeQuery,
  ): Promise<PracticeQuestionsView> {
    const { bankId } = await this.openPlace(slug);
    const done = without.split(',').filter(Boolean).map(Number);
    return { questions: await this.practice.draw(bankId, topic ?? null, done) };
  }

  @Post('answers')
  @HttpCode(200)
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Trả lời một câu ôn luyện: đúng hay sai, giải thích và căn cứ; không lưu lại' })
  @Answers(200, PracticeVerdictView)
  async answer(
    @Param('slug') slug: string,
    @Body({ schema: PracticeAnswerBody }) { questionId, options }: PracticeAnswerBody,
  ): Promise<PracticeVerdictView> {
    const { bankId } = await this.openPlace(slug);
    return this.practice.judge(bankId, questionId, options);
  }

  @Put()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Chọn ngân hàng ôn luyện của cuộc thi; ngân hàng đó trở thành công khai' })
  @Answers(200, PracticeOfferView)
  async offer(
    @Param('slug') slug: string,
    @Body({ schema: PracticeOfferBody }) { bankCode }: PracticeOfferBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<PracticeOfferView> {
    const contestSlug = knownSlug(slug);
    await this.desk.admitRunner(caller, contestSlug);
    const bankId = await this.dataSource.transaction(async (manager) => {
      const id = bankCode === null ? null : await openForPractice(manager, bankCode);
      const wish = { contestSlug, bankId: id, actorId: caller.accountId, requestId: request.id };
      await offerPractice(manager, wish);
      return id;
    });
    const topics = bankId === null ? [] : await this.practice.topics(bankId);
    return { bankCode, questions: topics.reduce((sum, { questions }) => sum + questions, 0) };
  }

  private async place(slug: string): Promise<PracticePlace> {
    const place = await practicePlace(this.dataSource.manager, knownSlug(slug));
    if (!place) throw new DomainError('PRACTICE_NOT_FOUND');
    return place;
  }

  private async openPlace(slug: string): Promise<PracticePlace> {
    const place = await this.place(slug);
    if (!place.isOpen) throw new DomainError('PRACTICE_CLOSED');
    return place;
  }
}
