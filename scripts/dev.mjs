// Development: the same server with Vite's middlewares in front of Remix. `npm run dev`.
import { execFileSync } from 'node:child_process';

process.env.NODE_ENV ??= 'development';
process.env.DEMO ??= '1';
for (const script of ['basemap', 'i18n-index']) {
  execFileSync(process.execPath, [`scripts/${script}.mjs`], { stdio: 'inherit' });
}
const { createServer } = await import('vite');
const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' });
const load = () => vite.ssrLoadModule('virtual:remix/server-build');
const { entry } = await load();
await entry.module.startServer({ build: load, middlewares: vite.middlewares });
