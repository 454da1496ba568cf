import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { attachment } from '#app/features/downloads/range.ts';
import { findRequestFile } from '#app/features/requests/request-files.server.ts';
import { database } from '#app/lib/db.server.ts';
import { env } from '#app/lib/env.server.ts';
import { diskStorage } from '#app/lib/storage.server.ts';

/** The file that a request's area was read from, to be kept and never shown: it is a stranger's. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { requestId = '', fileId = '' } = params;
  const file = await findRequestFile(await database(), actor, { requestId, fileId });
  const content = diskStorage(env().STORAGE_DIR).open(file.storageKey);
  return new Response(createReadableStreamFromReadable(content), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.bytes),
      'Content-Disposition': attachment(file.name),
      'Cache-Control': 'private, no-store',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}
