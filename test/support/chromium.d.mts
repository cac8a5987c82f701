export const FLAGS: string[];
export function chromiumPath(): string;
