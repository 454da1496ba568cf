import type { LoaderFunctionArgs } from '@remix-run/node';

/** Any other address: a 404, drawn by the one error page. */
export function loader(_args: LoaderFunctionArgs): never {
  throw new Response(null, { status: 404 });
}

export default function Missing() {
  return null;
}
