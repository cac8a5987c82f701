/** The first letter large, as a line begins. @example capital('đầu mối đơn vị') // 'Đầu mối đơn vị' */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
