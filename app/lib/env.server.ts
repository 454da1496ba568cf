import { z } from 'zod';

const demoSecret = 'demo-only-secret-change-me-please-0000';
const flag = z.enum(['0', '1']).transform((v) => v === '1');

/** Backgrounds: `name|url|attribution`, the url with {x} {y} {z}, or for a WMTS {TileMatrix} {TileRow} {TileCol}. */
const tileServices = z.string().transform((text, context) =>
  text
    .split(/\s*;;\s*/)
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', url = '', attribution = ''] = part.split('|').map((s) => s.trim());
      if (!/^https?:\/\/.+\{(z|TileMatrix)\}/.test(url)) {
        context.addIssue({ code: 'custom', message: `not a tile address: ${part}` });
      }
      const kind = url.includes('{TileMatrix}') ? ('wmts' as const) : ('xyz' as const);
      return { name, url, attribution, kind };
    }),
);

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    /** Where people reach the desk; used in mail and for the origin check. */
    PUBLIC_URL: z.url().optional(),
    DATABASE_URL: z.string().default('var/desk.sqlite'),
    STORAGE_DIR: z.string().default('var/storage'),
    INBOX_DIR: z.string().default('var/inbox'),
    SESSION_SECRET: z.string().min(32).default(demoSecret),
    SMTP_URL: z.url().default('smtp://127.0.0.1:2525'),
    MAIL_FROM: z.string().default('DINAMIS <ne-pas-repondre@dinamis.example>'),
    DESK_MAIL: z.email().default('guichet@dinamis.example'),
    /** A folder of caught mail, shown at /dev/mail. Empty: no such page. */
    MAIL_CATCHER_DIR: z.string().default(''),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    WORKER: flag.default(true),
    /** How often timed jobs look for work. */
    WORKER_EVERY_MS: z.coerce.number().int().min(20).default(2000),
    /** Simulated seconds of the sandbox provider per real second. */
    SANDBOX_SPEED: z.coerce.number().min(1).default(86_400),
    TILE_SERVICES: tileServices.default([]),
    DEMO: flag.default(false),
    /** Behind how many proxies the server stands; decides whose address a request is counted under. */
    TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  })
  .superRefine((env, context) => {
    const fault = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (env.NODE_ENV !== 'production' || env.DEMO) return;
    if (env.SESSION_SECRET === demoSecret) {
      fault('SESSION_SECRET', 'is the demo secret: set 32 random characters or more of your own');
    }
    if (env.MAIL_CATCHER_DIR !== '') fault('MAIL_CATCHER_DIR', 'shows everybody’s mail: unset it');
    if (!env.PUBLIC_URL) fault('PUBLIC_URL', 'is needed: mail and the origin check name it');
  });

export type Env = Readonly<z.output<typeof schema>>;

/** The environment, checked. Throws one error that lists every fault. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, v]) => v !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = parsed.error.issues.map((i) => `  ${i.path.join('.')}: ${i.message}`);
  throw new Error(`The environment is not usable:\n${faults.join('\n')}\nSee .env.example.`);
}

let known: Env | undefined;
/** The process's environment, read once at the first call, which is made at start. */
export function env(): Env {
  known ??= readEnv(process.env);
  return known;
}

/** The address people use, without a final slash. */
export const publicUrl = () =>
  (env().PUBLIC_URL ?? `http://localhost:${env().PORT}`).replace(/\/$/, '');
