import { DomainError } from '#domain';
import { run, statement } from '#database';
import { issueSignInLink, SIGN_IN_LINK_MINUTES } from '#identity';
import { print, readArgs, Refusal, type Errand } from './errand.js';
import { asOwner } from './owner.js';
import { RUNNING_SLUG } from './sample/contests.js';

interface SampleAccount {
  part: 'citizen' | 'unit_manager' | 'organizer' | 'administrator';
  account_id: string;
  full_name: string;
  unit: string | null;
}

// One sample account of each part: the first who takes part in the running contest, and the holders of the three roles.
// $1 slug; participant_pkey, and staff roles of the sample, a handful.
const sampleAccounts = statement<SampleAccount>(
  'cli.sample-accounts',
  `(SELECT 'citizen' AS part, a.id AS account_id, a.full_name, u.name AS unit
      FROM contest c JOIN participant p ON p.contest_id = c.id JOIN account a ON a.id = p.account_id AND a.sample
      JOIN contest_unit u ON u.id = p.contest_unit_id
     WHERE c.slug = $1 AND c.sample ORDER BY p.id LIMIT 1)
   UNION ALL
   (SELECT DISTINCT ON (r.role) r.role, a.id, a.full_name, u.name
      FROM staff_role r JOIN account a ON a.id = r.account_id AND a.sample
      LEFT JOIN contest_unit u ON u.id = r.contest_unit_id
     WHERE r.role IN ('unit_manager', 'organizer', 'administrator') ORDER BY r.role, r.id)`,
);

const PARTS = {
  citizen: 'Người dự thi',
  unit_manager: 'Đầu mối đơn vị',
  organizer: 'Ban tổ chức',
  administrator: 'Quản trị',
} as const;

/** Prints the one-time links with which a newcomer looks around the sample data in four parts. */
export const signInLinks: Errand = {
  usage:
    'sign-in-links\n' +
    `  In cho mỗi vai một liên kết đăng nhập: dùng một lần, trong ${SIGN_IN_LINK_MINUTES} phút, chỉ trên địa chỉ nội bộ.`,
  async run(args) {
    readArgs({ options: {} }, args);
    await asOwner(async ({ dataSource, env }) => {
      const accounts = await run(dataSource.manager, sampleAccounts, [RUNNING_SLUG]);
      if (accounts.length === 0) throw new Refusal('Không có dữ liệu mẫu nên không có tài khoản mẫu.');
      const address = env.PUBLIC_URL.replace(/\/+$/, '');
      const lines = await dataSource.transaction(async (manager) => {
        const made: string[] = [];
        for (const part of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
          const account = accounts.find((one) => one.part === part);
          if (!account) continue;
          const token = await issueSignInLink(manager, env, account.account_id).catch(refuse);
          const who = [account.full_name, account.unit].filter((text) => text !== null).join(', ');
          made.push(`  ${PARTS[part]} (${who}):\n    ${address}/#vao=${token}`);
        }
        return made;
      });
      print(`Xem thử với tài khoản mẫu (mỗi liên kết dùng một lần, trong ${SIGN_IN_LINK_MINUTES} phút):`);
      for (const line of lines) print(line);
    });
    return 0;
  },
};

function refuse(error: unknown): never {
  if (error instanceof DomainError && error.details['reason'] === 'public_address')
    throw new Refusal(
      'Liên kết đăng nhập mẫu chỉ có trên địa chỉ nội bộ, không có trên địa chỉ công khai và trong ảnh container.',
    );
  throw error;
}
