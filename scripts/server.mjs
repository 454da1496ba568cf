// Starts the built application: `npm start`. The server itself is part of the build (app/server.server.ts).
const build = await import('../build/server/index.js');
try {
  await build.entry.module.startServer({ build });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
