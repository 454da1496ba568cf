const statuses = { 'not-found': 404, forbidden: 403, conflict: 409, invalid: 400 } as const;
export type RefusalCode = keyof typeof statuses;

/** What a refusal says: an i18n key of the `refusals` namespace and its figures. The root's error page draws it. */
export type Refusal = {
  code: RefusalCode;
  reason: string;
  params: Record<string, string | number>;
};

/**
 * Refuses: throws a JSON `Response` with the status of the code. Thrown inside a transaction it undoes all of it.
 * `reason` is a key of the `refusals` namespace, in the words of the person who is refused.
 */
export function refuse(
  code: RefusalCode,
  reason: string,
  params: Record<string, string | number> = {},
): never {
  const body: Refusal = { code, reason, params };
  throw new Response(JSON.stringify(body), {
    status: statuses[code],
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
}

/** The refusal inside what was thrown, or null when it is something else: a bug. */
export async function refusalOf(thrown: unknown): Promise<Refusal | null> {
  if (!(thrown instanceof Response)) return null;
  try {
    const body: unknown = await thrown.clone().json();
    return isRefusal(body) ? body : null;
  } catch {
    return null;
  }
}

function isRefusal(body: unknown): body is Refusal {
  return typeof body === 'object' && body !== null && 'code' in body && 'reason' in body;
}
