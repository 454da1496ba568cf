/** A sentence to be said: an i18n key with its namespace, and its figures. */
export type Words = { key: string; params?: Record<string, string | number> };

/** What an endpoint answered, or in words why there is no answer. `aborted`: nobody waits for it any more. */
export type Asked<T> = { ok: true; value: T } | { ok: false; why: Words | 'aborted' };

/** What is posted; a list is a field that is repeated. */
export type Fields = Record<string, string | Blob | Blob[]>;

/** Asks one of the desk's JSON endpoints. It never throws: whatever goes wrong is a sentence for the page. */
export async function askJson<T>(
  url: string,
  { fields, signal }: { fields?: Fields; signal?: AbortSignal } = {},
): Promise<Asked<T>> {
  try {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { Accept: 'application/json' },
      ...(signal && { signal }),
      ...(fields && { method: 'POST', body: formOf(fields) }),
    });
    return await readAnswer<T>(answer);
  } catch {
    return { ok: false, why: signal?.aborted ? 'aborted' : { key: 'editor:failed.network' } };
  }
}

/** The same as a POST whose progress is told: `share` goes from 0 to 1 while the body leaves the browser. */
export function askWithProgress<T>(
  url: string,
  fields: Fields,
  told: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<Asked<T>> {
  return new Promise((give) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => told.onProgress(total ? loaded / total : 0);
    request.onload = () => {
      const { status, responseText, responseURL } = request;
      // XMLHttpRequest follows redirects by itself: another address is the sign-in page.
      const isElsewhere = responseURL !== '' && !new URL(responseURL).pathname.startsWith(url);
      if (isElsewhere) give({ ok: false, why: { key: 'editor:failed.signed-out' } });
      else void readAnswer<T>(new Response(responseText, { status })).then(give);
    };
    request.onerror = () => give({ ok: false, why: { key: 'editor:failed.network' } });
    request.onabort = () => give({ ok: false, why: 'aborted' });
    told.signal.addEventListener('abort', () => request.abort());
    request.send(formOf(fields));
  });
}

async function readAnswer<T>(answer: Response): Promise<Asked<T>> {
  if (answer.type === 'opaqueredirect' || answer.status === 401) {
    return { ok: false, why: { key: 'editor:failed.signed-out' } };
  }
  const body: unknown = await answer.json().catch(() => null);
  // The endpoint's own contract; a refusal has another status.
  if (answer.ok && body !== null) return { ok: true, value: body as T };
  return { ok: false, why: refusalIn(body) ?? failureOf(answer.status) };
}

/** What the desk refuses, it says with a key of the `refusals` namespace. */
function refusalIn(body: unknown): Words | null {
  if (typeof body !== 'object' || body === null || !('reason' in body)) return null;
  const { reason, params } = body as { reason: unknown; params?: Words['params'] };
  return { key: `refusals:${String(reason)}`, ...(params && { params }) };
}

function failureOf(status: number): Words {
  if (status === 413) return { key: 'editor:failed.too-large' };
  if (status === 429) return { key: 'editor:failed.too-many' };
  return { key: 'editor:failed.server', params: { status } };
}

function formOf(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
  }
  return form;
}
