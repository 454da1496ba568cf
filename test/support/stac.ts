import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, onTestFinished } from 'vitest';
import { stacRouter } from '#app/features/stac/stac-router.server.ts';
import type { Db } from '#db/client.server.ts';

/** Whatever JSON an answer holds: tests say what they expect of it. */
// biome-ignore lint/suspicious/noExplicitAny: answers are compared, not typed.
export type Answer = { status: number; headers: Headers; body: any };

export type StacServer = {
  /** The address of the site; the API is at `${base}/stac`. */
  base: string;
  /** A path under the site or a whole address. */
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
};

/** The API alone on a server of its own; the cookie is the name of the person. Closed with the test, or with its file. */
export async function serveStac(db: Db): Promise<StacServer> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app.use(
    stacRouter({
      db: async () => db,
      base,
      userIdOf: async (cookies) => cookies || null,
      isOwnOrigin: (origin) => origin === base,
    }),
  );
  atTheEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(path.startsWith('http') ? path : base + path, init);
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  };
  return {
    base,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body, headers = {}) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing.splice(0)) close();
});

function atTheEnd(close: () => void): void {
  try {
    onTestFinished(close);
  } catch {
    closing.push(close);
  }
}

/** The ids of the items of an answer, in their order. */
export const idsOf = ({ body }: Answer): string[] =>
  body.features.map(({ id }: { id: string }) => id);
