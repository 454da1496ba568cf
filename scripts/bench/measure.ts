/** The value at this share (0–1) of the sorted list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `work` again and again for about that long; gives calls per second. */
export function rate(work: () => void, ms = 1000): number {
  for (let i = 0; i < 20; i++) work();
  const started = performance.now();
  let calls = 0;
  while (performance.now() - started < ms) {
    work();
    calls++;
  }
  return (1000 * calls) / (performance.now() - started);
}

/** Asks for an address over and over on so many connections for so long; gives requests per second and milliseconds. */
export async function load(options: {
  url: string | (() => string);
  headers: () => Record<string, string>;
  connections: number;
  ms: number;
  agent: import('node:http').Agent;
}): Promise<{
  perSecond: number;
  p50: number;
  p95: number;
  bytesPerSecond: number;
  failed: number;
}> {
  const { request } = await import('node:http');
  const times: number[] = [];
  let bytes = 0;
  let failed = 0;
  const end = performance.now() + options.ms;
  const once = () =>
    new Promise<void>((resolve) => {
      const started = performance.now();
      const url = typeof options.url === 'string' ? options.url : options.url();
      const call = request(url, { agent: options.agent, headers: options.headers() }, (answer) => {
        if ((answer.statusCode ?? 500) >= 300) failed++;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        answer.on('end', () => {
          times.push(performance.now() - started);
          resolve();
        });
      });
      call.on('error', () => {
        failed++;
        resolve();
      });
      call.end();
    });
  const worker = async () => {
    while (performance.now() < end) await once();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: options.connections }, worker));
  const seconds = (performance.now() - started) / 1000;
  return {
    perSecond: times.length / seconds,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    bytesPerSecond: bytes / seconds,
    failed,
  };
}

export const figure = (value: number, digits = 1) => value.toFixed(digits);
