import { z } from 'zod';
import { PROOF_PURPOSES } from '#identity';

export const ProofPurposeParam = z.enum(PROOF_PURPOSES);

export const DoorView = z
  .object({ codesByPhone: z.boolean().meta({ description: 'Nơi đây gửi được mã đặt lại mật khẩu tới điện thoại' }) })
  .meta({ id: 'DoorView' });
export type DoorView = z.infer<typeof DoorView>;

export const ChallengeView = z
  .object({
    parameters: z
      .object({
        algorithm: z.string().meta({ examples: ['PBKDF2/SHA-256'] }),
        nonce: z.string(),
        salt: z.string(),
        cost: z.int(),
        keyLength: z.int(),
        keyPrefix: z.string(),
        keySignature: z.string(),
        data: z.object({
          purpose: z.enum(PROOF_PURPOSES),
          expiresAt: z.int().meta({ description: 'Hết hiệu lực lúc này, mili giây' }),
        }),
      })
      .meta({ description: 'Gửi lại nguyên vẹn cùng lời giải' }),
    signature: z.string(),
  })
  .meta({ id: 'ChallengeView' });
export type ChallengeView = z.infer<typeof ChallengeView>;
