import { openForPractice } from '#bank';
import { offerPractice } from '#contests';
import { DomainError } from '#domain';
import { print, readArgs, Refusal, type Errand } from './errand.js';
import { asOwner } from './owner.js';

/** Says which bank people of a contest practise with. */
export const practiceBank: Errand = {
  usage:
    'practice-bank --contest <tên trong địa chỉ> --bank <mã ngân hàng> | --none\n' +
    '  --bank  ngân hàng ôn luyện; từ nay câu hỏi, đáp án và giải thích của nó công khai với mọi người\n' +
    '  --none  cuộc thi thôi có ôn luyện\n' +
    '  Bị từ chối khi một đợt thi chưa kết thúc đang hỏi câu nào của ngân hàng đó, kể cả câu trùng lời.',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = readArgs({ options: { contest: text, bank: text, none: { type: 'boolean' } } }, args);
    const { contest: contestSlug, bank } = values;
    if (contestSlug === undefined) throw new Refusal('Phải nêu --contest <tên trong địa chỉ>.', 2);
    if ((bank === undefined) === (values.none !== true)) throw new Refusal('Nêu --bank <mã ngân hàng> hoặc --none.', 2);
    return asOwner(async ({ dataSource }) => {
      await dataSource
        .transaction(async (manager) => {
          const bankId = bank === undefined ? null : await openForPractice(manager, bank);
          await offerPractice(manager, { contestSlug, bankId, actorId: null, requestId: null });
        })
        .catch(refuse);
      print(bank === undefined ? 'Cuộc thi không còn ôn luyện.' : `Người dự thi ôn luyện với ngân hàng ${bank}.`);
      return 0;
    });
  },
};

function refuse(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === 'CONTEST_NOT_FOUND') throw new Refusal('Không có cuộc thi này.');
  if (error.code === 'BANK_NOT_FOUND') throw new Refusal('Không có ngân hàng câu hỏi này.');
  if (error.code === 'PRACTICE_STILL_ASKED')
    throw new Refusal(
      'Chưa công khai được: một cuộc thi hoặc đợt thi chưa kết thúc còn dùng câu hỏi của ngân hàng này.',
    );
  throw error;
}
