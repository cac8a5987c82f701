/**
 * Words that people choose, without accents and digits: the head of the leaked lists of the world and of Vietnam, given
 * and loving words, keyboard rows, football, and what lies at hand here: the contest and the provinces, old and new. Digits
 * before and after are judged apart (password-rules.ts), so "matkhau" stands for "Matkhau123" too. From memory of the
 * published lists, not a copy of one.
 */
const COMMON = `
  password passw passwd pass passcode admin administrator root user guest test demo login welcome hello master secret
  letmein changeme default system server windows internet computer samsung iphone android facebook google zalo tiktok
  youtube gmail qwerty qwertyuiop qwertyui qwert asdf asdfg asdfgh asdfghjkl asdfghjk zxcvb zxcvbn zxcvbnm qazwsx
  qazwsxedc qweasd qweasdzxc abc abcd abcde abcdef abcdefg abcdefgh aaa xyz dragon monkey football baseball superman
  batman princess sunshine shadow michael jordan ashley charlie iloveyou loveyou love lovely forever baby angel flower
  trustno killer pokemon starwars freedom whatever hunter ninja mustang jesus summer winter spring autumn
  matkhau matkhaumoi mk mkcu mkmoi khongbiet khongco khongnho dangnhap taikhoan nguoidung quantri quantrivien vietnam
  vietnamvodich vietnamese vn hanoi saigon sg hn hochiminh bacho anhyeuem emyeuanh yeuem yeuanh yeuemnhieu yeuanhnhieu
  anhnhoem emnhoanh toiyeuem toiyeuanh toiyeuvietnam tinhyeu tinhban mottraitim conyeume conyeubame giadinh bame mebo
  bome contrai congai conyeu bexinh beyeu cunyeu chongyeu voyeu anhyeu emyeu ngoclan hoahong hoahuong thienthan
  hoangtu congchua chucmung namm hanhphuc mayman phatloc phattai locphat tailoc maimai mainho maiyeu doremon doraemon
  conan sieunhan bongda manutd manchester liverpool chelsea barcelona arsenal realmadrid ronaldo messi lienquan
  freefire pubg audition zingme zing hoilamgi hoicailon deobiet khongcho
  toiyeu emiu iuem thanhcong quehuong yeunuoc hocsinh sinhvien giaovien congan bodoi haha hehe hihi ahihi
  nguyen nguyenvan tran tranvan le levan pham hoang huynh phan vu vo dang bui
`;

const CONTEST = `
  cchc caicachhanhchinh caicach hanhchinh hanhchinhcong cuocthi cuocthicchc thi thicchc thicchconline tructuyen
  kiemsoattthc tthc thutuchanhchinh motcua dichvucong dvc chuyendoiso chinhquyenso congchuc canbo vienchuc nhanvien
  timhieu cuocthitimhieu dethi dapan nhanuoc hanhchinhnhanuoc phapluat chinhphu coquan donvi congdan doanvien thanhnien
  doanthanhnien danvan
  ubnd hdnd uybannhandan sonoivu noivu tinhuy dangvien xa phuong huyen tinh thanhpho
`;

const PROVINCES = `
  angiang baria bariavungtau vungtau bacgiang backan baclieu bacninh bentre binhdinh binhduong binhphuoc binhthuan camau
  cantho caobang danang daklak daknong dienbien dongnai dongthap gialai hagiang hanam hanoi hatinh haiduong haiphong
  haugiang hoabinh hungyen khanhhoa kiengiang kontum laichau lamdong langson laocai longan namdinh nghean ninhbinh
  ninhthuan phutho phuyen quangbinh quangnam quangngai quangninh quangtri soctrang sonla tayninh thaibinh thainguyen
  hatay sontay nhatrang dalat quynhon pleiku buonmathuot phanthiet phuquoc thuduc
  thanhhoa thuathienhue hue tiengiang hochiminh tphcm hcm travinh tuyenquang vinhlong vinhphuc yenbai vinh
`;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** Every weak word, lower case, without accents and blanks. */
export const WEAK_WORDS: ReadonlySet<string> = new Set([...words(COMMON), ...words(CONTEST), ...words(PROVINCES)]);

/** Walks over the keyboard and the alphabet; a password that is a part of one (or of its reverse) is no password. */
export const WALKS: readonly string[] = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '147258369',
  '789456123',
  '123654789',
];
