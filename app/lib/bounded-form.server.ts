/**
 * The form that a request posts, or null when its body is larger than `maxBytes`: what says so in its headers is not read at
 * all, and what does not is left as soon as it is felt. Throws a TypeError on what is no form.
 */
export async function readBoundedForm(
  request: Request,
  maxBytes: number,
): Promise<FormData | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) return null;
  const { body } = request;
  if (!body) return request.formData();
  let bytes = 0;
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) controller.error(new RangeError('too large'));
        else controller.enqueue(chunk);
      },
    }),
  );
  const type = request.headers.get('Content-Type') ?? '';
  try {
    return await new Response(counted, { headers: { 'Content-Type': type } }).formData();
  } catch (error) {
    if (bytes > maxBytes) return null;
    throw error;
  }
}
