import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export type Saving = {
  status: 'idle' | 'pending' | 'saving' | 'saved' | 'failed' | 'lost';
  savedAt: Date | null;
};

const pauseMs = 1000;
const retryMs = 8000;

/**
 * Keeps a form as it is being filled in: posts it to `url` at each pause, one post at a time, and once more when the page
 * is hidden or left, by a beacon that outlives it. `touch` says that something changed; `stop` that the form was sent.
 */
export function useAutosave(form: RefObject<HTMLFormElement | null>, url: string) {
  const [saving, setSaving] = useState<Saving>({ status: 'idle', savedAt: null });
  const state = useRef({ dirty: false, busy: false, stopped: false, timer: 0 });

  const save = useCallback(async () => {
    const now = state.current;
    window.clearTimeout(now.timer);
    if (!form.current || !now.dirty || now.busy || now.stopped) return;
    now.dirty = false;
    now.busy = true;
    setSaving((before) => ({ ...before, status: 'saving' }));
    const outcome = await post(url, new FormData(form.current));
    now.busy = false;
    if (now.stopped) return;
    if (outcome === 'lost') now.stopped = true;
    if (outcome === 'failed') now.dirty = true;
    setSaving((before) => ({
      status: now.dirty && outcome === 'saved' ? 'pending' : outcome,
      savedAt: outcome === 'saved' ? new Date() : before.savedAt,
    }));
    if (now.dirty) {
      now.timer = window.setTimeout(() => void save(), outcome === 'failed' ? retryMs : pauseMs);
    }
  }, [form, url]);

  const touch = useCallback(() => {
    const now = state.current;
    if (now.stopped) return;
    now.dirty = true;
    window.clearTimeout(now.timer);
    now.timer = window.setTimeout(() => void save(), pauseMs);
    setSaving((before) => (before.status === 'saving' ? before : { ...before, status: 'pending' }));
  }, [save]);

  const stop = useCallback(() => {
    state.current.stopped = true;
    window.clearTimeout(state.current.timer);
  }, []);
  const resume = useCallback(() => {
    state.current.stopped = false;
  }, []);

  useEffect(() => {
    const element = form.current;
    const now = state.current;
    const flush = () => {
      if (!element || !now.dirty || now.stopped) return;
      if (navigator.sendBeacon(url, new FormData(element))) now.dirty = false;
    };
    const hidden = () => document.visibilityState === 'hidden' && flush();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      // Another page of the desk: nothing is hidden then, and the form is about to go.
      flush();
      window.clearTimeout(now.timer);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', hidden);
    };
  }, [form, url]);

  return { saving, touch, stop, resume };
}

async function post(url: string, body: FormData): Promise<'saved' | 'failed' | 'lost'> {
  try {
    const answer = await fetch(url, { method: 'POST', body, redirect: 'error' });
    if (answer.ok) return 'saved';
    return answer.status === 409 || answer.status === 404 ? 'lost' : 'failed';
  } catch {
    return 'failed';
  }
}
