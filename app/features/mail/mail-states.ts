export const mailStates = ['queued', 'dead', 'sent'] as const;
export type MailState = (typeof mailStates)[number];

/** The state in an address; what waits unless said. */
export const readMailState = (text: string | null): MailState =>
  mailStates.find((state) => state === text) ?? 'queued';
