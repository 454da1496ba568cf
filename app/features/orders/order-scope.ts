export const orderScopes = ['open', 'over', 'all'] as const;
export type OrderScope = (typeof orderScopes)[number];

/** The scope in an address; the open orders unless said. */
export const readOrderScope = (text: string | null): OrderScope =>
  orderScopes.find((scope) => scope === text) ?? 'open';
