/** The address of a unit's page: its code with its first day, since codes changed their meaning. */
export const addressOfUnit = ({ code, validFrom }: { code: string; validFrom: string }) => ({
  pathname: '/don-vi/xem',
  search: `?${new URLSearchParams({ ma: code, tu: validFrom }).toString()}`,
});

/** The last day of a unit, from the first on which it is no more. @example lastDay('2025-07-01') // '2025-06-30' */
export const lastDay = (validTo: string): string =>
  new Date(Date.parse(`${validTo}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
