import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { areaFileLimits, sizeParams } from '#app/features/areas/files/area-file.ts';
import { readApart } from '#app/features/areas/files/area-file-reader.server.ts';
import { readPostedFiles } from '#app/features/areas/files/posted-files.ts';
import {
  keepRequestFile,
  requireMayKeepFile,
} from '#app/features/requests/request-files.server.ts';
import { readBoundedForm } from '#app/lib/bounded-form.server.ts';
import { database } from '#app/lib/db.server.ts';
import { env } from '#app/lib/env.server.ts';
import { isId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { diskStorage } from '#app/lib/storage.server.ts';

/** Room in the body for what is around the files. */
const aroundBytes = 100_000;

/**
 * The areas of a file (`file`, several for the parts of a Shapefile) or of pasted `text`, as JSON: an `AreaFileAnswer`. What
 * cannot be read is an answer too, and says why. With a `requestId` the file is kept with that request, and `fileId` names it.
 */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = await readBoundedForm(request, areaFileLimits.bytes + aroundBytes);
  if (!form) {
    const bytes = Number(request.headers.get('Content-Length') ?? areaFileLimits.bytes + 1_000_000);
    return Response.json({ fault: { code: 'file-too-large', params: sizeParams(bytes) } });
  }
  const { files, text, order, crs } = await readPostedFiles(form);
  if (files.length === 0 && text === undefined) refuse('invalid', 'area-needed');
  const requestId = form.get('requestId');
  const keeps = isId(requestId) && files.length > 0 ? requestId : null;
  const db = await database();
  if (keeps) await requireMayKeepFile(db, actor, keeps);
  const options = { ...(order && { order }), ...(crs && { crs }) };
  const { format, json } = await readApart(actor.id, { files, ...(text && { text }) }, options);
  if (!keeps || !format) return jsonText(json);
  const storage = diskStorage(env().STORAGE_DIR);
  const ids: string[] = [];
  for (const { name, bytes } of files) {
    const file = { requestId: keeps, name, format, content: bytes };
    ids.push((await keepRequestFile(db, storage, actor, file)).id);
  }
  // The answer came as text, and goes on as text with one more field.
  return jsonText(`{"fileId":${JSON.stringify(ids[0])},${json.slice(1)}`);
}

const jsonText = (json: string) =>
  new Response(json, { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
