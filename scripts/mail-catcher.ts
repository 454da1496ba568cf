// A mail server that sends nothing on: each letter becomes a file of a folder, for the demonstration's /dev/mail.
//   node --import tsx scripts/mail-catcher.ts FOLDER [PORT]     prints its SMTP address
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

const [folder, port = '0'] = process.argv.slice(2);
if (!folder || folder.startsWith('-')) {
  console.log('usage: mail-catcher FOLDER [PORT]');
  process.exit(folder === '--help' ? 0 : 2);
}
mkdirSync(folder, { recursive: true });

let rank = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData(stream, _session, done) {
    buffer(stream).then((letter) => {
      keep(letter);
      done();
    }, done);
  },
});
server.on('error', (error) => console.error(`mail catcher: ${error.message}`));
const listening = server.listen(Number(port), '127.0.0.1', () => {
  const address = listening.address();
  console.log(`smtp://127.0.0.1:${typeof address === 'object' ? address?.port : port}`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => process.exit(0)));
}

/** Named by the moment, so that the names sort; appears whole. */
function keep(letter: Buffer): void {
  rank += 1;
  const name = `${Date.now()}-${String(rank).padStart(5, '0')}`;
  const beside = join(folder ?? '', `.${name}.part`);
  writeFileSync(beside, letter);
  renameSync(beside, join(folder ?? '', `${name}.eml`));
}
