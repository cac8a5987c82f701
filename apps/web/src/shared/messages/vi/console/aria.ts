/** What react-aria says to those who listen; its own words have no Vietnamese. Names and parameters are the library's. */
export const aria = {
  dismiss: 'Đóng',
  longPressMessage: 'Giữ lâu, hoặc bấm Alt và mũi tên xuống, để mở',
  buttonLabel: 'Hiện các gợi ý',
  listboxLabel: 'Các gợi ý',
  countAnnouncement: ({ optionCount }: { optionCount: number }) => `Có ${optionCount} gợi ý.`,
  selectedAnnouncement: ({ optionText }: { optionText: string }) => `Đã chọn ${optionText}`,
  focusAnnouncement: ({ optionText, isSelected }: { optionText: string; isSelected: boolean }) =>
    `${optionText}${isSelected ? ', đang chọn' : ''}`,
};
