/** The foot of every page of a contest, as portals of the state have it. */
export const imprint = {
  responsible: (person: string) => `Chịu trách nhiệm nội dung: ${person}`,
  address: (address: string) => `Địa chỉ: ${address}`,
  telephone: (number: string) => `Điện thoại: ${number}`,
  email: (email: string) => `Thư điện tử: ${email}`,
  licence: (licence: string) => `Giấy phép: ${licence}`,
};
