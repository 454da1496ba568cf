import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';
import remixConfig from './remix.config.js';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

// Never seen by the browser: kept away from Vite's dependency scanner, which reloads the page for each late find.
const serverOnly = [
  'better-sqlite3',
  '@node-rs/argon2',
  'drizzle-orm',
  'pg',
  'lucia',
  'nodemailer',
  'pino',
  'sharp',
  '@remix-run/node',
];

export default defineConfig({
  plugins: [remix(remixConfig)],
  server: { port: 3000, strictPort: true },
  optimizeDeps: { exclude: serverOnly },
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 1200 },
});
