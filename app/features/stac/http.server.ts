import type { NextFunction, Request, Response } from 'express';
import type { Actor } from '#app/features/accounts/actor.ts';
import { log } from '#app/lib/log.server.ts';
import { BadParameter } from './bad-parameter.ts';
import { json } from './links.ts';

/** What every answer says: any site may read it, without cookies; it is what its type says. */
export function openToAll(request: Request, response: Response, next: NextFunction) {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Vary', 'Cookie, Origin');
  if (request.method !== 'OPTIONS') return next();
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type, Accept');
  response.setHeader('Access-Control-Max-Age', '86400');
  response.status(204).end();
}

/** Who an answer is for: everybody alike, nobody in particular (null), or one person, whose answer is kept nowhere. */
export type Audience = Actor | null | 'public';

export function send(response: Response, type: string, text: string, audience: Audience): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', cachingFor(audience));
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

function cachingFor(audience: Audience): string {
  if (audience === 'public') return 'public, max-age=300';
  return audience ? 'private, no-store' : 'no-cache';
}

export function refuse(
  response: Response,
  status: number,
  code: string,
  description: string,
): void {
  response.status(status);
  response.setHeader('Content-Type', json);
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify({ code, description }));
}

export const noCollection = (response: Response) =>
  refuse(response, 404, 'NotFound', 'There is no such collection.');

/** A 400 says which parameter; a body that cannot be read says why; the rest is a bug and says nothing. */
export function answerError(
  error: unknown,
  request: Request,
  response: Response,
  _next: NextFunction,
) {
  if (error instanceof BadParameter) {
    return refuse(response, 400, 'InvalidParameterValue', error.message);
  }
  const { status, type } = httpFault(error);
  if (status === 413) return refuse(response, 413, 'BodyTooLarge', 'The body is larger than 2 MB.');
  if (status >= 400 && status < 500) {
    const about = type.startsWith('entity')
      ? 'body: it is no JSON.'
      : 'The request cannot be read.';
    return refuse(response, 400, 'InvalidRequest', about);
  }
  log().error({ err: error, path: request.path }, 'a bug');
  if (response.headersSent) response.destroy();
  else refuse(response, 500, 'ServerError', 'Something went wrong on our side.');
}

/** What express and its body reader throw. */
function httpFault(error: unknown): { status: number; type: string } {
  const { status, type } = (error ?? {}) as { status?: unknown; type?: unknown }; // Both are checked here.
  return {
    status: typeof status === 'number' ? status : 500,
    type: typeof type === 'string' ? type : '',
  };
}
