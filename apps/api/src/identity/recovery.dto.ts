import { z } from 'zod';
import { newPassword, phone, SignedInView, typedPassword } from './identity.dto.js';

/** Ours have up to 24 characters; blanks between all of them are borne. */
const CODE_LENGTH_MAX = 60;

const recoveryCode = z.string().meta({
  description: 'Mã khôi phục, chỉ cho xem một lần: giữ lại để đặt mật khẩu mới khi quên',
  examples: ['K7QM-2D0X-9AFT-41TF-MZ8C'],
});

export const SignedUpView = SignedInView.extend({ recoveryCode }).meta({ id: 'SignedUpView' });
export type SignedUpView = z.infer<typeof SignedUpView>;

export const ResetPasswordBody = z
  .strictObject({
    phone,
    code: z.string().min(1).max(CODE_LENGTH_MAX).meta({
      description:
        'Mã khôi phục, mã một lần do đầu mối đơn vị hay ban tổ chức cấp, hoặc mã 6 chữ số đã gửi tới điện thoại',
    }),
    password: newPassword,
  })
  .meta({ id: 'ResetPasswordBody' });
export type ResetPasswordBody = z.infer<typeof ResetPasswordBody>;

export const PhoneCodeBody = z.strictObject({ phone }).meta({ id: 'PhoneCodeBody' });
export type PhoneCodeBody = z.infer<typeof PhoneCodeBody>;

export const PhoneCodeView = z
  .object({ minutes: z.int().meta({ description: 'Mã dùng được trong bấy nhiêu phút, nếu số này có tài khoản' }) })
  .meta({ id: 'PhoneCodeView' });
export type PhoneCodeView = z.infer<typeof PhoneCodeView>;

export const ChangePasswordBody = z
  .strictObject({ password: typedPassword, newPassword })
  .meta({ id: 'ChangePasswordBody' });
export type ChangePasswordBody = z.infer<typeof ChangePasswordBody>;

export const RenewCodeBody = z.strictObject({ password: typedPassword }).meta({ id: 'RenewCodeBody' });
export type RenewCodeBody = z.infer<typeof RenewCodeBody>;

export const RecoveryCodeView = z.object({ recoveryCode }).meta({ id: 'RecoveryCodeView' });
export type RecoveryCodeView = z.infer<typeof RecoveryCodeView>;
