import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startApp } from '../../test/support/app.ts';
import { figure, load } from './measure.ts';

const fileBytes = 256 * 2 ** 20;
const rangeBytes = 2 ** 20;

/** Random ranges of 1 MiB of one file of 256 MiB, licence checked and recorded each time, against nginx's sendfile of the same bytes. */
export async function download() {
  const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((p) => existsSync(p));
  const app = await startApp({ LOG_LEVEL: 'error', WORKER: '0' });
  const cookie = await app.signIn('ana');
  const target = await app.largeFile(randomBytes(fileBytes));
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const round = (url: string, headers: Record<string, string>, ms: number) =>
    load({ url, headers: () => ({ ...headers, range: randomRange() }), connections: 8, ms, agent });

  const peer = nginx ? await startNginx(nginx, target.file) : null;
  await round(app.url + target.path, { cookie }, 1500);
  if (peer) await round(peer.url, {}, 1500);
  // Taken in turns, so that a busy moment of the machine falls on both.
  const rates = { ours: [] as number[], nginx: [] as number[] };
  for (let i = 0; i < 4; i++) {
    const ours = await round(app.url + target.path, { cookie }, 3000);
    if (ours.failed > 0) throw new Error(`${ours.failed} ranges failed`);
    rates.ours.push(ours.bytesPerSecond);
    if (peer) rates.nginx.push((await round(peer.url, {}, 3000)).bytesPerSecond);
  }
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length / 1e6;
  console.log(`1 MiB ranges   ${figure(mean(rates.ours), 0)} MB/s`);
  if (peer) {
    const ratio = mean(rates.ours) / mean(rates.nginx);
    console.log(`nginx          ${figure(mean(rates.nginx), 0)} MB/s   ratio ${figure(ratio, 2)}`);
  } else console.log('nginx is not installed: no ratio (Debian: nginx-light).');
  agent.destroy();
  peer?.stop();
  await app.stop();
}

function randomRange(): string {
  const start = Math.floor(Math.random() * (fileBytes - rangeBytes));
  return `bytes=${start}-${start + rangeBytes - 1}`;
}

async function startNginx(program: string, file: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-nginx-'));
  mkdirSync(path.join(folder, 'www'));
  copyFileSync(file, path.join(folder, 'www', 'file.bin'));
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  const port = await freePort();
  const config = `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 256; }
http { access_log off; sendfile on; client_body_temp_path ${folder}; proxy_temp_path ${folder};
fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
server { listen 127.0.0.1:${port}; root ${folder}/www; } }`;
  writeFileSync(path.join(folder, 'nginx.conf'), config);
  const child = spawn(program, ['-c', path.join(folder, 'nginx.conf')], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/file.bin`;
  for (let i = 0; i < 50; i++) {
    if (
      await fetch(url, { method: 'HEAD' }).then(
        (r) => r.ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, stop: () => child.kill() };
}
