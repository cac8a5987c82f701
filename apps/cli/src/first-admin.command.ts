import { DomainError, isPlausibleName, normalizeText, parsePhone } from '#domain';
import { FIRST_ADMIN_HOURS, inviteFirstAdministrator, STAFF_SETUP_PATH } from '#identity';
import { print, readArgs, Refusal, type Errand } from './errand.js';
import { asOwner } from './owner.js';

/** Lets the first administrator in: no account comes with the product. */
export const firstAdmin: Errand = {
  usage:
    'first-admin --phone <số điện thoại> --name <họ tên> [--again]\n' +
    `  In một liên kết dùng một lần trong ${FIRST_ADMIN_HOURS} giờ; người mở liên kết đặt mật khẩu và cài mã xác minh.\n` +
    '  --again  cả khi đã có quản trị viên, như khi người ấy mất mật khẩu hoặc mất ứng dụng xác thực',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = readArgs({ options: { phone: text, name: text, again: { type: 'boolean' } } }, args);
    const phone = parsePhone(values.phone ?? '');
    if (phone === null) throw new Refusal('Phải nêu --phone <số điện thoại Việt Nam>.', 2);
    const fullName = normalizeText(values.name ?? '');
    if (!isPlausibleName(fullName)) throw new Refusal('Phải nêu --name <họ tên>.', 2);

    return asOwner(async ({ dataSource, env }) => {
      const { token } = await dataSource
        .transaction((manager) => inviteFirstAdministrator(manager, { fullName, phone }, values.again ?? false))
        .catch(refuse);
      print(`Liên kết cho quản trị viên (dùng một lần, trong ${FIRST_ADMIN_HOURS} giờ):`);
      print(`  ${env.PUBLIC_URL.replace(/\/+$/, '')}${STAFF_SETUP_PATH}#${token}`);
      return 0;
    });
  },
};

function refuse(error: unknown): never {
  if (error instanceof DomainError && error.details['reason'] === 'administrator_exists')
    throw new Refusal('Đã có quản trị viên. Người ấy mời thêm được; nếu không ai vào được nữa, hãy thêm --again.');
  throw error;
}
