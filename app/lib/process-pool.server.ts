import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { startProcess } from './side-process.server.ts';

/** What came of a job: its answer, or why there is none. `crashed` is a bug or a broken library: `detail` is for the log. */
export type Outcome<Answer> =
  | { ok: true; answer: Answer }
  | { ok: false; why: 'busy' | 'too-slow' | 'too-heavy' | 'crashed'; detail: string };

/**
 * How long a job may take: by the clock, and of the processor where the system tells (Linux), which is the fairer measure on a
 * machine that has much else to do.
 */
export type JobLimits = { maxMs: number; maxCpuMs: number };

export type ProcessPool<Job, Answer> = {
  /** Runs a job in a process apart, after those that wait already: its limits count from when it starts. */
  run: (job: Job, limits: JobLimits) => Promise<Outcome<Answer>>;
  /** Starts a process, if none is there, so that the next job finds it ready. */
  warm: () => void;
  stop: () => void;
};

export type PoolOptions = {
  /** The source file of the process, from the repository's root; it answers messages by `serveJobs`. */
  path: string;
  size: number;
  /** How many may wait; more are told that it is busy. */
  maxWaiting: number;
  /** Of V8's heap. */
  maxMemoryMb: number;
  /** Of the whole process, where the system tells (Linux). */
  maxResidentMb: number;
  /** A process without work for so long ends. */
  idleMs: number;
};

/** What goes over the channel. */
export type JobMessage<Job> = { id: number; job: Job };
export type AnswerMessage<Answer> = {
  id: number;
  /** Null when the process itself met a bug, which `detail` tells. */
  answer: Answer | null;
  detail?: string;
  /** It would rather not do another: its memory has grown, or it no longer trusts its state. */
  worn: boolean;
};

type Waiting<Job, Answer> = {
  job: Job;
  limits: JobLimits;
  done: (outcome: Outcome<Answer>) => void;
};
type Member = {
  child: ChildProcess;
  /** It has loaded what it needs: the time of a job does not run before. */
  ready: Promise<void>;
  isReady: boolean;
  /** It works on until another is ready in its place. */
  isWorn: boolean;
  busy: boolean;
  idle?: NodeJS.Timeout;
  stderr: string;
};

/** Long enough for a machine that has much else to do. */
const startMs = 20_000;

/**
 * Processes apart for what may be hostile: one that takes too long or too much is killed, and another takes its place. The
 * pool never keeps its own process alive.
 */
export function processPool<Job, Answer>(options: PoolOptions): ProcessPool<Job, Answer> {
  const members = new Set<Member>();
  const waiting: Waiting<Job, Answer>[] = [];
  let lastId = 0;

  const run: ProcessPool<Job, Answer>['run'] = (job, limits) =>
    new Promise((done) => {
      const free = [...members].some(({ busy }) => !busy) || members.size < options.size;
      if (!free && waiting.length >= options.maxWaiting) {
        done({ ok: false, why: 'busy', detail: `${waiting.length} jobs wait` });
        return;
      }
      waiting.push({ job, limits, done });
      next();
    });

  const next = () => {
    const free = [...members].filter(({ busy }) => !busy);
    const ready = free.filter(({ isReady }) => isReady);
    const member = ready.find(({ isWorn }) => !isWorn) ?? ready[0] ?? free[0];
    if (!member && members.size >= options.size) return;
    const first = waiting.shift();
    if (first) void work(member ?? start(), first);
  };

  const start = (): Member => {
    const child = startProcess(options.path, { maxMemoryMb: options.maxMemoryMb });
    const ready = new Promise<void>((resolve) => {
      for (const event of ['message', 'exit', 'error']) child.once(event, () => resolve());
      setTimeout(resolve, startMs).unref();
    });
    const member: Member = { child, ready, isReady: false, isWorn: false, busy: false, stderr: '' };
    void ready.then(() => {
      member.isReady = true;
    });
    members.add(member);
    child.stderr?.on('data', (chunk: Buffer) => {
      member.stderr = (member.stderr + chunk.toString('latin1')).slice(-2000);
    });
    child.once('exit', () => members.delete(member));
    child.on('error', () => members.delete(member));
    hold(member, false);
    return member;
  };

  const work = async (member: Member, { job, limits, done }: Waiting<Job, Answer>) => {
    member.busy = true;
    clearTimeout(member.idle);
    hold(member, true);
    await member.ready;
    const { outcome, worn } = await ask<Job, Answer>(
      member,
      { id: ++lastId, job },
      limits,
      options,
    );
    if (!outcome.ok) replace(member);
    else if (worn && !member.isWorn) retire(member);
    else rest(member);
    done(outcome);
    next();
  };

  /** A process that failed goes at once, and another starts before it is asked for. */
  const replace = (member: Member) => {
    end(member);
    if (members.size < options.size) rest(start());
  };

  /** One that has grown goes when another is ready, so that nobody waits for that. */
  const retire = (member: Member) => {
    member.isWorn = true;
    rest(member);
    const fresh = start();
    rest(fresh);
    void fresh.ready.then(() => {
      if (!member.busy) end(member);
    });
  };

  const rest = (member: Member) => {
    if (member.isWorn && [...members].some((m) => m !== member && m.isReady)) return end(member);
    member.busy = false;
    hold(member, false);
    member.idle = setTimeout(() => end(member), options.idleMs);
    member.idle.unref();
  };

  const end = (member: Member) => {
    members.delete(member);
    clearTimeout(member.idle);
    member.child.kill('SIGKILL');
  };

  const warm = () => {
    if (members.size === 0) rest(start());
  };
  const stop = () => {
    for (const member of members) end(member);
  };
  return { run, warm, stop };
}

/** Whether the child and its channels keep this process alive. */
function hold({ child }: Member, held: boolean): void {
  const parts: unknown[] = [child, child.channel, child.stderr];
  for (const part of parts) {
    const way = part as { ref?: () => void; unref?: () => void } | null | undefined;
    if (held) way?.ref?.();
    else way?.unref?.();
  }
}

/** Sends one job and waits for its answer, its end, or the end of what it may take. */
async function ask<Job, Answer>(
  member: Member,
  message: JobMessage<Job>,
  { maxMs, maxCpuMs }: JobLimits,
  { maxResidentMb, maxMemoryMb }: PoolOptions,
): Promise<{ outcome: Outcome<Answer>; worn: boolean }> {
  const { child } = member;
  const leave: (() => void)[] = [];
  const before = await usageOf(child.pid);
  try {
    return await new Promise((resolve) => {
      const fail = (why: 'too-slow' | 'too-heavy' | 'crashed', detail: string) =>
        resolve({ outcome: { ok: false, why, detail }, worn: true });
      const onMessage = (reply: AnswerMessage<Answer> | 'ready') => {
        if (reply === 'ready' || reply.id !== message.id) return;
        const { answer, worn, detail = '' } = reply;
        if (answer === null) fail('crashed', detail);
        else resolve({ outcome: { ok: true, answer }, worn });
      };
      const onExit = (code: number | null, signal: string | null) => {
        const heavy = /heap|out of memory|allocation failed/i.test(member.stderr);
        const detail = `ended with ${signal ?? code}: ${member.stderr.slice(-300)}`;
        fail(heavy ? 'too-heavy' : 'crashed', heavy ? `over ${maxMemoryMb} MB of heap` : detail);
      };
      const onError = (error: Error) => fail('crashed', String(error));
      const look = async () => {
        const { residentMb, cpuMs } = await usageOf(child.pid);
        if (residentMb > maxResidentMb) fail('too-heavy', `over ${maxResidentMb} MB`);
        if (cpuMs - before.cpuMs > maxCpuMs) fail('too-slow', `over ${maxCpuMs} ms of work`);
      };
      child.on('message', onMessage).once('exit', onExit).once('error', onError);
      const time = setTimeout(() => fail('too-slow', `over ${maxMs} ms`), maxMs);
      const looks = setInterval(() => void look(), 50);
      leave.push(
        () => clearTimeout(time),
        () => clearInterval(looks),
        () => child.off('message', onMessage).off('exit', onExit).off('error', onError),
      );
      if (!child.connected) onExit(child.exitCode, child.signalCode);
      else child.send(message, (error) => error && fail('crashed', String(error)));
    });
  } finally {
    for (const undo of leave) undo();
  }
}

/**
 * What a process holds in memory, and how long it has worked: proc(5), in pages of 4 kB and hundredths of a second. Zeros
 * where nothing tells.
 */
async function usageOf(pid: number | undefined): Promise<{ residentMb: number; cpuMs: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in brackets, may hold blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (n: number) => Number(fields[n] ?? 0);
  return { residentMb: (field(21) * 4096) / 1_000_000, cpuMs: (field(11) + field(12)) * 10 };
}
